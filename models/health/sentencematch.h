// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/tokens.h"

#include <cstddef>
#include <vector>

namespace health {

// How each sentence of an output fares against the one sentence of the context that it resembles
// most.
struct SentenceMatch
{
    double negationGap = 0; // share of output sentences where one negates and the other does not
    double strayNumbers = 0; // share with a number that the match does not hold
    double strayWords = 0; // share of content words that the matches do not hold
};

// Linear: each word votes for at most a few sentences of the context.
SentenceMatch matchSentences(const std::vector<Token>& context, const std::vector<Token>& output);

} // namespace health
