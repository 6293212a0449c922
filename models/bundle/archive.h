// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace bundle {

// The container of a bundle: a pax tar (libarchive) of plain files in one zstd frame with a
// checksum, so that `tar --zstd -tf` lists it and a changed byte is noticed. One thread.
class ArchiveWriter
{
public:
    // Writes beside `path`, for its owner only; nothing is at `path` before finish(). Usage error
    // when something is.
    static telemetry::Result<std::unique_ptr<ArchiveWriter>> create(const std::string& path);
    ArchiveWriter(const ArchiveWriter&) = delete;
    ArchiveWriter& operator=(const ArchiveWriter&) = delete;
    ~ArchiveWriter(); // without finish() nothing is left

    telemetry::Result<void> add(const std::string& name, std::string_view bytes);
    // Refused when the file is not `size` bytes long (any more), and when `goesOn`, which may be
    // empty, says false.
    telemetry::Result<void> addFile(const std::string& name, const std::string& path,
                                    std::int64_t size, const std::function<bool()>& goesOn = {});
    telemetry::Result<std::int64_t> finish(); // bytes of the file

private:
    struct Private;
    explicit ArchiveWriter(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

// Reads one that may come from anybody. Nothing is believed but what is counted: all errors are
// Unreadable and name the part, where the file ends in it, and what to do. Where the system fails
// to read the file they say only that.
class ArchiveReader
{
public:
    static telemetry::Result<std::unique_ptr<ArchiveReader>> open(const std::string& path);
    // The same of bytes in memory, which must outlive it.
    static telemetry::Result<std::unique_ptr<ArchiveReader>> openBytes(std::string_view bytes);
    ArchiveReader(const ArchiveReader&) = delete;
    ArchiveReader& operator=(const ArchiveReader&) = delete;
    ~ArchiveReader();

    struct Entry
    {
        std::string name; // as it stands there: for comparison only, never a path
        std::int64_t size = 0;
    };
    // The next member; nothing after the last, when all of the file was looked at and whole.
    // Refuses what is no plain file.
    telemetry::Result<std::optional<Entry>> next();
    // The content of the member that next() told of, piece by piece; `take` returns false to stop.
    telemetry::Result<void> read(const std::function<bool(std::string_view)>& take);
    // The same as a whole, when it is at most `most` bytes.
    telemetry::Result<std::string> readAll(std::int64_t most);

private:
    struct Private;
    explicit ArchiveReader(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace bundle
