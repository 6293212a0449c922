// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace ingest {

enum class Coding
{
    Identity,
    Gzip, // members one after the other are one body
    Deflate, // a zlib stream, as RFC 9110 has it; a bare deflate stream, as some send, is taken too
    Zstd,
};

// From Content-Encoding (any case); nullopt when it is none of ours. Empty is Identity.
std::optional<Coding> codingFromName(std::string_view name);
// By the first bytes: gzip's or zstd's magic number, else Identity.
Coding codingFromMagic(std::string_view bytes);

// Takes compressed bytes in and gives plain bytes out, a stretch at a time, so that a bomb costs no
// more than the stretch. One thread.
class Inflater
{
public:
    explicit Inflater(Coding coding);
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;
    ~Inflater();

    // Consumes from the front of `input` and appends at most `room` bytes to `output`. False when
    // the stream is damaged. Call again with the same input while it gave `room` bytes. Where
    // memory ends it throws std::bad_alloc: nothing is known of the stream then.
    bool inflate(std::string_view& input, std::string& output, std::size_t room);
    // True when the input so far was a complete stream (or several): it may end here.
    bool isComplete() const;

private:
    struct Private;
    std::unique_ptr<Private> d;
};

enum class InflateOutcome
{
    Done,
    Damaged, // or cut off
    TooLarge,
};

// The whole of `body`; `output` holds at most `limit` bytes whatever comes. Throws likewise.
InflateOutcome inflateAll(Coding coding, std::string_view body, std::size_t limit,
                          std::string& output);

} // namespace ingest
