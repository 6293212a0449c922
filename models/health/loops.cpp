// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/loops.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>

namespace health {

namespace {

constexpr std::size_t kGram = 4;
constexpr std::size_t kShortestCharacterLoop = 24; // bytes
constexpr std::size_t kLongestPattern = 8; // bytes

std::uint64_t gramAt(const std::vector<Unit>& units, std::size_t at)
{
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < kGram; ++i)
        hash = (hash ^ units[at + i].key) * 0x9E3779B97F4A7C15ULL;
    return hash ^ (hash >> 29U);
}

// The newest place of each run of four units.
class Places
{
public:
    explicit Places(std::size_t count)
        : m_mask(std::bit_ceil(count * 2 + 2) - 1)
        , m_slots(m_mask + 1)
    {
    }

    // Where it stood before; `at` from now on.
    std::optional<std::size_t> exchange(std::uint64_t gram, std::size_t at)
    {
        const auto check = static_cast<std::uint32_t>(gram >> 32U);
        for (std::size_t i = gram & m_mask;; i = (i + 1) & m_mask) {
            Slot& slot = m_slots[i];
            if (slot.place == 0) {
                slot = {check, static_cast<std::uint32_t>(at + 1)};
                return std::nullopt;
            }
            if (slot.check == check) {
                const std::size_t before = slot.place - 1;
                slot.place = static_cast<std::uint32_t>(at + 1);
                return before;
            }
        }
    }

private:
    struct Slot
    {
        std::uint32_t check = 0;
        std::uint32_t place = 0; // 0 is free
    };
    std::size_t m_mask;
    std::vector<Slot> m_slots;
};

class Search
{
public:
    explicit Search(const std::vector<Unit>& units)
        : m_units(units)
    {
        m_found.units = units.size();
    }

    Repetition run()
    {
        if (m_units.size() < 2 * kGram)
            return m_found;
        const std::size_t grams = m_units.size() - kGram + 1;
        Places places(grams);
        std::vector<std::uint8_t> isRepeated(grams);
        std::size_t repeated = 0;
        for (std::size_t i = 0; i < grams; ++i) {
            const auto before = places.exchange(gramAt(m_units, i), i);
            isRepeated[i] = before ? 1 : 0;
            repeated += isRepeated[i];
            follow(before, i);
        }
        close(grams);
        m_found.share = static_cast<double>(repeated) / static_cast<double>(grams);
        findWorst(isRepeated);
        return m_found;
    }

private:
    void follow(std::optional<std::size_t> before, std::size_t at)
    {
        // A round may hold the same words twice: the newest place is then not that of the round.
        if (before && m_length > 0 && (at - *before == m_lag || isSame(at, at - m_lag))) {
            ++m_length;
            return;
        }
        close(at);
        if (before) {
            m_lag = at - *before;
            m_length = 1;
        }
    }

    bool isSame(std::size_t one, std::size_t other) const
    {
        for (std::size_t i = 0; i < kGram; ++i) {
            if (m_units[one + i].key != m_units[other + i].key)
                return false;
        }
        return true;
    }

    // A run of repeated grams at one lag ends before `at`.
    void close(std::size_t at)
    {
        if (m_length == 0)
            return;
        const std::size_t first = at - m_length; // unit where the repetition begins
        const std::size_t units = m_length + kGram - 1;
        const std::size_t whole = units + m_lag; // with what it repeats
        // Twice the lag: the third round is complete.
        if (units >= 2 * m_lag && whole > m_found.looped) {
            m_found.looped = whole;
            m_found.period = m_lag;
            m_found.loopedWords = countIn(first - m_lag, first, UnitKind::Word);
            m_found.loopedNumbers = countIn(first - m_lag, first, UnitKind::Number);
            m_found.loopStart = m_units[first - m_lag].start;
            m_found.loopEnd = m_units[first + units - 1].end;
        }
        const std::size_t apart = std::min(units, m_lag);
        if (apart > m_found.longest) {
            m_found.longest = apart;
            m_found.longestStart = m_units[first].start;
            m_found.longestEnd = m_units[first + units - 1].end;
        }
        m_length = 0;
    }

    std::size_t countIn(std::size_t first, std::size_t last, UnitKind kind) const
    {
        return static_cast<std::size_t>(
            std::count_if(m_units.begin() + static_cast<std::ptrdiff_t>(first),
                          m_units.begin() + static_cast<std::ptrdiff_t>(last),
                          [kind](const Unit& unit) { return unit.kind == kind; }));
    }

    void findWorst(const std::vector<std::uint8_t>& isRepeated)
    {
        const std::size_t width = std::min(Repetition::kStretch, isRepeated.size());
        std::size_t inside = 0;
        std::size_t most = 0;
        std::size_t end = width;
        for (std::size_t i = 0; i < isRepeated.size(); ++i) {
            inside += isRepeated[i];
            inside -= i >= width ? isRepeated[i - width] : 0;
            if (i + 1 >= width && inside > most) {
                most = inside;
                end = i + 1;
            }
        }
        m_found.worstShare = static_cast<double>(most) / static_cast<double>(width);
        m_found.worstStart = m_units[end - width].start;
        m_found.worstEnd = m_units[end + kGram - 2].end;
    }

    const std::vector<Unit>& m_units;
    Repetition m_found;
    std::size_t m_lag = 0;
    std::size_t m_length = 0; // grams of the run that goes on
};

constexpr std::size_t kShortestSentence = 5; // units
constexpr std::size_t kLongestSentence = 80; // longer ones are compared by their beginning

// A unit of a sentence, and whether it is what a list would change: a figure or a name.
struct Piece
{
    std::uint32_t key = 0;
    bool isItem = false;
    friend auto operator<=>(const Piece&, const Piece&) = default;
};

struct Sentence
{
    std::vector<Piece> pieces; // sorted
    std::size_t start = 0; // bytes
    std::size_t end = 0;
};

Sentence sentenceOf(std::string_view text, std::span<const Unit> units)
{
    Sentence sentence;
    sentence.start = units.front().start;
    sentence.end = units.back().end;
    for (std::size_t i = 0; i < std::min(units.size(), kLongestSentence); ++i) {
        const Unit& unit = units[i];
        const char first = text[unit.start];
        const bool isName = i > 0 && unit.kind == UnitKind::Word && first >= 'A' && first <= 'Z';
        sentence.pieces.push_back({unit.key, isName || unit.kind == UnitKind::Number});
    }
    std::ranges::sort(sentence.pieces);
    return sentence;
}

bool areAlike(const Sentence& one, const Sentence& other)
{
    std::size_t same = 0;
    bool differsInWords = false;
    auto a = one.pieces.begin();
    auto b = other.pieces.begin();
    while (a != one.pieces.end() || b != other.pieces.end()) {
        if (b == other.pieces.end() || (a != one.pieces.end() && a->key < b->key)) {
            differsInWords = differsInWords || !a->isItem;
            ++a;
        } else if (a == one.pieces.end() || b->key < a->key) {
            differsInWords = differsInWords || !b->isItem;
            ++b;
        } else {
            ++same;
            ++a;
            ++b;
        }
    }
    const std::size_t all = one.pieces.size() + other.pieces.size();
    return 8 * same >= 3 * all && (differsInWords || 2 * same == all);
}

std::vector<Sentence> sentencesOf(std::string_view text, const std::vector<Unit>& units)
{
    std::vector<Sentence> sentences;
    std::size_t first = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const char mark = text[units[i].start];
        const bool ends = i + 1 == units.size() || units[i + 1].opensLine
            || ((mark == '.' || mark == '!' || mark == '?') && !units[i + 1].isAttached);
        if (!ends)
            continue;
        if (i + 1 - first >= kShortestSentence)
            sentences.push_back(sentenceOf(text, std::span(units).subspan(first, i + 1 - first)));
        first = i + 1;
    }
    return sentences;
}

} // namespace

AlikeSentences alikeSentences(std::string_view text, const std::vector<Unit>& units)
{
    const std::vector<Sentence> sentences = sentencesOf(text, units);
    AlikeSentences longest;
    std::size_t run = 0;
    for (std::size_t i = 1; i < sentences.size(); ++i) {
        const bool isAlike = areAlike(sentences[i], sentences[i - 1])
            || (i > 1 && areAlike(sentences[i], sentences[i - 2]));
        run = isAlike ? run + 1 : 0;
        if (run > longest.count)
            longest = {run, sentences[i + 1 - run].start, sentences[i].end};
    }
    return longest;
}

Repetition repetitionOf(const std::vector<Unit>& units)
{
    return Search(units).run();
}

std::optional<CharacterLoop> characterLoop(std::string_view text, const std::vector<Unit>& units)
{
    std::optional<CharacterLoop> longest;
    for (const Unit& unit : units) {
        const std::size_t size = unit.end - unit.start;
        if (size < kShortestCharacterLoop || unit.kind == UnitKind::Mark)
            continue;
        const std::string_view word = text.substr(unit.start, size);
        for (std::size_t period = 1; period <= kLongestPattern; ++period) {
            std::size_t run = 0;
            for (std::size_t i = period; i < size; ++i) {
                run = word[i] == word[i - period] ? run + 1 : 0;
                const std::size_t whole = run + period;
                if (run > 0 && whole >= kShortestCharacterLoop
                    && (!longest || whole > longest->end - longest->start))
                    longest = {unit.start + i + 1 - whole, unit.start + i + 1};
            }
        }
    }
    return longest;
}

} // namespace health
