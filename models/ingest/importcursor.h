// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/pipeline.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ingest {

// How far a file has been imported: always to the end of a record (a line or a message).
struct ImportPosition
{
    std::uint64_t bytes = 0; // plain ones, after inflating
    std::uint64_t records = 0; // lines, or messages
    std::uint32_t checksum = 0; // CRC-32 of these bytes: what is not the same file is not skipped
    friend bool operator==(const ImportPosition&, const ImportPosition&) = default;
};

class ImportTally;

// Where an import that was interrupted goes on, kept in the recording, with what was rejected on
// the way there in one transaction. A file is known again by its
// first bytes, as the Collector's file receiver does it, so that one that was renamed by log
// rotation, or has grown, is still the same. One thread.
class ImportCursor
{
public:
    // What is rejected counts as recorded at `recorded`, or when it is written.
    ImportCursor(const std::string& path, std::optional<telemetry::Timestamp> recorded,
                 std::shared_ptr<ImportTally> tally, Pipeline& pipeline);

    // Nothing when nothing of the file was imported, or all of it.
    std::optional<ImportPosition> stored() const { return m_stored; }
    // It was begun, and not read to its end.
    bool isBegun() const { return m_isKept; }
    // Before the first record of many, from the start: whatever ends the import, it is known that
    // it was begun.
    void begin();
    // How far the tally is, when that is a good deal further than before; nothing is waited for.
    void save();
    // Both return when it is on disk, or cannot be written.
    void saveNow();
    void clear(); // the file was read to its end: a later import of it begins at its start

private:
    void writeAndWait(ImportPosition position, std::vector<telemetry::Rejection> rejections);
    void write(const ImportPosition& position, std::string value,
               std::vector<telemetry::Rejection> rejections, Pipeline::PulledHandler done = {});

    Pipeline& m_pipeline;
    std::shared_ptr<ImportTally> m_tally;
    std::optional<telemetry::Timestamp> m_recorded;
    std::string m_name;
    std::optional<ImportPosition> m_stored;
    std::uint64_t m_written = 0; // bytes of the newest position that was written
    bool m_isKept = false; // something other than "read to its end" stands in the recording
};

} // namespace ingest
