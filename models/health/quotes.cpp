// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/quotes.h"

#include <algorithm>

namespace health {

namespace {

constexpr std::size_t kMostQuotePlaces = 48; // of a word in the context that are looked at
constexpr std::size_t kAfter = 2; // tokens of the quote that must follow

} // namespace

std::vector<ContextIndex::Places> placesOf(const ContextIndex& context,
                                           const std::vector<Token>& output)
{
    std::vector<ContextIndex::Places> places;
    places.reserve(output.size());
    for (const Token& token : output)
        places.push_back(context.find(token.key));
    return places;
}

Quotes::Quotes(const ContextIndex& context, const std::vector<ContextIndex::Places>& places)
    : m_upTo(places.size(), 0)
{
    struct Run
    {
        std::uint32_t end = 0; // number from 1 of the token of the output that it reaches
        std::uint32_t length = 0;
    };
    std::vector<Run> runs(context.tokens().size());
    for (std::uint32_t i = 0; i < places.size(); ++i) {
        std::uint32_t p = places[i].first;
        for (std::size_t n = 0; p != ContextIndex::kNone && n < kMostQuotePlaces; ++n) {
            const bool continues = i > 0 && p > 0 && runs[p - 1].end == i;
            runs[p] = {i + 1, continues ? runs[p - 1].length + 1 : 1};
            m_upTo[i] = std::max(m_upTo[i], runs[p].length);
            p = context.next(p);
        }
    }
    m_whole = m_upTo;
    for (std::size_t i = m_whole.size(); i-- > 1;) {
        if (m_upTo[i] > 1 && m_upTo[i] >= m_upTo[i - 1])
            m_whole[i - 1] = std::max(m_whole[i - 1], m_whole[i]);
    }
}

bool Quotes::isInside(std::size_t token) const
{
    return m_upTo[token] > kNegationReach && m_whole[token] >= m_upTo[token] + kAfter;
}

} // namespace health
