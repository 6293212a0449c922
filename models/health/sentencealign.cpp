// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/sentencealign.h"

#include <algorithm>

namespace health {

namespace {

constexpr std::size_t kVotes = 12; // sentences that one word may vote for

// A word that stands in few places tells more about which one is meant.
float voteWeight(std::uint32_t count)
{
    return 1.0F / (1.0F + 0.25F * static_cast<float>(std::min<std::uint32_t>(count, kVotes)));
}

} // namespace

SentenceAligner::SentenceAligner(const ContextIndex& context)
    : m_context(context)
    , m_votes(context.sentences().size(), 0)
{
}

Alignment SentenceAligner::align(const std::vector<Token>& tokens,
                                 const std::vector<ContextIndex::Places>& places,
                                 const Stretch& sentence)
{
    m_touched.clear();
    double whole = 0;
    for (std::size_t i = sentence.first; i < sentence.last; ++i) {
        if (!tokens[i].isContent)
            continue;
        whole += voteWeight(places[i].count);
        vote(places[i]);
    }
    const Alignment result = chosen(whole);
    for (const std::uint32_t s : m_touched)
        m_votes[s] = 0;
    return result;
}

void SentenceAligner::vote(const ContextIndex::Places& places)
{
    const float weight = voteWeight(places.count);
    std::uint32_t previous = ContextIndex::kNone;
    std::uint32_t p = places.first;
    for (std::size_t n = 0; p != ContextIndex::kNone && n < kVotes;) {
        const std::uint32_t s = m_context.sentenceOf(p);
        p = m_context.next(p);
        if (s == previous)
            continue;
        previous = s;
        ++n;
        if (m_votes[s] == 0)
            m_touched.push_back(s);
        m_votes[s] += weight;
    }
}

Alignment SentenceAligner::chosen(double whole) const
{
    if (m_touched.empty())
        return {};
    const std::uint32_t best =
        *std::ranges::max_element(m_touched, {}, [this](std::uint32_t s) { return m_votes[s]; });
    const float before = best > 0 ? m_votes[best - 1] : 0;
    const float after = best + 1 < m_votes.size() ? m_votes[best + 1] : 0;
    Alignment result;
    result.best = m_context.sentences()[best];
    result.match = result.best;
    if (before > after)
        result.match.first = m_context.sentences()[best - 1].first;
    else if (after > 0)
        result.match.last = m_context.sentences()[best + 1].last;
    result.cover = std::min(1.0, (m_votes[best] + 0.5 * std::max(before, after)) / whole);
    return result;
}

} // namespace health
