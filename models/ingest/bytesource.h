// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/inflater.h"
#include "models/telemetry/result.h"

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>

namespace ingest {

// A file as plain bytes, inflated on the way when its magic number says so, in constant memory.
class ByteSource
{
public:
    // Unreadable error when it cannot be opened or is no regular file.
    static telemetry::Result<std::unique_ptr<ByteSource>> open(const std::string& path);

    // The next plain bytes, `count` of them unless the file ends before; they stay to be read.
    std::string_view peek(std::size_t count);
    // Appends up to `count` plain bytes; 0 at the end.
    std::size_t read(std::string& output, std::size_t count);
    // Appends up to and without the next line break, which is consumed too, at most `limit` bytes;
    // the rest of a longer line is skipped and `isTooLong` set. False at the end.
    bool readLine(std::string& line, std::size_t limit, bool& isTooLong);

    // Passes over up to `count` plain bytes; how many there were.
    std::uint64_t skip(std::uint64_t count);
    // Plain bytes that were read or passed over so far, and their CRC-32.
    std::uint64_t position() const { return m_position; }
    std::uint32_t checksum() const { return m_checksum; }

    bool isCompressed() const { return m_coding != Coding::Identity; }
    // True when compressed data broke off or made no sense: what follows is lost.
    bool isDamaged() const { return m_isDamaged; }
    std::uint64_t fileSize() const { return m_fileSize; }
    std::uint64_t filePosition() const { return m_filePosition; } // of the bytes as stored

private:
    ByteSource(std::ifstream file, std::uint64_t size);
    bool fill(); // appends to m_plain; false at the end
    bool fetch(); // refills m_stored from the file
    void drop(std::size_t count);

    std::ifstream m_file;
    std::uint64_t m_fileSize = 0;
    std::uint64_t m_filePosition = 0;
    Coding m_coding = Coding::Identity;
    std::unique_ptr<Inflater> m_inflater;
    std::string m_stored; // read, not yet inflated from m_storedStart on
    std::size_t m_storedStart = 0;
    std::string m_plain; // not yet given out from m_plainStart on
    std::size_t m_plainStart = 0;
    std::uint64_t m_position = 0;
    std::uint32_t m_checksum = 0;
    bool m_isDamaged = false;
};

} // namespace ingest
