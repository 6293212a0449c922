// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/framing.h"

#include "models/ingest/inflater.h"

namespace ingest {

namespace {

constexpr int kMostFollowed = 10'000; // frames; so many in a row are no accident

std::uint32_t bigEndian(std::string_view bytes)
{
    std::uint32_t number = 0;
    for (const char c : bytes.substr(0, 4))
        number = number << 8 | static_cast<unsigned char>(c);
    return number;
}

// The first field of an export request is its list of resources: tag 1, length-delimited.
bool looksLikeTelemetry(std::string_view payload)
{
    return payload.starts_with('\x0a') || payload.starts_with('{')
        || codingFromMagic(payload) != Coding::Identity;
}

enum class Fit
{
    No,
    Beginning,
    Exact,
};

Fit fitOf(Framing framing, std::uint64_t size, const ReadAt& readAt)
{
    const std::size_t header = headerSize(framing);
    std::uint64_t offset = 0;
    bool isFirstGood = false;
    for (int frames = 0; frames < kMostFollowed; ++frames) {
        if (offset == size)
            return isFirstGood ? Fit::Exact : Fit::No;
        const std::string_view bytes = readAt(offset, header);
        if (bytes.size() < header
            || (framing == Framing::Grpc && static_cast<unsigned char>(bytes[0]) > 1))
            return isFirstGood ? Fit::Beginning : Fit::No;
        const std::uint64_t length = frameHeader(framing, bytes).length;
        if (frames == 0)
            isFirstGood = length > 0 && looksLikeTelemetry(readAt(header, 4));
        if (!isFirstGood)
            return Fit::No;
        if (offset + header + length > size)
            return frames > 0 ? Fit::Beginning : Fit::No;
        offset += header + length;
    }
    return Fit::Exact;
}

} // namespace

FrameHeader frameHeader(Framing framing, std::string_view bytes)
{
    if (framing == Framing::Grpc)
        return {.isCompressed = bytes[0] != 0, .length = bigEndian(bytes.substr(1))};
    return {.isCompressed = false, .length = bigEndian(bytes)};
}

Framing detectFraming(std::uint64_t size, const ReadAt& readAt)
{
    const Fit length = fitOf(Framing::Length, size, readAt);
    const Fit grpc = fitOf(Framing::Grpc, size, readAt);
    if (grpc == Fit::No && length == Fit::No)
        return Framing::None;
    return static_cast<int>(grpc) > static_cast<int>(length) ? Framing::Grpc : Framing::Length;
}

} // namespace ingest
