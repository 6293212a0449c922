// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/utf8.h"

#include <algorithm>

namespace telemetry {

namespace {

constexpr std::size_t kBlock = 64;

unsigned byteAt(std::string_view text, std::size_t at)
{
    return static_cast<unsigned char>(text[at]);
}

bool isContinuation(std::string_view text, std::size_t at)
{
    return at < text.size() && (byteAt(text, at) & 0xC0U) == 0x80U;
}

struct Sequence
{
    std::size_t length = 1; // bytes to step over
    bool valid = false;
};

// The well-formed sequence at `at`, or the maximal ill-formed subsequence (Unicode 15, table 3-7).
Sequence sequenceAt(std::string_view text, std::size_t at)
{
    const unsigned lead = byteAt(text, at);
    if (lead < 0x80U)
        return {1, true};
    if (lead < 0xC2U || lead > 0xF4U)
        return {1, false};
    const std::size_t wanted = lead < 0xE0U ? 2 : lead < 0xF0U ? 3 : 4;
    if (!isContinuation(text, at + 1))
        return {1, false};
    const unsigned second = byteAt(text, at + 1);
    const bool outside = (lead == 0xE0U && second < 0xA0U) || (lead == 0xEDU && second > 0x9FU)
        || (lead == 0xF0U && second < 0x90U) || (lead == 0xF4U && second > 0x8FU);
    if (outside)
        return {1, false};
    std::size_t length = 2;
    while (length < wanted && isContinuation(text, at + length))
        ++length;
    return {length, length == wanted};
}

} // namespace

bool isValidUtf8(std::string_view text)
{
    std::size_t at = 0;
    while (at < text.size()) {
        if (byteAt(text, at) < 0x80U) {
            ++at;
            continue;
        }
        const Sequence sequence = sequenceAt(text, at);
        if (!sequence.valid)
            return false;
        at += sequence.length;
    }
    return true;
}

std::string sanitizedUtf8(std::string_view text)
{
    if (isValidUtf8(text))
        return std::string(text);
    std::string clean;
    clean.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const Sequence sequence = sequenceAt(text, at);
        if (sequence.valid)
            clean.append(text.substr(at, sequence.length));
        else
            clean += "\xEF\xBF\xBD";
        at += sequence.length;
    }
    return clean;
}

std::int64_t codePointCount(std::string_view text)
{
    return std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; });
}

CodePointIndex::CodePointIndex(std::string_view text)
    : m_text(text)
{
    std::int64_t count = 0;
    for (std::size_t at = 0; at <= text.size(); at += kBlock) {
        m_starts.push_back(count);
        count += codePointCount(text.substr(at, kBlock));
    }
}

std::int64_t CodePointIndex::codePointAt(std::size_t byte) const
{
    std::size_t at = std::min(byte, m_text.size());
    while (at > 0 && at < m_text.size() && (byteAt(m_text, at) & 0xC0U) == 0x80U)
        --at;
    const std::size_t block = at / kBlock;
    return m_starts[block] + codePointCount(m_text.substr(block * kBlock, at - block * kBlock));
}

} // namespace telemetry
