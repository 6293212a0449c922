// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/contextindex.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace health {

// Where the context has each token of an output.
std::vector<ContextIndex::Places> placesOf(const ContextIndex& context,
                                           const std::vector<Token>& output);

// Stretches of the output that the context has word for word.
class Quotes
{
public:
    Quotes(const ContextIndex& context, const std::vector<ContextIndex::Places>& places);

    // Tokens of the longest stretch that ends at a token of the output, itself included; of the
    // longest that lies there.
    std::size_t upTo(std::size_t token) const { return m_upTo[token]; }
    std::size_t whole(std::size_t token) const { return m_whole[token]; }

    // With all before it that could negate it, and what follows it.
    bool isInside(std::size_t token) const;

private:
    std::vector<std::uint32_t> m_upTo;
    std::vector<std::uint32_t> m_whole;
};

constexpr std::size_t kNegationReach = 4; // tokens before a word

} // namespace health
