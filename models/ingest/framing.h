// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string_view>

namespace ingest {

// How messages stand one after the other in a file.
enum class Framing
{
    None,
    Length, // u32 big-endian before each, as the Collector's file exporter writes them
    Grpc, // one byte "compressed" and u32 big-endian before each
};

struct FrameHeader
{
    bool isCompressed = false;
    std::uint32_t length = 0;
};

constexpr std::size_t headerSize(Framing framing)
{
    return framing == Framing::Grpc ? 5 : 4;
}

// `bytes` has headerSize(framing) bytes.
FrameHeader frameHeader(Framing framing, std::string_view bytes);

// Reads up to `count` bytes at an offset; shorter at the end.
using ReadAt = std::function<std::string_view(std::uint64_t offset, std::size_t count)>;

// Follows the lengths through the file: a framing fits when they lead exactly to its end, or, for a
// file that was still being written, when the first message is whole and looks like telemetry.
Framing detectFraming(std::uint64_t size, const ReadAt& readAt);

} // namespace ingest
