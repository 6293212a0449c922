// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/tokenfeatures.h"
#include "models/health/tokens.h"
#include "models/health/validator.h"

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace health {

// What can be said of an answer as a whole. Order and meaning are shared with training/fit.py
// through groundFeatureNames(); counts enter as log(1 + n).
enum class GroundFeature : std::uint8_t
{
    NovelWords, // content words that neither context nor question holds
    NovelShare, // ... as a share of the content words
    NovelMass, // ... each weighted by its length: long words are rare words
    LongestRun, // novel content words with only stop words between them
    NovelNumbers,
    NovelNumberShare, // of the numbers in the output
    NovelNames,
    NovelIdentifiers,
    NovelCalls,
    NovelPairs, // adjacent content words that stand nowhere next to each other in the context,
                // share
    WorstSentence, // largest share of novel content words in one sentence
    Words, // of the output
    ContextWords,
    Negations,
    Refusal, // the output says that it cannot tell
    UnsupportedShare, // content words that stand in mostly novel sentences
    UnsupportedCount, // such sentences
    LastSentence, // share of novel content words in the last sentence
    Count,
};
constexpr std::size_t kGroundFeatures = static_cast<std::size_t>(GroundFeature::Count);
using GroundVector = std::array<double, kGroundFeatures>;

std::vector<std::string_view> groundFeatureNames();

// A token of the output that the context does not hold.
struct NovelToken
{
    std::size_t token = 0; // index into Grounding::output
    double support = 0; // identifiers: share of its parts that are known
};

struct Grounding
{
    std::vector<Token> output;
    std::vector<NovelToken> novel; // in order
    GroundVector features{};
    std::size_t contextTokens = 0;
    std::size_t contentTokens = 0; // of the output
    bool isCut = false; // texts longer than what is examined
    std::optional<TokenTable> table; // absent for code, which has a rule of its own

    double& at(GroundFeature feature) { return features[static_cast<std::size_t>(feature)]; }
    double at(GroundFeature feature) const { return features[static_cast<std::size_t>(feature)]; }
};

// A sentence counts as mostly novel when more than this share of its content words is.
constexpr double kMostlyNovel = 0.4;

// Linear in the text. Context and output must be present.
Grounding ground(const Subject& subject, std::string_view context, std::string_view output);

bool saysItCannotTell(std::string_view output);

} // namespace health
