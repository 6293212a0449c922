// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/pipeline.h"

#include <cstdint>
#include <optional>
#include <string>

namespace ingest {

// How far a file has been imported: always to the end of a record (a line or a message).
struct ImportPosition
{
    std::uint64_t bytes = 0; // plain ones, after inflating
    std::uint64_t records = 0; // lines, or messages
    std::uint32_t checksum = 0; // CRC-32 of these bytes: what is not the same file is not skipped
    friend bool operator==(const ImportPosition&, const ImportPosition&) = default;
};

// Where an import that was interrupted goes on, kept in the recording. A file is known again by its
// first bytes, as the Collector's file receiver does it, so that one that was renamed by log
// rotation, or has grown, is still the same. One thread.
class ImportCursor
{
public:
    ImportCursor(const std::string& path, Pipeline& pipeline);

    // Nothing when the file was never begun, or was read to its end.
    std::optional<ImportPosition> stored() const { return m_stored; }
    // Give it what is on disk already. Written when it is a good deal further than before; nothing
    // is waited for.
    void save(const ImportPosition& position);
    // Both return when it is on disk, or cannot be written.
    void saveNow(const ImportPosition& position);
    void clear(); // the file was read to its end: a later import of it begins at its start

private:
    void writeAndWait(const ImportPosition& position);
    void write(const ImportPosition& position, Pipeline::PulledHandler done);

    Pipeline& m_pipeline;
    std::string m_name;
    std::optional<ImportPosition> m_stored;
    std::uint64_t m_written = 0; // bytes of the newest position that was written
    bool m_isKept = false; // something other than "read to its end" stands in the recording
};

} // namespace ingest
