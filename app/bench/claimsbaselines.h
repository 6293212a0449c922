// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/labelledset.h"
#include "models/health/tokens.h"

#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

namespace bench {

// Scores of a sentence that need no model, as reference/science lists them; more is worse.
constexpr std::array kSentenceBaselines{"novel content words", "1-gram precision",
                                        "LCS precision",       "best 2-sentence window",
                                        "novel numbers",       "length alone"};
using SentenceScores = std::array<double, kSentenceBaselines.size()>;

// Of the sentences of one answer; bytes of the output, half-open.
class SentenceBaselines
{
public:
    SentenceBaselines(std::string_view context, std::string_view question, std::string_view output);
    SentenceScores of(std::size_t start, std::size_t end) const;

private:
    double lcsPrecision(const std::vector<std::uint64_t>& words) const;
    double bestWindow(const std::vector<std::uint64_t>& words) const;

    std::vector<health::Token> m_context;
    std::vector<health::Token> m_output;
    health::KeySet m_known;
    health::KeySet m_inContext;
};

// How often a context sentence with half its words left out is found again.
struct PlantedEvidence
{
    std::size_t sentences = 0;
    std::size_t first = 0; // by claims
    std::size_t bm25 = 0;
};
// One sentence of each document, at most 400 documents.
PlantedEvidence plantedEvidence(const LabelledSet& set);

} // namespace bench
