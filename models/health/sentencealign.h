// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/contextindex.h"

#include <cstdint>
#include <vector>

namespace health {

// The stretch of the context (one sentence or two that follow each other) that a sentence of the
// output resembles most.
struct Alignment
{
    Stretch best; // the one sentence; empty when no word is shared
    Stretch match; // that and the better of its neighbours, if it shares a word too
    double cover = 0; // 0..1: share of the sentence's content words, by rarity, that `match` holds
};

// Linear: each word votes for at most a few sentences of the context.
class SentenceAligner
{
public:
    explicit SentenceAligner(const ContextIndex& context);

    // `places` are those of each token.
    Alignment align(const std::vector<Token>& tokens,
                    const std::vector<ContextIndex::Places>& places, const Stretch& sentence);

private:
    void vote(const ContextIndex::Places& places);
    Alignment chosen(double whole) const;

    const ContextIndex& m_context;
    std::vector<float> m_votes; // by context sentence, zero between two calls
    std::vector<std::uint32_t> m_touched;
};

} // namespace health
