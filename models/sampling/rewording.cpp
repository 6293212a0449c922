// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sampling/rewording.h"

#include "models/similarity/wordclasses.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <string_view>

namespace sampling {

namespace {

using similarity::areOpposed;
using similarity::isOpposable;
using similarity::wordHash;
using Word = Wording::Word;

constexpr std::uint8_t kFixed = similarity::kFigure | similarity::kNegation | similarity::kCode;
constexpr std::uint8_t kMarks = kFixed | similarity::kCapital;
constexpr std::uint8_t kBinding = similarity::kFigure | similarity::kCapital | similarity::kCode;
constexpr double kShared = 0.6; // of either's telling words: then the two are about one thing
constexpr double kNeighbours = 1.0 / 3; // of the shorter's pairs of telling words
constexpr std::size_t kFewestTelling = 3;
constexpr int kAround = 3; // telling words on either side of a figure or name

bool saysLittle(std::uint32_t hash)
{
    static constexpr std::array kManners{wordHash("yes"), wordHash("please")};
    return similarity::isCommonWord(hash) || std::ranges::find(kManners, hash) != kManners.end();
}

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Words of ASCII letters lose what English adds to them; all others stay.
std::uint32_t stemOf(std::string_view written, std::uint32_t hash)
{
    constexpr std::array<std::string_view, 5> kEndings{"ing", "ed", "es", "s", "e"};
    constexpr std::size_t kShortestStem = 3;
    if (written.empty() || !std::ranges::all_of(written, isLetter))
        return hash;
    std::string word(written);
    std::ranges::transform(word, word.begin(), [](char c) {
        return static_cast<char>(static_cast<unsigned char>(c) | 0x20U);
    });
    if (wordHash(word) != hash || word.ends_with("ss"))
        return hash;
    for (const std::string_view ending : kEndings) {
        if (!word.ends_with(ending) || word.size() < kShortestStem + ending.size())
            continue;
        word.resize(word.size() - ending.size());
        break;
    }
    return wordHash(word);
}

// How many of `some` are among `all`; both ascending.
std::size_t sharedCount(const std::vector<std::uint32_t>& some,
                        const std::vector<std::uint32_t>& all)
{
    std::size_t count = 0;
    auto there = all.begin();
    for (const std::uint32_t stem : some) {
        while (there != all.end() && *there < stem)
            ++there;
        count += there != all.end() && *there == stem ? 1 : 0;
    }
    return count;
}

bool isMostly(std::size_t part, std::size_t all, double share)
{
    return all > 0 && static_cast<double>(part) >= share * static_cast<double>(all);
}

// What of another text a statement is held against, as one piece.
struct There
{
    std::vector<const Word*> words;
    std::vector<std::uint32_t> stems;
};

There aboutTheSame(const Wording& statement, const std::vector<Wording>& others)
{
    There there;
    for (const Wording& other : others) {
        const std::size_t shared = sharedCount(statement.stems, other.stems);
        if (!isMostly(shared, statement.stems.size(), kShared)
            && !isMostly(shared, other.stems.size(), kShared))
            continue;
        for (const Word& word : other.words)
            there.words.push_back(&word);
        there.stems.insert(there.stems.end(), other.stems.begin(), other.stems.end());
    }
    std::ranges::sort(there.stems);
    const auto same = std::ranges::unique(there.stems);
    there.stems.erase(same.begin(), same.end());
    return there;
}

bool isSame(const Word& one, const Word& other)
{
    return one.hash == other.hash && similarity::areSignsCompatible(one.sign, other.sign);
}

// "12 months", "after 7": what cannot be exchanged beside a figure is the same there.
bool keepsItsUnit(const Word& figure, const Word& other)
{
    const auto isKept = [](std::uint32_t here, std::uint32_t there) {
        return here == there
            || ((here == 0 || !isOpposable(here)) && (there == 0 || !isOpposable(there)));
    };
    return isKept(figure.before, other.before) && isKept(figure.after, other.after);
}

bool hasItsMarks(const Wording& statement, const There& there)
{
    const auto denials = [](const Word& word) { return (word.flags & similarity::kNegation) != 0; };
    const auto here = std::ranges::count_if(statement.words, denials);
    const auto others =
        std::ranges::count_if(there.words, [&](const Word* word) { return denials(*word); });
    if (here != others)
        return false;
    return std::ranges::all_of(statement.words, [&](const Word& word) {
        if ((word.flags & kMarks) == 0)
            return true;
        const bool isFigure = (word.flags & similarity::kFigure) != 0;
        return std::ranges::any_of(there.words, [&](const Word* other) {
            return isSame(word, *other) && (!isFigure || keepsItsUnit(word, *other));
        });
    });
}

bool isOpposite(const Wording& statement, const There& there)
{
    const auto has = [](const auto& words, std::uint32_t hash) {
        return std::ranges::any_of(words, [hash](const Word* word) { return word->hash == hash; });
    };
    return std::ranges::any_of(statement.words, [&](const Word& word) {
        return isOpposable(word.hash) && !has(there.words, word.hash)
            && std::ranges::any_of(there.words, [&](const Word* other) {
                   return areOpposed(word.hash, other->hash);
               });
    });
}

// The telling words around a mark, without marks.
std::vector<std::uint32_t> around(const std::vector<const Word*>& words, std::size_t place)
{
    std::vector<std::uint32_t> stems;
    for (const int step : {-1, 1}) {
        int left = kAround;
        for (auto at = static_cast<std::ptrdiff_t>(place) + step;
             left > 0 && at >= 0 && at < std::ssize(words); at += step) {
            const Word& word = *words[static_cast<std::size_t>(at)];
            if (!word.isTelling || (word.flags & kMarks) != 0)
                continue;
            stems.push_back(word.stem);
            --left;
        }
    }
    std::ranges::sort(stems);
    const auto same = std::ranges::unique(stems);
    stems.erase(same.begin(), same.end());
    return stems;
}

std::vector<const Word*> pointersTo(const std::vector<Word>& words)
{
    std::vector<const Word*> pointers;
    for (const Word& word : words)
        pointers.push_back(&word);
    return pointers;
}

// A figure or name that stands once on either side.
struct Bound
{
    bool isFigure = false;
    std::size_t here = 0;
    std::size_t there = 0;
};

std::vector<Bound> boundIn(const std::vector<const Word*>& own,
                           const std::vector<const Word*>& others)
{
    const auto placeOf = [](const std::vector<const Word*>& words, std::uint32_t hash) {
        const auto has = [hash](const Word* word) { return word->hash == hash; };
        const auto found = std::ranges::find_if(words, has);
        const bool isOnce =
            found != words.end() && std::find_if(found + 1, words.end(), has) == words.end();
        return isOnce ? found - words.begin() : std::ptrdiff_t{-1};
    };
    std::vector<Bound> bound;
    for (const Word* word : own) {
        if ((word->flags & kBinding) == 0)
            continue;
        const auto here = placeOf(own, word->hash);
        const auto there = placeOf(others, word->hash);
        if (here >= 0 && there >= 0)
            bound.push_back({.isFigure = (word->flags & similarity::kFigure) != 0,
                             .here = static_cast<std::size_t>(here),
                             .there = static_cast<std::size_t>(there)});
    }
    return bound;
}

// "30 days for the one and 14 for the other", and the other way round, are the same words: a figure
// that stands there by the words of another, or as near, but in another order, is no longer its
// own.
bool isExchanged(const Wording& statement, const There& there)
{
    const std::vector<const Word*> own = pointersTo(statement.words);
    const std::vector<Bound> bound = boundIn(own, there.words);
    return std::ranges::any_of(bound, [&](const Bound& one) {
        const auto words = around(own, one.here);
        const std::size_t kept = sharedCount(words, around(there.words, one.there));
        for (std::size_t i = 0; i < there.words.size(); ++i) {
            const std::uint8_t flags = there.words[i]->flags;
            const bool isFigure = (flags & similarity::kFigure) != 0;
            if ((flags & kBinding) == 0 || isFigure != one.isFigure || i == one.there)
                continue;
            const std::size_t taken = sharedCount(words, around(there.words, i));
            if (taken > kept)
                return true;
            const auto other = std::ranges::find(bound, i, &Bound::there);
            if (taken == kept && other != bound.end()
                && (one.here < other->here) != (one.there < other->there))
                return true;
        }
        return false;
    });
}

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

Pairs neighboursIn(const std::vector<const Word*>& words)
{
    Pairs pairs;
    const Word* last = nullptr;
    for (const Word* word : words) {
        if (!word->isTelling)
            continue;
        if (last != nullptr)
            pairs.emplace_back(last->stem, word->stem);
        last = word;
    }
    std::ranges::sort(pairs);
    const auto same = std::ranges::unique(pairs);
    pairs.erase(same.begin(), same.end());
    return pairs;
}

// Who does what to whom: the same words in any order would say anything.
bool keepsNeighbours(const Wording& statement, const There& there)
{
    const Pairs here = neighboursIn(pointersTo(statement.words));
    const Pairs others = neighboursIn(there.words);
    Pairs both;
    std::ranges::set_intersection(here, others, std::back_inserter(both));
    return isMostly(both.size(), std::min(here.size(), others.size()), kNeighbours);
}

} // namespace

bool isName(const similarity::Token& token)
{
    return token.has(similarity::kCapital) && !similarity::isCommonWord(token.hash);
}

Wording wordingOf(const similarity::Statement& statement)
{
    Wording wording;
    for (const similarity::Token& token : statement.tokens) {
        Word& word = wording.words.emplace_back();
        word.hash = token.hash;
        word.flags = token.flags;
        if (!isName(token))
            word.flags &= static_cast<std::uint8_t>(~similarity::kCapital);
        word.sign = token.sign;
        word.isTelling = token.has(kFixed) || !saysLittle(token.hash);
        word.stem = token.has(kFixed)
            ? token.hash
            : stemOf(std::string_view(statement.text).substr(token.start, token.end - token.start),
                     token.hash);
        if (word.isTelling)
            wording.stems.push_back(word.stem);
    }
    for (std::size_t i = 0; i + 1 < wording.words.size(); ++i) {
        wording.words[i].after = wording.words[i + 1].hash;
        wording.words[i + 1].before = wording.words[i].hash;
    }
    std::ranges::sort(wording.stems);
    const auto same = std::ranges::unique(wording.stems);
    wording.stems.erase(same.begin(), same.end());
    return wording;
}

bool isReworded(const Wording& statement, const std::vector<Wording>& others)
{
    if (statement.stems.size() < kFewestTelling)
        return false;
    const There there = aboutTheSame(statement, others);
    const std::size_t shared = sharedCount(statement.stems, there.stems);
    const std::size_t shorter = std::min(statement.stems.size(), there.stems.size());
    if (shared < std::max(shorter, kFewestTelling))
        return false;
    return hasItsMarks(statement, there) && !isOpposite(statement, there)
        && !isExchanged(statement, there) && keepsNeighbours(statement, there);
}

} // namespace sampling
