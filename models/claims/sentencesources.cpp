// SPDX-License-Identifier: GPL-3.0-or-later

// What of the given counts as a source of a sentence.

#include "models/claims/coverlimits.h"
#include "models/claims/sentencejudge.h"

#include <algorithm>

namespace claims {

namespace {

constexpr std::size_t kMostPlacesLookedAt = 64; // places, where some do not count

} // namespace

// How much of it one source holds. What the model said itself supports nothing; what it was told to
// do or asked does only where it is said there nearly as it stands, or where an answer to what was
// asked brings names and figures that stand in what was given.
double SentenceJudge::sourceCover(const SentenceMatch& match, const std::vector<Claim>& things)
{
    const bool isNamed = !things.empty() && std::ranges::all_of(things, [](const Claim& thing) {
        return thing.support == Support::Supported;
    });
    const auto isSource = [&](const EvidenceSearch::Hit& hit) {
        if (m_reading.isOwn(hit.passage))
            return false;
        return hit.cover >= kMostlyThere
            || !(m_reading.isInstruction(hit.passage)
                 || (m_reading.isQuestion(hit.passage) && !isNamed));
    };
    if (match.given.empty() || isSource(match.given.front()))
        return match.bestCover();
    const auto more = m_reading.search().find(m_reading.tokens(), match.words,
                                              EvidenceSearch::Among::Given, kMostPlacesLookedAt);
    double best = 0;
    for (const EvidenceSearch::Hit& hit : more)
        best = isSource(hit) ? std::max(best, hit.cover) : best;
    return best;
}

// "DHL": one that nothing given has is no other word for what it has. Empty: there is none.
std::string_view SentenceJudge::unseenAcronym(const SentenceMatch& match)
{
    constexpr std::size_t shortest = 2;
    constexpr std::size_t longest = 6;
    for (std::size_t i = match.words.first; i < match.words.last; ++i) {
        const std::string_view word = m_reading.textOf(i, i + 1);
        const auto isCapital = [](char c) { return c >= 'A' && c <= 'Z'; };
        if (word.size() >= shortest && word.size() <= longest
            && std::ranges::all_of(word, isCapital)
            && m_reading.search().sources().find(m_reading.tokens()[i].key).count == 0)
            return word;
    }
    return {};
}

} // namespace claims
