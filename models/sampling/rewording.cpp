// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/sampling/rewording.h"

#include "models/similarity/wordclasses.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace sampling {

namespace {

using similarity::areOpposed;
using similarity::isOpposable;
using similarity::wordHash;
using Word = Wording::Word;

constexpr std::uint8_t kFixed = similarity::kFigure | similarity::kNegation | similarity::kCode;
constexpr std::uint8_t kFixedOrCapital = kFixed | similarity::kCapital;
constexpr double kShared = 0.6; // of either's telling words: then the two are about one thing
constexpr double kNeighbours = 1.0 / 3; // of the shorter's pairs of telling words
constexpr std::size_t kFewestTelling = 3;
constexpr std::string_view kBetweenClauses = ",;:()";

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
    std::vector<Word> words;
    std::vector<std::uint32_t> stems;
};

There aboutTheSame(const Wording& statement, const std::vector<Wording>& others)
{
    There there;
    std::size_t clauses = 0;
    for (const Wording& other : others) {
        const std::size_t shared = sharedCount(statement.stems, other.stems);
        if (!isMostly(shared, statement.stems.size(), kShared)
            && !isMostly(shared, other.stems.size(), kShared))
            continue;
        for (Word word : other.words) {
            word.clause += clauses;
            there.words.push_back(word);
        }
        clauses = there.words.empty() ? 0 : there.words.back().clause + 1;
        there.stems.insert(there.stems.end(), other.stems.begin(), other.stems.end());
    }
    std::ranges::sort(there.stems);
    const auto same = std::ranges::unique(there.stems);
    there.stems.erase(same.begin(), same.end());
    return there;
}

bool isFigure(const Word& word)
{
    return (word.flags & similarity::kFigure) != 0;
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
    const auto others = std::ranges::count_if(there.words, denials);
    if (here != others)
        return false;
    return std::ranges::all_of(statement.words, [&](const Word& word) {
        if ((word.flags & kFixedOrCapital) == 0)
            return true;
        return std::ranges::any_of(there.words, [&](const Word& other) {
            return isSame(word, other) && (!isFigure(word) || keepsItsUnit(word, other));
        });
    });
}

bool isOpposite(const Wording& statement, const There& there)
{
    return std::ranges::any_of(statement.words, [&](const Word& word) {
        return isOpposable(word.hash)
            && std::ranges::find(there.words, word.hash, &Word::hash) == there.words.end()
            && std::ranges::any_of(there.words, [&](const Word& other) {
                   return areOpposed(word.hash, other.hash);
               });
    });
}

using Singles = std::map<std::uint32_t, std::size_t>; // by stem

// Words that stand once, with their places.
Singles singlesIn(const std::vector<Word>& words)
{
    Singles places;
    std::set<std::uint32_t> again;
    for (std::size_t i = 0; i < words.size(); ++i)
        if (!places.emplace(words[i].stem, i).second)
            again.insert(words[i].stem);
    for (const std::uint32_t stem : again)
        places.erase(stem);
    return places;
}

// The figure of its clause that a word stands nearest to; of none, or of two as near, none.
std::optional<std::size_t> figureOf(const std::vector<Word>& words, std::size_t place)
{
    const auto isIt = [&](std::size_t at) {
        return at < words.size() && words[at].clause == words[place].clause && isFigure(words[at]);
    };
    for (std::size_t far = 1; far <= similarity::kLongestStatement; ++far) {
        const std::size_t before = place - far; // beyond all words where there is none
        const std::size_t behind = place + far;
        if (isIt(before) != isIt(behind))
            return isIt(before) ? before : behind;
        if (isIt(before))
            return std::nullopt;
    }
    return std::nullopt;
}

// Whether those of the words here that are asked for stand in another order there.
template<class Asked>
bool areMoved(const Singles& here, const Singles& there, const Asked& isAsked)
{
    std::vector<std::pair<std::size_t, std::size_t>> places;
    for (const auto& [stem, place] : here) {
        const auto other = there.find(stem);
        if (other != there.end() && isAsked(place))
            places.emplace_back(place, other->second);
    }
    std::ranges::sort(places);
    return !std::ranges::is_sorted(places, {}, &std::pair<std::size_t, std::size_t>::second);
}

// "14 days for the one, 30 for the other", and the other way round, are the same words.
bool areExchanged(const std::vector<Word>& here, const std::vector<Word>& there,
                  const Singles& singlesHere, const Singles& singlesThere)
{
    std::set<std::uint32_t> kept; // figures that have a word of their own on either side
    for (const auto& [stem, place] : singlesHere) {
        const auto other = singlesThere.find(stem);
        if (other == singlesThere.end() || !here[place].isTelling || isFigure(here[place]))
            continue;
        const auto own = figureOf(here, place);
        const auto its = figureOf(there, other->second);
        if (!own || !its)
            continue;
        if (here[*own].hash == there[*its].hash)
            kept.insert(here[*own].hash);
        else
            return true;
    }
    // In another order each has to have one.
    return areMoved(singlesHere, singlesThere, [&](std::size_t place) {
        return isFigure(here[place]) && !kept.contains(here[place].hash);
    });
}

using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

// Telling words that follow each other; `isStrict`: with nothing but an article between them.
Pairs neighboursIn(const std::vector<Word>& words, bool isStrict)
{
    static constexpr std::array kArticles{wordHash("a"), wordHash("an"), wordHash("the")};
    Pairs pairs;
    const Word* last = nullptr;
    for (const Word& word : words) {
        if (word.isTelling) {
            if (last != nullptr)
                pairs.emplace_back(last->stem, word.stem);
            last = &word;
        } else if (isStrict && std::ranges::find(kArticles, word.hash) == kArticles.end()) {
            last = nullptr;
        }
    }
    std::ranges::sort(pairs);
    const auto same = std::ranges::unique(pairs);
    pairs.erase(same.begin(), same.end());
    return pairs;
}

// "The customer pays the carrier" and "the carrier pays the customer" are the same words.
bool isTurnedRound(const Wording& statement, const There& there)
{
    const Pairs others = neighboursIn(there.words, true);
    return std::ranges::any_of(neighboursIn(statement.words, true), [&](const auto& pair) {
        return std::ranges::binary_search(others, std::pair(pair.second, pair.first));
    });
}

// The same words in any order would say anything.
bool keepsNeighbours(const Wording& statement, const There& there)
{
    const Pairs here = neighboursIn(statement.words, false);
    const Pairs others = neighboursIn(there.words, false);
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
    const std::string_view text = statement.text;
    std::size_t clause = 0;
    std::size_t end = 0; // of the word before
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
            : stemOf(text.substr(token.start, token.end - token.start), token.hash);
        if (end > 0
            && text.substr(end, token.start - end).find_first_of(kBetweenClauses)
                != std::string_view::npos)
            ++clause;
        word.clause = clause;
        end = token.end;
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

bool areFiguresExchanged(const Wording& statement, const std::vector<Wording>& others)
{
    if (std::ranges::count_if(statement.words, isFigure) < 2)
        return false;
    const There there = aboutTheSame(statement, others);
    return areExchanged(statement.words, there.words, singlesIn(statement.words),
                        singlesIn(there.words));
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
    if (!hasItsMarks(statement, there) || isOpposite(statement, there)
        || isTurnedRound(statement, there) || !keepsNeighbours(statement, there))
        return false;
    const Singles singles = singlesIn(statement.words);
    const Singles singlesThere = singlesIn(there.words);
    const auto isNamed = [&statement](std::size_t place) {
        return (statement.words[place].flags & (similarity::kCapital | similarity::kCode)) != 0;
    };
    return !areExchanged(statement.words, there.words, singles, singlesThere)
        && !areMoved(singles, singlesThere, isNamed);
}

} // namespace sampling
