// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/groundfeatures.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace health {

// What the scores of an answer's tokens come to, and the details that contradict the context.
// Log-odds, log(1 + count) or shares.
enum class AnswerFeature : std::uint8_t
{
    Highest, // score
    TopThree, // mean of the highest scores
    TopEight,
    TopTwenty,
    Mean, // log-odds of the mean probability
    Sum, // of the probabilities, expected number of unsupported tokens
    Smooth, // log-odds of the highest mean probability of five tokens in a row
    Rows,
    HighestNumber,
    HighestName,
    HighestNovel,
    HighestKnown,
    NumbersOutside, // the context has them, the match of their sentence has not
    NamesOutside,
    Opposites, // the match says the opposite
    OppositesAlone, // the match has no side at all
    NegatedHere, // a word that is negated here, but not in the match
    NegatedThere,
    OtherInSlot, // known words where the context has another
    OtherUnit,
    Inverted, // share of words in another order than in the context
    Outside, // share of words that the match of their sentence does not hold
    LeastCover, // of a sentence by its match
    MeanCover,
    NegationGap, // share of sentences of which only it or only its match negates
    StrayNumbers, // share of sentences with a number that the match does not hold
    NovelWordsSquared,
    Denials, // negations that the match of their sentence does not hold, at most three count
    Restrictions, // likewise: only, instead, except ...
    Count,
};
constexpr std::size_t kAnswerFeatures = static_cast<std::size_t>(AnswerFeature::Count);

// Those of the answer as a whole come first, then the ones above.
constexpr std::size_t kAllFeatures = kGroundFeatures + kAnswerFeatures;
using AnswerVector = std::array<float, kAllFeatures>;

std::array<std::string_view, kAllFeatures> answerFeatureNames();

// `scores` are log-odds, one for each row of the grounding's table, which must be there.
AnswerVector answerFeatures(const Grounding& grounding, const std::vector<float>& scores);

float probabilityOf(float logOdds);

} // namespace health
