// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/bundle/archive.h"
#include "models/bundle/damage.h"

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <unistd.h>
#include <zstd.h>

namespace bundle {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

constexpr int kLevel = 6; // of zstd: half the time of its default at levels above, 3 % larger
constexpr std::size_t kWritePiece = std::size_t{256} << 10;

struct FreeingWriter
{
    void operator()(archive* one) const { archive_write_free(one); }
    void operator()(archive_entry* one) const { archive_entry_free(one); }
    void operator()(ZSTD_CCtx* one) const { ZSTD_freeCCtx(one); }
};

} // namespace

struct ArchiveWriter::Private
{
    std::string path;
    std::string partial;
    int file = -1;
    std::unique_ptr<ZSTD_CCtx, FreeingWriter> zstd{ZSTD_createCCtx()};
    std::unique_ptr<archive, FreeingWriter> tar{archive_write_new()};
    std::vector<char> buffer;
    std::int64_t written = 0;
    std::string problem;
    bool isFinished = false;

    ~Private()
    {
        tar.reset(); // writes its end, to us
        if (file >= 0)
            ::close(file);
        if (!isFinished && file >= 0)
            ::unlink(partial.c_str());
    }

    bool store(const char* bytes, std::size_t size)
    {
        while (size > 0) {
            const ssize_t done = ::write(file, bytes, size);
            if (done < 0 && errno == EINTR)
                continue;
            if (done <= 0) {
                problem = std::strerror(errno);
                return false;
            }
            bytes += done;
            size -= static_cast<std::size_t>(done);
            written += done;
        }
        return true;
    }

    bool compress(const void* bytes, std::size_t size, ZSTD_EndDirective end)
    {
        ZSTD_inBuffer input{bytes, size, 0};
        while (true) {
            ZSTD_outBuffer output{buffer.data(), buffer.size(), 0};
            const std::size_t left = ZSTD_compressStream2(zstd.get(), &output, &input, end);
            if (ZSTD_isError(left) != 0U) {
                problem = ZSTD_getErrorName(left);
                return false;
            }
            if (!store(buffer.data(), output.pos))
                return false;
            if (end == ZSTD_e_end ? left == 0 : input.pos == input.size)
                return true;
        }
    }

    static la_ssize_t take(archive* /*tar*/, void* self, const void* bytes, std::size_t size)
    {
        try { // nothing may be thrown through libarchive
            return static_cast<Private*>(self)->compress(bytes, size, ZSTD_e_continue)
                ? static_cast<la_ssize_t>(size)
                : -1;
        } catch (const std::bad_alloc&) {
            return -1;
        }
    }

    Result<void> failed(const std::string& doing, const char* known = nullptr) const
    {
        const char* words = known != nullptr ? known : archive_error_string(tar.get());
        const std::string why = !problem.empty() ? problem : words != nullptr ? words : "unknown";
        return failure(ErrorKind::Refused,
                       path + " cannot be written (" + doing + "): " + why + ".");
    }

    Result<void> begin(const std::string& name, std::int64_t size)
    {
        const std::unique_ptr<archive_entry, FreeingWriter> entry(archive_entry_new());
        if (!entry)
            return failed(name, kNoMemory);
        archive_entry_set_pathname(entry.get(), name.c_str());
        archive_entry_set_size(entry.get(), size);
        archive_entry_set_filetype(entry.get(), AE_IFREG);
        archive_entry_set_perm(entry.get(), 0600);
        // Where it had no memory for the name, the entry has another one, or none.
        const char* const kept = archive_entry_pathname(entry.get());
        if (kept == nullptr || name != kept)
            return failed(name, kNoMemory);
        return archive_write_header(tar.get(), entry.get()) == ARCHIVE_OK ? Result<void>()
                                                                          : failed(name);
    }
};

ArchiveWriter::ArchiveWriter(std::unique_ptr<Private> p)
    : d(std::move(p))
{
}

ArchiveWriter::~ArchiveWriter() = default;

Result<std::unique_ptr<ArchiveWriter>> ArchiveWriter::create(const std::string& path)
{
    std::error_code error;
    if (std::filesystem::exists(std::filesystem::symlink_status(path, error)))
        return failure(ErrorKind::Usage, path + " is there already. Name a new file.");
    auto d = std::make_unique<Private>();
    d->path = path;
    // A name of its own: what a killed console left is in nobody's way.
    d->partial = path + ".partial-XXXXXX";
    d->file = ::mkostemp(d->partial.data(), O_CLOEXEC);
    if (d->file < 0)
        return failure(ErrorKind::Refused,
                       d->partial + " cannot be made: " + std::strerror(errno) + ".");
    d->buffer.resize(ZSTD_CStreamOutSize());
    if (!d->zstd || !d->tar)
        return tl::make_unexpected(d->failed("beginning", kNoMemory).error());
    ZSTD_CCtx_setParameter(d->zstd.get(), ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(d->zstd.get(), ZSTD_c_checksumFlag, 1);
    if (archive_write_set_format_pax_restricted(d->tar.get()) != ARCHIVE_OK
        || archive_write_set_bytes_in_last_block(d->tar.get(), 1) != ARCHIVE_OK
        || archive_write_open(d->tar.get(), d.get(), nullptr, &Private::take, nullptr)
            != ARCHIVE_OK)
        return tl::make_unexpected(d->failed("beginning").error());
    return std::unique_ptr<ArchiveWriter>(new ArchiveWriter(std::move(d)));
}

Result<void> ArchiveWriter::add(const std::string& name, std::string_view bytes)
{
    if (auto begun = d->begin(name, static_cast<std::int64_t>(bytes.size())); !begun)
        return begun;
    const auto size = static_cast<la_ssize_t>(bytes.size());
    return archive_write_data(d->tar.get(), bytes.data(), bytes.size()) == size ? Result<void>()
                                                                                : d->failed(name);
}

Result<void> ArchiveWriter::addFile(const std::string& name, const std::string& path,
                                    std::int64_t size, const std::function<bool()>& goesOn)
{
    const int input = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (input < 0)
        return failure(ErrorKind::Refused, path + " cannot be read: " + std::strerror(errno) + ".");
    auto done = d->begin(name, size);
    std::vector<char> piece(kWritePiece);
    std::int64_t left = size;
    while (done) {
        if (goesOn && !goesOn()) {
            done = failure(ErrorKind::Refused, "Writing " + d->path + " was broken off.");
            break;
        }
        const ssize_t count = ::read(input, piece.data(), piece.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        left -= count;
        if (left < 0
            || archive_write_data(d->tar.get(), piece.data(), static_cast<std::size_t>(count))
                != count)
            done = d->failed(name);
    }
    ::close(input);
    if (done && left != 0)
        return failure(ErrorKind::Refused, path + " changed while it was read.");
    return done;
}

Result<std::int64_t> ArchiveWriter::finish()
{
    if (archive_write_close(d->tar.get()) != ARCHIVE_OK || !d->compress(nullptr, 0, ZSTD_e_end)
        || ::fsync(d->file) != 0)
        return tl::make_unexpected(d->failed("ending").error());
    // Not over what somebody else has put there meanwhile.
    if (::link(d->partial.c_str(), d->path.c_str()) != 0) {
        std::error_code error;
        if (errno == EEXIST)
            return failure(ErrorKind::Usage, d->path + " is there already. Name a new file.");
        std::filesystem::rename(d->partial, d->path, error); // a file system without links
        if (error)
            return failure(ErrorKind::Refused,
                           d->path + " cannot be written: " + error.message() + ".");
    } else {
        ::unlink(d->partial.c_str());
    }
    d->isFinished = true;
    return d->written;
}

} // namespace bundle
