// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/fuzzymatch.h"

#include <QChar>

#include <algorithm>
#include <array>
#include <cstddef>
#include <limits>
#include <utility>

namespace items {

namespace {

constexpr int kLetter = 16; // each that was found
constexpr int kSameCase = 1; // of a capital that was typed as one
constexpr int kAtWordStart = 10;
constexpr int kNext = 8; // right behind the one before
constexpr int kFirst = 6; // the text begins with it
constexpr int kGapBegins = 4;
constexpr int kGapGoesOn = 1;
constexpr int kLongestGap = 20; // what lies further apart costs no more
constexpr int kNoScore = std::numeric_limits<int>::min() / 2;

// Letters that Unicode does not take apart, as they are typed without them.
constexpr std::array<std::pair<char32_t, const char*>, 9> kSpelled{{{U'ß', "ss"},
                                                                    {U'æ', "ae"},
                                                                    {U'œ', "oe"},
                                                                    {U'ø', "o"},
                                                                    {U'đ', "d"},
                                                                    {U'ð', "d"},
                                                                    {U'ł', "l"},
                                                                    {U'þ', "th"},
                                                                    {U'ı', "i"}}};

// The code point at `at`; a lone surrogate is one of its own.
char32_t codePointAt(QStringView text, qsizetype at, int& units)
{
    const QChar first = text[at];
    units = 1;
    if (first.isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate()) {
        units = 2;
        return QChar::surrogateToUcs4(first, text[at + 1]);
    }
    return first.unicode();
}

template<class Take>
void foldTo(char32_t point, Take&& take)
{
    point = QChar::toCaseFolded(point);
    if (point < 0x80) // most are
        return take(point);
    const auto spelled =
        std::ranges::find(kSpelled, point, &std::pair<char32_t, const char*>::first);
    if (spelled != kSpelled.end()) {
        for (const char* letter = spelled->second; *letter != '\0'; ++letter)
            take(static_cast<char32_t>(*letter));
        return;
    }
    // Signs of their own (Hangul syllables, ligatures) come apart alike on both sides.
    const QString parts = QChar::decomposition(point);
    if (parts.isEmpty()) {
        if (!QChar::isMark(point))
            take(point);
        return;
    }
    for (qsizetype i = 0; i < parts.size();) {
        int units = 1;
        const char32_t part = codePointAt(parts, i, units);
        if (!QChar::isMark(part))
            take(QChar::toCaseFolded(part));
        i += units;
    }
}

} // namespace

FuzzyPattern::Letters FuzzyPattern::lettersOf(QStringView text, std::size_t limit)
{
    Letters letters;
    bool wasLetter = false;
    bool wasSmall = false;
    bool wasDigit = false;
    for (qsizetype i = 0; i < text.size() && letters.size() < limit;) {
        int units = 1;
        const char32_t point = codePointAt(text, i, units);
        const bool isDigit = QChar::isDigit(point);
        const bool isLetter = QChar::isLetterOrNumber(point);
        const bool isStart = isLetter
            && (!wasLetter || (wasSmall && QChar::isUpper(point)) || (isDigit && !wasDigit));
        bool isFirst = true;
        foldTo(point, [&](char32_t folded) {
            letters.push_back({.folded = folded,
                               .typed = point,
                               .place = static_cast<int>(i),
                               .units = units,
                               .isWordStart = isStart && std::exchange(isFirst, false)});
        });
        if (!QChar::isMark(point)) { // a mark belongs to the letter before it
            wasLetter = isLetter;
            wasSmall = QChar::isLower(point);
            wasDigit = isDigit;
        }
        i += units;
    }
    return letters;
}

FuzzyPattern::FuzzyPattern(QStringView typed)
{
    for (const Letter& letter : lettersOf(typed, kLongestPattern + 1)) {
        if (QChar::isSpace(letter.folded)) {
            if (!m_words.empty() && !m_words.back().empty())
                m_words.emplace_back();
            continue;
        }
        if (m_words.empty())
            m_words.emplace_back();
        if (m_words.back().empty() && !m_whole.empty())
            m_whole.push_back({.folded = U' ', .typed = U' '});
        m_words.back().push_back(letter);
        m_whole.push_back(letter);
    }
    if (!m_words.empty() && m_words.back().empty())
        m_words.pop_back();
    m_isTooLong = m_whole.size() > kLongestPattern;
}

// The alignment with the highest score: best[i][j] has the i-th letter of the word at the j-th of
// the text. Where only beginnings of words count, a piece may begin nowhere else.
std::optional<FuzzyMatch> FuzzyPattern::align(const Letters& word, const Letters& text,
                                              bool onlyWordStarts)
{
    const std::size_t columns = text.size();
    std::vector<int> best(word.size() * columns, kNoScore);
    std::vector<int> from(word.size() * columns, -1); // where the letter before it stands
    for (std::size_t i = 0; i < word.size(); ++i) {
        int afar = kNoScore; // the best of the row before that is not right before, less its gap
        int afarAt = -1;
        for (std::size_t j = i; j < columns; ++j) {
            if (i > 0 && j >= 2) {
                const int gap = static_cast<int>(j) - 1 - afarAt;
                if (afar > kNoScore && gap <= kLongestGap)
                    afar -= kGapGoesOn;
                const int entering = best[(i - 1) * columns + j - 2];
                if (entering > kNoScore && entering - kGapBegins > afar) {
                    afar = entering - kGapBegins;
                    afarAt = static_cast<int>(j) - 2;
                }
            }
            if (word[i].folded != text[j].folded)
                continue;
            const int letter = kLetter + (text[j].isWordStart ? kAtWordStart : 0)
                + (j == 0 ? kFirst : 0)
                + (word[i].typed == text[j].typed && QChar::isUpper(word[i].typed) ? kSameCase : 0);
            const bool mayBegin = !onlyWordStarts || text[j].isWordStart;
            int value = i == 0 && mayBegin ? letter : kNoScore;
            int before = -1;
            if (i > 0) {
                if (const int next = best[(i - 1) * columns + j - 1]; next > kNoScore) {
                    value = next + letter + kNext;
                    before = static_cast<int>(j) - 1;
                }
                if (mayBegin && afar > kNoScore && afar + letter > value) {
                    value = afar + letter;
                    before = afarAt;
                }
            }
            best[i * columns + j] = value;
            from[i * columns + j] = before;
        }
    }
    const auto last = best.begin() + static_cast<std::ptrdiff_t>((word.size() - 1) * columns);
    const auto found = std::max_element(last, best.end()); // the first of several
    if (*found <= kNoScore)
        return std::nullopt;
    FuzzyMatch match;
    // The same in fewer letters fits better.
    match.score = std::clamp(*found * 8 - static_cast<int>(columns), 0, FuzzyMatch::kHighestScore);
    int at = static_cast<int>(found - last);
    for (std::size_t i = word.size(); i-- > 0;) {
        const Letter& letter = text[static_cast<std::size_t>(at)];
        for (int unit = letter.units; unit-- > 0;)
            match.places.push_back(letter.place + unit);
        at = from[i * columns + static_cast<std::size_t>(at)];
    }
    std::ranges::sort(match.places);
    match.places.erase(std::unique(match.places.begin(), match.places.end()), match.places.end());
    return match;
}

std::optional<FuzzyMatch> FuzzyPattern::matchLetters(const Letters& word, const Letters& text)
{
    // Most texts end here.
    std::size_t seen = 0;
    for (std::size_t j = 0; j < text.size() && seen < word.size(); ++j)
        seen += text[j].folded == word[seen].folded ? 1 : 0;
    if (seen < word.size())
        return std::nullopt;
    const auto inOnePiece = [&](std::ptrdiff_t at) {
        FuzzyMatch match;
        int score = 0;
        for (std::size_t i = 0; i < word.size(); ++i) {
            const Letter& letter = text[static_cast<std::size_t>(at) + i];
            score += kLetter + kNext
                + (word[i].typed == letter.typed && QChar::isUpper(word[i].typed) ? kSameCase : 0);
            for (int unit = 0; unit < letter.units; ++unit) {
                if (match.places.empty() || match.places.back() < letter.place + unit)
                    match.places.push_back(letter.place + unit);
            }
        }
        match.score =
            std::clamp(score * 8 - static_cast<int>(text.size()), 0, FuzzyMatch::kHighestScore);
        return match;
    };
    std::optional<FuzzyMatch> inside;
    const auto isSame = [](const Letter& left, const Letter& right) {
        return left.folded == right.folded;
    };
    for (auto at = std::search(text.begin(), text.end(), word.begin(), word.end(), isSame);
         at != text.end(); at = std::search(at + 1, text.end(), word.begin(), word.end(), isSame)) {
        const std::ptrdiff_t index = at - text.begin();
        if (index > 0 && !at->isWordStart) {
            if (!inside)
                inside = inOnePiece(index);
            continue;
        }
        FuzzyMatch match = inOnePiece(index);
        match.kind = index > 0           ? FuzzyKind::WordPrefix
            : word.size() == text.size() ? FuzzyKind::Exact
                                         : FuzzyKind::Prefix;
        return match;
    }
    if (auto starts = align(word, text, true)) {
        starts->kind = FuzzyKind::WordStarts;
        return starts;
    }
    if (inside) {
        inside->kind = FuzzyKind::Inside;
        return inside;
    }
    auto scattered = align(word, text, false);
    if (scattered)
        scattered->isDense = isDense(scattered->places, text);
    return scattered;
}

bool FuzzyPattern::isDense(const std::vector<int>& places, const Letters& text)
{
    const auto first = std::ranges::find(text, places.front(), &Letter::place);
    const auto stretch = static_cast<std::size_t>(places.back() - places.front() + 1);
    return first != text.end() && first->isWordStart && stretch <= 2 * places.size();
}

std::optional<FuzzyMatch> FuzzyPattern::matchIn(const Letters& text) const
{
    if (m_isTooLong)
        return std::nullopt;
    if (m_words.empty())
        return FuzzyMatch{};
    if (m_words.size() == 1)
        return matchLetters(m_words.front(), text);
    // As it stands, else word by word: as good as the worst of them.
    if (auto whole = matchLetters(m_whole, text); whole && whole->kind >= FuzzyKind::WordPrefix)
        return whole;
    FuzzyMatch all;
    all.kind = FuzzyKind::WordStarts;
    int sum = 0;
    for (const Letters& word : m_words) {
        const auto match = matchLetters(word, text);
        if (!match)
            return std::nullopt;
        all.kind = std::min(all.kind, match->kind);
        all.isDense = all.isDense && match->isDense;
        sum += match->score;
        all.places.insert(all.places.end(), match->places.begin(), match->places.end());
    }
    all.score = std::clamp(sum, 0, FuzzyMatch::kHighestScore);
    std::ranges::sort(all.places);
    all.places.erase(std::unique(all.places.begin(), all.places.end()), all.places.end());
    return all;
}

std::optional<FuzzyMatch> FuzzyPattern::match(QStringView text) const
{
    return matchIn(lettersOf(text, kLongestText));
}

std::optional<FuzzyPattern::Pair> FuzzyPattern::match(QStringView text, QStringView beside) const
{
    const Letters letters = lettersOf(text, kLongestText);
    if (auto match = matchIn(letters))
        return Pair{.rank = match->rank() + FuzzyMatch::kHighestScore + 1,
                    .kind = match->kind,
                    .isDense = match->isDense,
                    .places = std::move(match->places),
                    .besidePlaces = {}};
    if (m_isTooLong || beside.isEmpty())
        return std::nullopt;
    const Letters others = lettersOf(beside, kLongestText);
    Pair pair;
    pair.kind = FuzzyKind::Exact;
    int sum = 0;
    for (const Letters& word : m_words) {
        const auto inText = matchLetters(word, letters);
        const auto inBeside = inText && inText->kind > FuzzyKind::Scattered
            ? std::nullopt
            : matchLetters(word, others);
        // Scattered over a long name beside it, everything is found.
        const bool isBeside = inBeside && inBeside->kind > FuzzyKind::Scattered;
        if (!inText && !isBeside)
            return std::nullopt;
        const auto& taken = isBeside ? inBeside : inText;
        sum += taken->score;
        pair.kind = std::min(pair.kind, taken->kind);
        pair.isDense = pair.isDense && taken->isDense;
        auto& places = isBeside ? pair.besidePlaces : pair.places;
        places.insert(places.end(), taken->places.begin(), taken->places.end());
    }
    pair.rank = std::clamp(sum, 0, FuzzyMatch::kHighestScore);
    for (auto* places : {&pair.places, &pair.besidePlaces}) {
        std::ranges::sort(*places);
        places->erase(std::unique(places->begin(), places->end()), places->end());
    }
    return pair;
}

} // namespace items
