// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/archive.h"
#include "models/bundle/damage.h"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstring>
#include <new>
#include <utility>
#include <vector>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>
#include <zstd_errors.h>

namespace bundle {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

constexpr std::size_t kReadPiece = std::size_t{128} << 10;
constexpr int kMostWindow = 27; // log2: 128 MiB of memory at most
// A recording shrinks to a fifth; a run of zeros to a ten thousandth.
constexpr std::int64_t kMostRatio = 400;
constexpr std::int64_t kUnsuspicious = std::int64_t{64} << 20; // bytes, whatever their ratio
constexpr std::string_view kMagic = "\x28\xb5\x2f\xfd";

struct FreeingReader
{
    void operator()(archive* one) const { archive_read_free(one); }
    void operator()(archive_entry* one) const { archive_entry_free(one); }
    void operator()(ZSTD_DCtx* one) const { ZSTD_freeDCtx(one); }
};

// Header and content in blocks of a tar; a size that its header has no room for has one of its own.
std::int64_t takenBy(std::int64_t size)
{
    constexpr std::int64_t kBlock = 512;
    constexpr std::int64_t kMostInHeader = std::int64_t{8} << 30;
    const std::int64_t content = size / kBlock + (size % kBlock != 0 ? 1 : 0);
    return (1 + content + (size >= kMostInHeader ? 3 : 0)) * kBlock;
}

} // namespace

struct ArchiveReader::Private
{
    std::string path;
    int file = -1;
    std::string_view memory; // instead of the file
    std::unique_ptr<ZSTD_DCtx, FreeingReader> zstd{ZSTD_createDCtx()};
    std::unique_ptr<archive, FreeingReader> tar{archive_read_new()};
    std::unique_ptr<archive_entry, FreeingReader> entry{archive_entry_new()};
    std::vector<char> compressed;
    std::vector<char> plain;
    ZSTD_inBuffer input{nullptr, 0, 0};
    std::int64_t readBytes = 0; // of the file
    std::int64_t plainBytes = 0;
    std::int64_t written = 0; // of the tar: up to behind the last byte that is not zero
    std::int64_t told = 0; // of the tar: that its members take
    bool isFrameEnded = false;
    bool isInputEnded = false;
    bool isCutShort = false;
    bool isReadFailed = false; // by the system, or for want of memory: nothing is known of the file
    std::string problem; // the first; nothing is read after it
    std::string part = "its beginning"; // that is read
    std::int64_t partBytes = 0; // of its content
    std::int64_t partRead = 0;

    ~Private()
    {
        tar.reset();
        if (file >= 0)
            ::close(file);
    }

    std::int64_t place() const
    {
        return readBytes - static_cast<std::int64_t>(input.size - input.pos);
    }

    // In terms of the file: bytes of what is unpacked stand nowhere that anybody could look.
    tl::unexpected<telemetry::Error> broken(const std::string& why) const
    {
        if (isReadFailed) // it may be whole: its sender has nothing to do with it
            return failure(ErrorKind::Unreadable,
                           path + " cannot be read: " + problem + ". Nothing was changed.");
        if (!isCutShort)
            return damaged(path,
                           part + " is not as it was written: " + why + " (noticed at byte "
                               + std::to_string(place()) + " of the file)");
        std::string where = "in " + part;
        if (partBytes > 0 && partRead >= partBytes)
            where = "behind " + part;
        else if (partBytes > 0)
            where += ", of which " + std::to_string(partRead) + " of " + std::to_string(partBytes)
                + " bytes can be read";
        return damaged(path,
                       "it is cut short: the file ends after " + std::to_string(readBytes)
                           + " bytes, " + where);
    }

    bool refill()
    {
        if (isInputEnded)
            return false;
        ssize_t count = 0;
        if (file < 0) {
            count = static_cast<ssize_t>(std::min(memory.size(), compressed.size()));
            std::memcpy(compressed.data(), memory.data(), static_cast<std::size_t>(count));
            memory.remove_prefix(static_cast<std::size_t>(count));
        } else {
            do
                count = ::read(file, compressed.data(), compressed.size());
            while (count < 0 && errno == EINTR);
            isReadFailed = count < 0;
            if (isReadFailed)
                problem = std::strerror(errno);
        }
        isInputEnded = count <= 0;
        input = {compressed.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)), 0};
        readBytes += std::max<ssize_t>(count, 0);
        return !isInputEnded;
    }

    la_ssize_t lackMemory()
    {
        isReadFailed = true;
        problem = kNoMemory;
        return -1;
    }

    // The next piece of the tar; 0 at the end of the frame, -1 when something is wrong.
    la_ssize_t piece()
    {
        if (!problem.empty())
            return -1;
        while (!isFrameEnded) {
            if (input.pos == input.size && !refill()) {
                if (problem.empty()) {
                    problem = "it ends too early";
                    isCutShort = true;
                }
                return -1;
            }
            ZSTD_outBuffer output{plain.data(), plain.size(), 0};
            const std::size_t left = ZSTD_decompressStream(zstd.get(), &output, &input);
            if (ZSTD_isError(left) != 0U) {
                if (ZSTD_getErrorCode(left) == ZSTD_error_memory_allocation)
                    return lackMemory();
                problem = ZSTD_getErrorName(left);
                return -1;
            }
            isFrameEnded = left == 0;
            for (std::size_t i = output.pos; i > 0; --i) {
                if (plain[i - 1] != 0) {
                    written = plainBytes + static_cast<std::int64_t>(i);
                    break;
                }
            }
            plainBytes += static_cast<std::int64_t>(output.pos);
            if (plainBytes > kUnsuspicious
                && plainBytes / std::max<std::int64_t>(place(), 1) > kMostRatio) {
                problem = "it would become more than " + std::to_string(kMostRatio)
                    + " times as large as it is";
                return -1;
            }
            if (output.pos > 0)
                return static_cast<la_ssize_t>(output.pos);
        }
        return 0;
    }

    static la_ssize_t give(archive* /*tar*/, void* self, const void** bytes)
    {
        auto* d = static_cast<Private*>(self);
        *bytes = d->plain.data();
        try { // nothing may be thrown through libarchive
            return d->piece();
        } catch (const std::bad_alloc&) {
            return d->lackMemory();
        }
    }

    // What the tar reader could not do.
    tl::unexpected<telemetry::Error> brokenTar()
    {
        // Of input it says what is wrong with it; not always where it has no memory.
        if (problem.empty()
            && (archive_errno(tar.get()) == ENOMEM || archive_error_string(tar.get()) == nullptr))
            lackMemory();
        return broken(words());
    }

    std::string words() const
    {
        if (!problem.empty())
            return problem;
        const char* text = archive_error_string(tar.get());
        return text != nullptr ? text : "it cannot be read";
    }

    Result<void> checkEnd()
    {
        part = "its end";
        partBytes = 0;
        // The tar reader stops at the end it sees: nothing may hide behind it.
        la_ssize_t count = piece();
        while (count > 0)
            count = piece();
        if (count < 0)
            return broken(problem);
        if (written > told)
            return broken("something stands between or behind the members");
        if (input.pos < input.size || refill())
            return broken("something stands behind the end");
        if (isReadFailed) // what stands behind the end is not known
            return broken(problem);
        return {};
    }

    Result<void> begin()
    {
        compressed.resize(kReadPiece);
        plain.resize(kReadPiece);
        if (!refill())
            return problem.empty() ? damaged(path, "it is empty, 0 bytes long") : broken(problem);
        if (std::string_view(compressed.data(), input.size).substr(0, kMagic.size()) != kMagic)
            return failure(ErrorKind::Unreadable,
                           path
                               + " is no bundle: it does not begin as one. Nothing of it is "
                                 "opened, and nothing was changed. If it was sent as one, ask its "
                                 "sender for it once more.");
        if (!zstd || !tar || !entry) {
            lackMemory();
            return broken(problem);
        }
        ZSTD_DCtx_setParameter(zstd.get(), ZSTD_d_windowLogMax, kMostWindow);
        if (archive_read_support_format_tar(tar.get()) != ARCHIVE_OK
            || archive_read_set_read_callback(tar.get(), &Private::give) != ARCHIVE_OK
            || archive_read_set_callback_data(tar.get(), this) != ARCHIVE_OK
            || archive_read_open1(tar.get()) != ARCHIVE_OK)
            return brokenTar();
        return {};
    }
};

ArchiveReader::ArchiveReader(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

ArchiveReader::~ArchiveReader() = default;

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::open(const std::string& path)
{
    auto d = std::make_unique<Private>();
    d->path = path;
    d->file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    struct stat info = {};
    if (d->file < 0 || ::fstat(d->file, &info) != 0)
        return failure(ErrorKind::Unreadable,
                       path + " cannot be opened: " + std::strerror(errno) + ".");
    if (!S_ISREG(info.st_mode))
        return failure(ErrorKind::Unreadable, path + " is no file.");
    if (auto begun = d->begin(); !begun)
        return tl::make_unexpected(begun.error());
    return std::unique_ptr<ArchiveReader>(new ArchiveReader(std::move(d)));
}

Result<std::unique_ptr<ArchiveReader>> ArchiveReader::openBytes(std::string_view bytes)
{
    auto d = std::make_unique<Private>();
    d->path = "The bundle";
    d->memory = bytes;
    if (auto begun = d->begin(); !begun)
        return tl::make_unexpected(begun.error());
    return std::unique_ptr<ArchiveReader>(new ArchiveReader(std::move(d)));
}

Result<std::optional<ArchiveReader::Entry>> ArchiveReader::next()
{
    // The reader's own it would not look whether it has.
    archive_entry* const entry = d->entry.get();
    const int code = archive_read_next_header2(d->tar.get(), entry);
    if (code == ARCHIVE_EOF && d->problem.empty()) {
        if (auto checked = d->checkEnd(); !checked)
            return tl::make_unexpected(checked.error());
        return std::optional<Entry>();
    }
    if (code != ARCHIVE_OK)
        return d->brokenTar();
    const char* name = archive_entry_pathname(entry);
    Entry found{.name = name != nullptr ? name : "", .size = archive_entry_size(entry)};
    d->part = partText(found.name);
    d->partBytes = 0;
    d->partRead = 0;
    if (archive_entry_filetype(entry) != AE_IFREG || archive_entry_hardlink(entry) != nullptr
        || archive_entry_symlink(entry) != nullptr || archive_entry_sparse_count(entry) != 0)
        return d->broken("it is no plain file");
    if (archive_entry_size_is_set(entry) == 0 || found.size < 0)
        return d->broken("it does not tell its size");
    d->told += takenBy(found.size);
    d->partBytes = found.size;
    return std::optional(std::move(found));
}

Result<void> ArchiveReader::read(const std::function<bool(std::string_view)>& take)
{
    while (true) {
        const void* bytes = nullptr;
        std::size_t size = 0;
        la_int64_t offset = 0;
        const int code = archive_read_data_block(d->tar.get(), &bytes, &size, &offset);
        if (code == ARCHIVE_EOF)
            return d->problem.empty() ? Result<void>() : d->broken(d->problem);
        if (code != ARCHIVE_OK)
            return d->brokenTar();
        d->partRead += static_cast<std::int64_t>(size);
        if (!take({static_cast<const char*>(bytes), size}))
            return {};
    }
}

Result<std::string> ArchiveReader::readAll(std::int64_t most)
{
    std::string all;
    bool isTooLong = false;
    const auto done = read([&](std::string_view piece) {
        isTooLong = static_cast<std::int64_t>(all.size() + piece.size()) > most;
        if (!isTooLong)
            all += piece;
        return !isTooLong;
    });
    if (!done)
        return tl::make_unexpected(done.error());
    if (isTooLong)
        return d->broken("it is longer than the " + std::to_string(most) + " bytes it may have");
    return all;
}

} // namespace bundle
