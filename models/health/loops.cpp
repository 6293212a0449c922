// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/loops.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <map>
#include <set>
#include <span>

namespace health {

namespace {

constexpr std::size_t kGram = 4;
constexpr std::size_t kShortestCharacterLoop = 120; // bytes; laughter and keys are shorter
constexpr std::size_t kShortestDigitLoop = 300; // bytes
constexpr std::size_t kShortestLast = 24; // bytes; of one digit, at the end of the text
constexpr std::size_t kShortestOneDigit = 40; // bytes; no number is made of one digit alone
constexpr std::size_t kNearNew = 32; // units behind a new one: about a round of a quiz
constexpr std::size_t kLongestPattern = 8; // bytes

std::uint64_t gramAt(const std::vector<Unit>& units, std::size_t at)
{
    std::uint64_t hash = 0;
    for (std::size_t i = 0; i < kGram; ++i)
        hash = (hash ^ units[at + i].key) * 0x9E3779B97F4A7C15ULL;
    return hash ^ (hash >> 29U);
}

// The newest place of each run of four units.
class UnitPlaces
{
public:
    explicit UnitPlaces(std::size_t count)
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

// Which words and numbers stand in the text for the first time. The numbers of a list are not new,
// those that count on inside a line are.
std::vector<std::uint8_t> newUnits(std::string_view text, const std::vector<Unit>& units)
{
    std::vector<std::uint8_t> isNew(units.size());
    UnitPlaces places(units.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        const Unit& unit = units[i];
        if (unit.kind == UnitKind::Mark || (unit.opensLine && unit.key == kCountingKey))
            continue;
        std::uint64_t key = unit.key;
        if (unit.kind == UnitKind::Number) {
            for (std::size_t at = unit.start; at < unit.end; ++at)
                key = key * 31 + static_cast<unsigned char>(text[at]);
        }
        key *= 0x9E3779B97F4A7C15ULL;
        isNew[i] = places.exchange(key ^ (key >> 29U), i) ? 0 : 1;
    }
    return isNew;
}

class LoopSearch
{
public:
    LoopSearch(std::string_view text, const std::vector<Unit>& units)
        : m_text(text)
        , m_units(units)
    {
        m_found.units = units.size();
    }

    Repetition run()
    {
        if (m_units.size() < 2 * kGram)
            return m_found;
        const std::size_t grams = m_units.size() - kGram + 1;
        UnitPlaces places(grams);
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
        findStale(isRepeated);
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
            const std::span round = std::span(m_units).subspan(first - m_lag, m_lag);
            m_found.loopedCounters =
                static_cast<std::size_t>(std::ranges::count_if(round, [](const Unit& unit) {
                    return unit.key == kCountingKey && !unit.opensLine;
                }));
            m_found.loopsByLines = std::ranges::any_of(round, &Unit::opensLine);
            m_found.loopStart = m_units[first - m_lag].start;
            m_found.loopEnd = m_units[first + units - 1].end;
        }
        const std::size_t apart = std::min(units, m_lag);
        if (apart > m_found.longest) {
            m_found.longest = apart;
            m_found.longestStart = m_units[first].start;
            m_found.longestEnd = m_units[first + units - 1].end;
            m_found.longestGap = m_lag - apart;
            m_found.gapStart = m_units[first - m_lag + apart - 1].end;
        }
        m_length = 0;
    }

    // Numbers of the round at `first` that the next one holds another of.
    std::size_t countersIn(std::size_t first) const
    {
        std::size_t counters = 0;
        for (std::size_t i = first; i < first + m_lag; ++i) {
            const Unit& one = m_units[i];
            const Unit& next = m_units[i + m_lag];
            const bool isCounting = one.key == kCountingKey && !one.opensLine;
            counters += isCounting
                    && m_text.substr(one.start, one.end - one.start)
                        != m_text.substr(next.start, next.end - next.start)
                ? 1
                : 0;
        }
        return counters;
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

    void findStale(const std::vector<std::uint8_t>& isRepeated)
    {
        const std::vector<std::uint8_t> isNew = newUnits(m_text, m_units);
        std::size_t stale = 0;
        std::size_t sinceNew = 0;
        for (std::size_t i = 0; i < isRepeated.size(); ++i) {
            sinceNew = isNew[i] != 0 ? 0 : sinceNew + 1;
            const auto gram = std::span(m_units).subspan(i, kGram);
            const bool isWorded = std::ranges::any_of(
                gram, [](const Unit& unit) { return unit.kind == UnitKind::Word; });
            stale += isRepeated[i] != 0 && isWorded && sinceNew > kNearNew ? 1 : 0;
        }
        m_found.staleShare = static_cast<double>(stale) / static_cast<double>(isRepeated.size());
    }

    std::string_view m_text;
    const std::vector<Unit>& m_units;
    Repetition m_found;
    std::size_t m_lag = 0;
    std::size_t m_length = 0; // grams of the run that goes on
};

constexpr std::size_t kShortestSentence = 5; // units
constexpr std::size_t kLongestComparedSentence = 80; // longer ones are compared by their beginning

// A unit of a sentence, and whether it is what a list would change: a figure or a name.
struct Piece
{
    std::uint32_t key = 0;
    bool isItem = false;
    friend auto operator<=>(const Piece&, const Piece&) = default;
};

struct ComparedSentence
{
    std::vector<Piece> pieces; // sorted
    std::vector<std::size_t> fresh; // places of new words and figures, from its beginning
    std::size_t size = 0; // units
    bool isLine = false;
    std::size_t start = 0; // bytes
    std::size_t end = 0;
};

ComparedSentence comparedSentence(std::string_view text, std::span<const Unit> units,
                                  std::span<const std::uint8_t> isNew)
{
    ComparedSentence sentence;
    sentence.size = units.size();
    sentence.isLine = units.front().opensLine;
    sentence.start = units.front().start;
    sentence.end = units.back().end;
    for (std::size_t i = 0; i < std::min(units.size(), kLongestComparedSentence); ++i) {
        const Unit& unit = units[i];
        if (isNew[i] != 0)
            sentence.fresh.push_back(i);
        const char first = text[unit.start];
        const bool isName = i > 0 && unit.kind == UnitKind::Word && first >= 'A' && first <= 'Z';
        sentence.pieces.push_back({unit.key, isName || unit.kind == UnitKind::Number});
    }
    std::ranges::sort(sentence.pieces);
    return sentence;
}

bool areAlike(const ComparedSentence& one, const ComparedSentence& other)
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

std::vector<ComparedSentence> comparedSentences(std::string_view text,
                                                const std::vector<Unit>& units)
{
    const std::vector<std::uint8_t> isNew = newUnits(text, units);
    std::vector<ComparedSentence> sentences;
    std::size_t first = 0;
    for (std::size_t i = 0; i < units.size(); ++i) {
        const char mark = text[units[i].start];
        const bool ends = i + 1 == units.size() || units[i + 1].opensLine
            || ((mark == '.' || mark == '!' || mark == '?') && !units[i + 1].isAttached);
        if (!ends)
            continue;
        const auto sentence = std::span(units).subspan(first, i + 1 - first);
        const bool isWorded = std::ranges::any_of(
            sentence, [](const Unit& unit) { return unit.kind == UnitKind::Word; });
        if (sentence.size() >= kShortestSentence && isWorded)
            sentences.push_back(
                comparedSentence(text, sentence, std::span(isNew).subspan(first, i + 1 - first)));
        first = i + 1;
    }
    return sentences;
}

// Whether what is new in each of them has its place in all of them: then they are rows of a list,
// which say a thing of one after the other. Words that come in anywhere are a loop that frays.
bool isList(std::span<const ComparedSentence> row)
{
    const auto placesOf = [](const ComparedSentence& sentence) {
        std::set<std::size_t> places; // even: from the beginning; odd: from the end
        for (const std::size_t at : sentence.fresh) {
            places.insert(2 * at);
            places.insert(2 * (sentence.size - at) + 1);
        }
        return places;
    };
    std::map<std::size_t, std::size_t> counts;
    for (const ComparedSentence& sentence : row) {
        for (const std::size_t place : placesOf(sentence))
            ++counts[place];
    }
    const std::size_t least = std::max<std::size_t>(2, (row.size() + 2) / 3);
    const auto listed = std::ranges::count_if(row, [&](const ComparedSentence& sentence) {
        return std::ranges::any_of(placesOf(sentence),
                                   [&](std::size_t place) { return counts[place] >= least; });
    });
    return static_cast<std::size_t>(listed) * 5 >= row.size() * 4;
}

} // namespace

AlikeSentences alikeSentences(std::string_view text, const std::vector<Unit>& units)
{
    const std::vector<ComparedSentence> sentences = comparedSentences(text, units);
    AlikeSentences longest;
    std::size_t run = 0;
    const auto close = [&](std::size_t end) {
        // Without the first, which everything may be new in.
        const auto row = std::span(sentences).subspan(end - run, run);
        if (run > longest.count && !isList(row))
            longest = {run, std::ranges::all_of(row, &ComparedSentence::isLine), row.front().start,
                       row.back().end};
        run = 0;
    };
    for (std::size_t i = 1; i < sentences.size(); ++i) {
        const bool isAlike = areAlike(sentences[i], sentences[i - 1])
            || (i > 1 && areAlike(sentences[i], sentences[i - 2]));
        if (isAlike)
            ++run;
        else
            close(i);
    }
    close(sentences.size());
    return longest;
}

Repetition repetitionOf(std::string_view text, const std::vector<Unit>& units)
{
    return LoopSearch(text, units).run();
}

std::optional<CharacterLoop> characterLoop(std::string_view text, const std::vector<Unit>& units)
{
    std::optional<CharacterLoop> longest;
    for (const Unit& unit : units) {
        const std::size_t size = unit.end - unit.start;
        if (size < kShortestLast || unit.kind == UnitKind::Mark)
            continue;
        const std::string_view word = text.substr(unit.start, size);
        const bool isOneDigit = word.find_first_not_of(word.front()) == std::string_view::npos;
        // Where a number begins the loop goes on to the end of the text.
        const bool isLast = unit.end == text.size() && !unit.isAttached && isOneDigit;
        const std::size_t shortest = isLast && unit.kind == UnitKind::Number ? kShortestLast
            : unit.kind != UnitKind::Number ? kShortestCharacterLoop
            : isOneDigit                    ? kShortestOneDigit
                                            : kShortestDigitLoop;
        for (std::size_t period = 1; period <= kLongestPattern; ++period) {
            std::size_t run = 0;
            for (std::size_t i = period; i < size; ++i) {
                run = word[i] == word[i - period] ? run + 1 : 0;
                const std::size_t whole = run + period;
                if (run > 0 && whole >= shortest
                    && (!longest || whole > longest->end - longest->start))
                    longest = {unit.start + i + 1 - whole, unit.start + i + 1};
            }
        }
    }
    return longest;
}

} // namespace health
