// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/lengthlimit.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace dialect {

namespace {

constexpr std::size_t kShortest = 48; // shorter texts have the same length by chance
constexpr std::size_t kMostTexts = 4096;
// Powers of two, one less, and round numbers.
constexpr std::array<std::size_t, 47> kUsualLimits{
    127,   128,   200,   250,   255,   256,   500,   511,   512,   1000,   1023,  1024,
    1500,  2000,  2047,  2048,  2500,  3000,  4000,  4095,  4096,  5000,   6000,  8000,
    8191,  8192,  10000, 12000, 12288, 15000, 16000, 16383, 16384, 20000,  25000, 30000,
    32000, 32766, 32767, 32768, 50000, 64000, 65000, 65535, 65536, 100000, 131072};

using Lengths = std::array<std::size_t, 3>; // bytes, code points, UTF-16 units

Lengths lengthsOf(std::string_view text)
{
    Lengths lengths{text.size(), 0, 0};
    for (const char c : text) {
        const auto byte = static_cast<std::uint8_t>(c);
        lengths[1] += (byte & 0xC0U) != 0x80U ? 1 : 0;
        lengths[2] += (byte & 0xC0U) != 0x80U ? 1 : 0;
        lengths[2] += byte >= 0xF0U ? 1 : 0;
    }
    return lengths;
}

// A sentence, a structure or a quotation that is finished.
bool endsAsTextDoes(std::string_view text)
{
    while (!text.empty() && (text.back() == '\n' || text.back() == ' '))
        text.remove_suffix(1);
    constexpr std::string_view closing = ".!?\"'`)]}>:;*";
    if (text.empty() || closing.find(text.back()) != std::string_view::npos)
        return true;
    for (const std::string_view mark : {"。", "！", "？", "”", "»", "」", "।"}) {
        if (text.ends_with(mark))
            return true;
    }
    return false;
}

bool isUsual(std::size_t length)
{
    return std::binary_search(kUsualLimits.begin(), kUsualLimits.end(), length);
}

} // namespace

void LengthLimit::note(const otlp::AnyValueView& value)
{
    // Only strings are cut by the limit; their wire form is hardly longer than they are.
    if (value.wire().size() < kShortest || m_texts.size() >= kMostTexts)
        return;
    const auto text = value.string();
    if (text && text->size() >= kShortest)
        m_texts.push_back(*text);
}

void LengthLimit::measure()
{
    m_isMeasured = true;
    std::array<std::string_view, 3> first;
    for (const std::string_view text : m_texts) {
        const Lengths lengths = lengthsOf(text);
        const bool canBeCut = !endsAsTextDoes(text);
        for (std::size_t unit = 0; unit < lengths.size(); ++unit) {
            if (lengths[unit] > m_longest[unit]) {
                m_longest[unit] = lengths[unit];
                m_hasTwins[unit] = false;
                first[unit] = canBeCut ? text : std::string_view();
            } else if (lengths[unit] == m_longest[unit] && canBeCut) {
                m_hasTwins[unit] =
                    m_hasTwins[unit] || (!first[unit].empty() && first[unit] != text);
                first[unit] = first[unit].empty() ? text : first[unit];
            }
        }
    }
}

bool LengthLimit::hasCut(const otlp::AnyValueView& value)
{
    const auto text = value.string();
    if (!text || text->size() < kShortest || endsAsTextDoes(*text))
        return false;
    if (!m_isMeasured)
        measure();
    const Lengths own = lengthsOf(*text);
    for (std::size_t unit = 0; unit < own.size(); ++unit) {
        if (own[unit] == m_longest[unit] && (m_hasTwins[unit] || isUsual(own[unit])))
            return true;
    }
    return false;
}

} // namespace dialect
