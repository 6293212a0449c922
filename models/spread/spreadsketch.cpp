// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/spread/spreadsketch.h"

#include "models/similarity/wordclasses.h"

#include <algorithm>

namespace spread {

namespace {

using similarity::kGram;
using similarity::MarkKind;

constexpr std::size_t kSlack = 6; // tokens that an edited copy may be longer
constexpr std::size_t kAddedBetween = 2; // tokens between two hits of one place
constexpr std::size_t kUncoveredEnd = 2; // tokens that winnowing may leave out of a copy there

// A token has at most a run and a mark.
constexpr std::size_t entriesFor(std::size_t tokens)
{
    return 2 * tokens;
}

std::uint64_t mixed(std::uint64_t sum, std::uint64_t next)
{
    sum = (sum ^ next) * 0x9e3779b97f4a7c15ULL;
    return sum ^ (sum >> 29U);
}

std::uint64_t bitOf(std::uint32_t fingerprint)
{
    return std::uint64_t{1} << (fingerprint % 64);
}

// Kept between a hit and a word that is so many words away: runs are at most kWindow words apart.
constexpr std::size_t runsFor(std::size_t words)
{
    return (words + similarity::kWindow - 1) / similarity::kWindow;
}

// How far the part reaches that has no more than `runs` runs.
template<class Iterator>
std::size_t extentOf(Iterator first, Iterator last, std::size_t runs)
{
    std::size_t extent = 0;
    for (; first != last; ++first, ++extent) {
        if (!similarity::isMark(*first) && runs-- == 0)
            break;
    }
    return extent;
}

} // namespace

StatementSketch::StatementSketch(const similarity::Statement& statement, std::uint64_t key)
    : m_weights(similarity::weightsOf(statement.tokens))
{
    std::vector<std::uint32_t> hashes;
    similarity::gramHashes(statement.tokens, key, hashes);
    for (std::size_t place = 0; place < hashes.size(); ++place) {
        if (hashes[place] == similarity::kNoGram)
            continue;
        m_grams.push_back({.fingerprint = hashes[place], .place = place});
        m_bits |= bitOf(hashes[place]);
    }
    std::ranges::stable_sort(m_grams, {}, &Gram::fingerprint);
    for (const double weight : m_weights)
        m_weight += weight;
    for (std::size_t place = 0; place < statement.tokens.size(); ++place) {
        const similarity::Token& token = statement.tokens[place];
        const auto kind = similarity::markKindOf(token);
        if (!kind)
            continue;
        Word& word = m_words.emplace_back();
        word.place = place;
        word.kind = *kind;
        word.mark = similarity::wordMark(token.hash, *kind, key);
        if (*kind == MarkKind::Telling && token.has(similarity::kFigure))
            m_figures.set(markBit(word.mark));
        if (*kind != MarkKind::Opposable)
            continue;
        for (const std::uint32_t other : similarity::opposableWords()) {
            if (similarity::areOpposed(token.hash, other))
                word.opposed.push_back(similarity::wordMark(other, *kind, key));
        }
    }
}

void StatementSketch::findHits(Fingerprints fingerprints)
{
    m_hits.clear();
    for (std::size_t at = 0; at < fingerprints.size(); ++at) {
        const std::uint32_t fingerprint = fingerprints[at];
        if (similarity::isMark(fingerprint) || (m_bits & bitOf(fingerprint)) == 0)
            continue;
        const auto found = std::ranges::equal_range(m_grams, fingerprint, {}, &Gram::fingerprint);
        if (found.empty())
            continue;
        // Of a run that the statement has twice the next one.
        const std::size_t last = m_hits.empty() ? 0 : m_hits.back().place;
        const auto next =
            std::ranges::find_if(found, [last](const Gram& gram) { return gram.place > last; });
        m_hits.push_back(
            {.at = at, .place = next == found.end() ? found.front().place : next->place});
    }
}

std::optional<Sighting> StatementSketch::sighting(Fingerprints fingerprints, bool hasMarks)
{
    findHits(fingerprints);
    std::optional<Sighting> best;
    std::size_t first = 0;
    for (std::size_t i = 1; i <= m_hits.size(); ++i) {
        const bool isSame = i < m_hits.size() && m_hits[i].place > m_hits[i - 1].place
            && m_hits[i].at - m_hits[i - 1].at
                <= entriesFor(m_hits[i].place - m_hits[i - 1].place + kAddedBetween);
        if (isSame)
            continue;
        const auto found = judged(Hits(m_hits).subspan(first, i - first), fingerprints, hasMarks);
        first = i;
        if (!found)
            continue;
        const std::uint64_t all = best ? mixed(best->around, found->around) : found->around;
        const auto rank = [](const Sighting& one) { return std::pair(one.isWhole, one.share); };
        if (!best || rank(*found) > rank(*best))
            best = found;
        best->around = all;
    }
    return best;
}

std::optional<Sighting> StatementSketch::judged(Hits hits, Fingerprints fingerprints,
                                                bool hasMarks) const
{
    Covered covered;
    bool isOnePiece = true;
    for (std::size_t i = 0; i < hits.size(); ++i) {
        for (std::size_t token = 0; token < kGram; ++token)
            covered.set(hits[i].place + token);
        if (i == 0)
            continue;
        const auto between =
            fingerprints.subspan(hits[i - 1].at + 1, hits[i].at - hits[i - 1].at - 1);
        isOnePiece = isOnePiece && hits[i].place - hits[i - 1].place <= similarity::kWindow
            && std::ranges::all_of(between, similarity::isMark);
    }
    if (hasMarks && !maySay(hits, covered, fingerprints))
        return std::nullopt;
    Sighting sighting;
    for (std::size_t place = 0; place < m_weights.size(); ++place)
        sighting.share += covered.test(place) ? m_weights[place] / m_weight : 0;
    for (const std::uint32_t fingerprint : around(hits, fingerprints))
        sighting.around = mixed(sighting.around, fingerprint);
    sighting.isWhole = isOnePiece && hits.front().place <= kUncoveredEnd
        && hits.back().place + kGram + kUncoveredEnd >= m_weights.size();
    return sighting;
}

bool StatementSketch::isOwn(std::uint32_t mark) const
{
    return std::ranges::find(m_words, mark, &Word::mark) != m_words.end();
}

bool StatementSketch::isInstead(const Word& word, std::uint32_t mark) const
{
    if (word.kind == MarkKind::Opposable)
        return std::ranges::find(word.opposed, mark) != word.opposed.end();
    return similarity::isMark(mark) && similarity::markKind(mark) == MarkKind::Name && !isOwn(mark);
}

// Before the first and behind the last hit only so far as the word itself would be: beyond it are
// other sentences.
StatementSketch::Fingerprints StatementSketch::instead(const Word& word, Hits hits,
                                                       Fingerprints fingerprints) const
{
    const auto behind =
        std::ranges::find_if(hits, [&word](const Hit& hit) { return hit.place > word.place; });
    if (behind == hits.begin()) {
        const std::size_t runs = runsFor(behind->place - word.place);
        const auto before = fingerprints.first(behind->at);
        return before.last(extentOf(before.rbegin(), before.rend(), runs));
    }
    const std::size_t first = (behind - 1)->at + 1;
    if (behind != hits.end())
        return fingerprints.subspan(first, behind->at - first);
    const std::size_t runs = runsFor(word.place - (behind - 1)->place - kGram + 1);
    const auto rest = fingerprints.subspan(first);
    return rest.first(extentOf(rest.begin(), rest.end(), runs));
}

StatementSketch::Fingerprints StatementSketch::around(Hits hits, Fingerprints fingerprints) const
{
    const std::size_t before = entriesFor(hits.front().place + kSlack);
    const std::size_t first = hits.front().at > before ? hits.front().at - before : 0;
    const std::size_t rest = m_weights.size() - hits.back().place - kGram;
    const std::size_t last =
        std::min(fingerprints.size(), hits.back().at + 1 + entriesFor(rest + kGram + kSlack));
    return fingerprints.subspan(first, last - first);
}

bool StatementSketch::maySay(Hits hits, const Covered& covered, Fingerprints fingerprints) const
{
    const auto around = this->around(hits, fingerprints);
    for (std::size_t at = hits.front().at; at < hits.back().at; ++at) {
        const std::uint32_t mark = fingerprints[at];
        if (similarity::isMark(mark) && similarity::markKind(mark) == MarkKind::Negation
            && !isOwn(mark))
            return false;
    }
    return std::ranges::none_of(m_words, [&](const Word& word) {
        if (covered.test(word.place))
            return false;
        const auto isIn = [&word](Fingerprints part) {
            return std::ranges::find(part, word.mark) != part.end();
        };
        if (word.kind == MarkKind::Telling || word.kind == MarkKind::Negation)
            return !isIn(around);
        const auto there = instead(word, hits, fingerprints);
        return !isIn(there) && std::ranges::any_of(there, [&](std::uint32_t mark) {
            return isInstead(word, mark);
        });
    });
}

} // namespace spread
