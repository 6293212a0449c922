// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/scripts.h"

#include "models/health/words.h"

#include <algorithm>
#include <iterator>
#include <numeric>

namespace health {

namespace {

struct ScriptBlock
{
    char32_t first;
    char32_t last;
    Script script;
};

// Unicode 15 Blocks.txt, as far as they are told apart; ascending.
constexpr ScriptBlock kBlocks[] = {
    {U'A', U'Z', Script::Latin},        {U'a', U'z', Script::Latin},
    {0x00C0, 0x024F, Script::Latin},    {0x0370, 0x03FF, Script::Greek},
    {0x0400, 0x052F, Script::Cyrillic}, {0x0590, 0x05FF, Script::Hebrew},
    {0x0600, 0x077F, Script::Arabic},   {0x08A0, 0x08FF, Script::Arabic},
    {0x0900, 0x0DFF, Script::Indic},    {0x0E00, 0x0EFF, Script::Thai},
    {0x1100, 0x11FF, Script::Hangul},   {0x1E00, 0x1EFF, Script::Latin},
    {0x1F00, 0x1FFF, Script::Greek},    {0x3040, 0x30FF, Script::Kana},
    {0x3130, 0x318F, Script::Hangul},   {0x31F0, 0x31FF, Script::Kana},
    {0x3400, 0x4DBF, Script::Han},      {0x4E00, 0x9FFF, Script::Han},
    {0xAC00, 0xD7AF, Script::Hangul},   {0xF900, 0xFAFF, Script::Han},
    {0xFB50, 0xFDFF, Script::Arabic},   {0xFE70, 0xFEFC, Script::Arabic},
    {0xFF66, 0xFF9F, Script::Kana},     {0x20000, 0x2FA1F, Script::Han},
};

} // namespace

Script scriptOf(char32_t c)
{
    const ScriptBlock* block = std::ranges::lower_bound(kBlocks, c, {}, &ScriptBlock::last);
    return block != std::end(kBlocks) && c >= block->first ? block->script : Script::None;
}

const char* scriptName(Script script)
{
    switch (script) {
    case Script::Latin:
        return "Latin letters";
    case Script::Greek:
        return "Greek letters";
    case Script::Cyrillic:
        return "Cyrillic letters";
    case Script::Hebrew:
        return "Hebrew letters";
    case Script::Arabic:
        return "Arabic letters";
    case Script::Indic:
        return "Indic letters";
    case Script::Thai:
        return "Thai letters";
    case Script::Han:
        return "Chinese characters";
    case Script::Kana:
        return "Japanese letters";
    case Script::Hangul:
        return "Korean letters";
    case Script::None:
        break;
    }
    return "no letters";
}

std::size_t ScriptCounts::all() const
{
    return std::accumulate(letters.begin() + 1, letters.end(), std::size_t{0});
}

Script ScriptCounts::main() const
{
    ScriptCounts joined = *this;
    if (of(Script::Kana) > 0) {
        joined.letters[static_cast<std::size_t>(Script::Kana)] += of(Script::Han);
        joined.letters[static_cast<std::size_t>(Script::Han)] = 0;
    }
    const auto most = std::ranges::max_element(joined.letters.begin() + 1, joined.letters.end());
    return *most == 0 ? Script::None : static_cast<Script>(most - joined.letters.begin());
}

ScriptCounts scriptCounts(std::string_view text)
{
    ScriptCounts counts;
    std::size_t latin = 0;
    for (std::size_t at = 0; at < text.size();) {
        const char byte = text[at];
        if (static_cast<unsigned char>(byte) < 0x80) {
            const char lower = static_cast<char>(byte | 0x20);
            latin += lower >= 'a' && lower <= 'z' ? 1 : 0;
            ++at;
            continue;
        }
        const CodePoint point = codePointAt(text, at);
        ++counts.letters[static_cast<std::size_t>(scriptOf(point.value))];
        at += point.length;
    }
    counts.letters[static_cast<std::size_t>(Script::Latin)] += latin;
    counts.letters[0] = 0;
    return counts;
}

bool isLatinOnly(std::string_view text)
{
    // Lead bytes from 0xCD on begin Greek and all that comes after it; E2 begins punctuation.
    return std::ranges::none_of(text, [](char c) {
        const auto byte = static_cast<unsigned char>(c);
        return byte >= 0xCD && byte != 0xE2;
    });
}

} // namespace health
