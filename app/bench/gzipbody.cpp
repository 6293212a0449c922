// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/gzipbody.h"

#include <zlib.h>

namespace bench {

std::string gzipBody(const std::string& body)
{
    constexpr int kGzipWindow = 15 + 16; // with gzip's header
    constexpr int kMemoryLevel = 8;
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipWindow, kMemoryLevel,
                     Z_DEFAULT_STRATEGY)
        != Z_OK)
        return {};
    std::string packed(deflateBound(&stream, static_cast<uLong>(body.size())), '\0');
    std::string input = body; // zlib's interface takes no const
    stream.next_in = reinterpret_cast<Bytef*>(input.data());
    stream.avail_in = static_cast<uInt>(input.size());
    stream.next_out = reinterpret_cast<Bytef*>(packed.data());
    stream.avail_out = static_cast<uInt>(packed.size());
    const bool isWhole = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    packed.resize(isWhole ? stream.total_out : 0);
    deflateEnd(&stream);
    return packed;
}

} // namespace bench
