// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/inflater.h"

#include "models/telemetry/text.h"

#include <algorithm>
#include <limits>
#include <new>

#include <zlib.h>
#include <zstd.h>
#include <zstd_errors.h>

namespace ingest {

namespace {

constexpr std::size_t kInflatedStretch = 256U * 1024;
constexpr int kGzipWindow = 15 + 16;
constexpr int kZlibWindow = 15;
constexpr int kBareWindow = -15;

// RFC 1950: method 8 in the low bits, and the two bytes together a multiple of 31.
bool isZlibHeader(std::string_view bytes)
{
    if (bytes.size() < 2)
        return true;
    const auto first = static_cast<unsigned char>(bytes[0]);
    const auto second = static_cast<unsigned char>(bytes[1]);
    return (first & 0x0fU) == 8 && (first * 256U + second) % 31 == 0;
}

} // namespace

std::optional<Coding> codingFromName(std::string_view name)
{
    const std::string lower = telemetry::asciiLowered(name);
    if (lower.empty() || lower == "identity")
        return Coding::Identity;
    if (lower == "gzip" || lower == "x-gzip")
        return Coding::Gzip;
    if (lower == "deflate" || lower == "zlib")
        return Coding::Deflate;
    if (lower == "zstd")
        return Coding::Zstd;
    return std::nullopt;
}

Coding codingFromMagic(std::string_view bytes)
{
    if (bytes.starts_with("\x1f\x8b"))
        return Coding::Gzip;
    if (bytes.starts_with("\x28\xb5\x2f\xfd"))
        return Coding::Zstd;
    return Coding::Identity;
}

struct Inflater::Private
{
    Coding coding = Coding::Identity;
    z_stream zlib{};
    ZSTD_DCtx* zstd = nullptr;
    bool isZlibOpen = false;
    bool isComplete = true; // nothing at all is a complete stream of no members

    bool openZlib(std::string_view input);
    bool inflateZlib(std::string_view& input, std::string& output, std::size_t room);
    bool inflateZstd(std::string_view& input, std::string& output, std::size_t room);
};

bool Inflater::Private::openZlib(std::string_view input)
{
    int window = kGzipWindow;
    if (coding == Coding::Deflate)
        window = isZlibHeader(input) ? kZlibWindow : kBareWindow;
    const int status = inflateInit2(&zlib, window);
    if (status == Z_MEM_ERROR)
        throw std::bad_alloc();
    isZlibOpen = status == Z_OK;
    return isZlibOpen;
}

bool Inflater::Private::inflateZlib(std::string_view& input, std::string& output, std::size_t room)
{
    if (isComplete && input.empty())
        return true;
    if (!isZlibOpen && !openZlib(input))
        return false;
    if (isComplete && inflateReset(&zlib) != Z_OK) // another member follows
        return false;
    isComplete = false;
    const std::size_t before = output.size();
    output.resize(before + room);
    constexpr std::size_t most = std::numeric_limits<uInt>::max();
    // zlib does not write to its input, but its declarations date from before const.
    zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(input.data()));
    zlib.avail_in = static_cast<uInt>(std::min(input.size(), most));
    zlib.next_out = reinterpret_cast<Bytef*>(output.data() + before);
    zlib.avail_out = static_cast<uInt>(std::min(room, most));
    const uInt given = zlib.avail_in;
    const uInt offered = zlib.avail_out;
    const int status = ::inflate(&zlib, Z_NO_FLUSH);
    input.remove_prefix(given - zlib.avail_in);
    output.resize(before + (offered - zlib.avail_out));
    if (status == Z_MEM_ERROR)
        throw std::bad_alloc();
    isComplete = status == Z_STREAM_END;
    if (isComplete && coding == Coding::Deflate)
        return input.empty();
    return status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR;
}

bool Inflater::Private::inflateZstd(std::string_view& input, std::string& output, std::size_t room)
{
    if (!zstd)
        zstd = ZSTD_createDCtx();
    if (!zstd)
        throw std::bad_alloc();
    const std::size_t before = output.size();
    output.resize(before + room);
    ZSTD_inBuffer in{.src = input.data(), .size = input.size(), .pos = 0};
    ZSTD_outBuffer out{.dst = output.data() + before, .size = room, .pos = 0};
    const std::size_t left = ZSTD_decompressStream(zstd, &out, &in);
    input.remove_prefix(in.pos);
    output.resize(before + out.pos);
    if (ZSTD_getErrorCode(left) == ZSTD_error_memory_allocation)
        throw std::bad_alloc();
    if (ZSTD_isError(left) != 0)
        return false;
    if (in.pos > 0 || out.pos > 0)
        isComplete = left == 0;
    return true;
}

Inflater::Inflater(Coding coding)
    : d(std::make_unique<Private>())
{
    d->coding = coding;
}

Inflater::~Inflater()
{
    if (d->isZlibOpen)
        inflateEnd(&d->zlib);
    ZSTD_freeDCtx(d->zstd);
}

bool Inflater::inflate(std::string_view& input, std::string& output, std::size_t room)
{
    switch (d->coding) {
    case Coding::Gzip:
    case Coding::Deflate:
        return d->inflateZlib(input, output, room);
    case Coding::Zstd:
        return d->inflateZstd(input, output, room);
    case Coding::Identity:
        break;
    }
    const std::size_t count = std::min(room, input.size());
    output.append(input.substr(0, count));
    input.remove_prefix(count);
    return true;
}

bool Inflater::isComplete() const
{
    return d->isComplete;
}

InflateOutcome inflateAll(Coding coding, std::string_view body, std::size_t limit,
                          std::string& output)
{
    Inflater inflater(coding);
    while (true) {
        // One byte more than allowed is asked for, to tell "exactly the limit" from "more".
        const std::size_t room = std::min(kInflatedStretch, limit - output.size() + 1);
        const std::size_t before = output.size();
        if (!inflater.inflate(body, output, room))
            return InflateOutcome::Damaged;
        if (output.size() > limit) {
            output.resize(limit);
            return InflateOutcome::TooLarge;
        }
        if (body.empty() && output.size() < before + room)
            return inflater.isComplete() ? InflateOutcome::Done : InflateOutcome::Damaged;
        if (output.size() == before && !body.empty() && !inflater.isComplete())
            return InflateOutcome::Damaged; // no way forward
    }
}

} // namespace ingest
