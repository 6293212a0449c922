// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/wordorder.h"

#include "models/health/unitkey.h"
#include "models/health/wordordertable.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace health {

namespace {

enum Kind : std::uint8_t // indices of the table
{
    Plain,
    ProperName, // capital inside a sentence
    Opening, // capital after the end of one
    Capitals,
    Numeral,
    Ing,
    Ed,
    Plural,
    Adverb,
    Noun, // -tion, -ment, -ness, -ity
    Comma,
    Stop,
    Colon,
    Semicolon,
    Open,
    Close,
    Quote,
    Dash,
    Mark,
    LineStart,
    FirstCommon,
};

constexpr std::size_t kCommonGroups = 23;
static_assert(kWordKinds == FirstCommon + kCommonGroups);

// Words that stand in all English, by what may stand beside them.
constexpr std::array<std::string_view, kCommonGroups> kCommonOfKinds{
    "the",
    "a an",
    "of",
    "to",
    "and or",
    "in on at by from with for into about over under between through during after before",
    "that",
    "which who what where how why whose",
    "is are was were am",
    "be been being",
    "have has had",
    "do does did",
    "can could will would should may might must",
    "not never",
    "it he she they this there",
    "their its his her my your our",
    "these those some any all each many most more other such several",
    "as than like",
    "if because while although since when whether until",
    "but so also then however",
    "i you we",
    "no",
    "one two three first new good",
};

struct KindWord
{
    std::uint32_t key = 0;
    std::uint8_t kind = 0; // 0 is free
};
constexpr std::size_t kKindSlots = 512;

constexpr std::array<KindWord, kKindSlots> kindWords()
{
    std::array<KindWord, kKindSlots> slots{};
    for (std::size_t group = 0; group < kCommonGroups; ++group) {
        std::string_view words = kCommonOfKinds[group];
        while (!words.empty()) {
            const std::size_t end = std::min(words.find(' '), words.size());
            const std::uint32_t key = unitKeyOf(words.substr(0, end));
            std::size_t at = key % kKindSlots;
            while (slots[at].kind != 0)
                at = (at + 1) % kKindSlots;
            slots[at] = {key, static_cast<std::uint8_t>(FirstCommon + group)};
            words.remove_prefix(std::min(end + 1, words.size()));
        }
    }
    return slots;
}

constexpr std::array<KindWord, kKindSlots> kKindWords = kindWords();

std::uint8_t commonKind(std::uint32_t key)
{
    for (std::size_t at = key % kKindSlots; kKindWords[at].kind != 0; at = (at + 1) % kKindSlots) {
        if (kKindWords[at].key == key)
            return kKindWords[at].kind;
    }
    return Plain;
}

bool isAsciiUpper(char c)
{
    return c >= 'A' && c <= 'Z';
}

std::uint8_t endingKind(std::string_view word)
{
    if (word.size() < 4)
        return Plain;
    for (const std::string_view ending : {"tion", "ment", "ness", "ity", "sion"}) {
        if (word.ends_with(ending))
            return Noun;
    }
    return word.ends_with("ing") ? Ing
        : word.ends_with("ed")   ? Ed
        : word.ends_with("ly")   ? Adverb
        : word.ends_with('s')    ? Plural
                                 : Plain;
}

std::uint8_t markKind(std::string_view mark)
{
    switch (mark.front()) {
    case ',':
        return Comma;
    case '.':
    case '!':
    case '?':
        return Stop;
    case ':':
        return Colon;
    case ';':
        return Semicolon;
    case '(':
    case '[':
    case '{':
        return Open;
    case ')':
    case ']':
    case '}':
        return Close;
    case '"':
    case '\'':
        return Quote;
    case '-':
        return Dash;
    default:
        return Mark;
    }
}

std::uint8_t unitKind(std::string_view text, const Unit& unit, std::uint8_t before)
{
    const std::string_view word = text.substr(unit.start, unit.end - unit.start);
    if (unit.kind == UnitKind::Number)
        return Numeral;
    if (unit.kind == UnitKind::Mark)
        return markKind(word);
    const std::uint8_t common = commonKind(unit.key);
    if (common != Plain)
        return common;
    if (isAsciiUpper(word.front())) {
        if (word.size() > 1 && isAsciiUpper(word[1]))
            return Capitals;
        return before == Stop || before == LineStart || before == Colon ? Opening : ProperName;
    }
    return endingKind(word);
}

// The unit of each kind; a line that begins has none of its own and stands for the one after.
struct Kinds
{
    std::vector<std::uint8_t> kinds;
    std::vector<std::uint32_t> units;
};

Kinds kindsOf(std::string_view text, const std::vector<Unit>& units)
{
    Kinds all;
    all.kinds.reserve(units.size() + 8);
    all.units.reserve(units.size() + 8);
    std::uint8_t before = LineStart;
    for (std::size_t i = 0; i < units.size(); ++i) {
        if (units[i].opensLine) {
            all.kinds.push_back(LineStart);
            all.units.push_back(static_cast<std::uint32_t>(i));
            before = LineStart;
        }
        before = unitKind(text, units[i], before);
        all.kinds.push_back(before);
        all.units.push_back(static_cast<std::uint32_t>(i));
    }
    return all;
}

bool isWord(std::uint8_t kind)
{
    return kind >= FirstCommon || kind <= Capitals || (kind >= Ing && kind <= Noun);
}

// At least one word of 25 is one that only English has among its commonest: "a", "in", "do", "no"
// and others stand in other languages too.
constexpr std::size_t kWordsAnEnglishOne = 25;

bool isEnglish(const Kinds& all)
{
    constexpr std::array<bool, kCommonGroups> isOnlyEnglish{
        true, false, true, false, true, false, true, true,  true,  true,  true, false,
        true, true,  true, true,  true, false, true, false, false, false, false};
    std::size_t english = 0;
    std::size_t words = 0;
    for (const std::uint8_t kind : all.kinds) {
        english += kind >= FirstCommon && isOnlyEnglish[kind - FirstCommon] ? 1 : 0;
        words += isWord(kind) ? 1 : 0;
    }
    return english > 0 && english * kWordsAnEnglishOne >= words;
}

} // namespace

std::optional<WordOrder> wordOrderOf(std::string_view text, const std::vector<Unit>& units)
{
    constexpr std::size_t width = WordOrder::kStretch;
    if (units.size() <= width)
        return std::nullopt;
    const Kinds all = kindsOf(text, units);
    if (!isEnglish(all))
        return std::nullopt;
    const auto scoreAt = [&all](std::size_t i) {
        return kWordOrder[all.kinds[i - 1]][all.kinds[i]] - 'M';
    };
    int inside = 0;
    int least = 0;
    std::size_t end = 0;
    for (std::size_t i = 1; i < all.kinds.size(); ++i) {
        inside += scoreAt(i);
        inside -= i > width ? scoreAt(i - width) : 0;
        if (i >= width && (end == 0 || inside < least)) {
            least = inside;
            end = i;
        }
    }
    const auto words =
        std::count_if(all.kinds.begin() + static_cast<std::ptrdiff_t>(end - width + 1),
                      all.kinds.begin() + static_cast<std::ptrdiff_t>(end + 1), isWord);
    return WordOrder{.score = static_cast<double>(least) / (kWordOrderScale * width),
                     .words = static_cast<double>(words) / width,
                     .start = units[all.units[end - width + 1]].start,
                     .end = units[all.units[end]].end};
}

std::string wordKinds(std::string_view text, const std::vector<Unit>& units)
{
    std::string letters;
    for (const std::uint8_t kind : kindsOf(text, units).kinds)
        letters += static_cast<char>('0' + kind);
    return letters;
}

} // namespace health
