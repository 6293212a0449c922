// SPDX-License-Identifier: GPL-3.0-or-later

// How likely a sentence is wrong or unsupported.

#include "models/claims/sentencejudge.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

namespace claims {

// A logistic regression over what the groundedness model says of the words and what the search
// found, fitted on every other document of RAGTruth's questions (by sentences), Quintd (likewise)
// and BEGIN (by answers), each answer scored by the member that has not seen its document. Among
// as many unsupported sentences as these sets hold, one of seven.
double SentenceJudge::probabilityOf(const SentenceMatch& match, bool isContradicted,
                                    const Claim& claim) const
{
    const health::GroundReading& ground = m_reading.ground();
    if (!ground.judgement.labelledProbability)
        return -1;
    constexpr std::size_t most = 3;
    std::array<double, most> highest{};
    double sum = 0;
    std::size_t count = 0;
    for (auto word =
             std::ranges::lower_bound(ground.doubts, claim.start, {}, &health::WordDoubt::start);
         word != ground.doubts.end() && word->start < claim.end; ++word) {
        double value = word->logOdds;
        sum += value;
        for (std::size_t i = 0; i < std::min(count, most); ++i) {
            if (value > highest[i])
                std::swap(value, highest[i]);
        }
        if (count < most)
            highest[count] = value;
        ++count;
    }
    const auto novel =
        std::ranges::lower_bound(ground.novel, std::pair(claim.start, std::int64_t{0}));
    const auto novelEnd =
        std::ranges::lower_bound(ground.novel, std::pair(claim.end, std::int64_t{0}));
    const auto novelCount = static_cast<double>(novelEnd - novel);
    double content = 0;
    for (std::size_t i = match.words.first; i < match.words.last; ++i)
        content += m_reading.tokens()[i].isContent ? 1 : 0;
    const auto bounded = [](double value) { return std::max(value, -6.0); };
    const auto counted = static_cast<double>(std::min(count, most));
    const double top = count > 0 ? bounded(highest[0]) : -3;
    const double few = count > 0 ? bounded((highest[0] + highest[1] + highest[2]) / counted) : -3;
    const double mean = count > 0 ? bounded(sum / static_cast<double>(count)) : -3;
    const double answer = std::clamp(*ground.judgement.labelledProbability, 1e-3, 1 - 1e-3);
    const double anywhere = m_reading.search().coverAnywhere(m_reading.tokens(), match.words);
    const bool isFound = m_reading.findingIn(claim.start, claim.end) != nullptr;
    const double logOdds = 1.384 + 0.604 * top + 0.508 * few - 0.609 * mean
        - 0.924 * novelCount / std::max(content, 1.0) + 0.155 * std::min(novelCount, 6.0)
        - 1.184 * match.bestCover() - 0.607 * anywhere + (isFound ? 0.159 : 0)
        - 0.817 * std::log1p(content) + 0.304 * std::log(answer / (1 - answer))
        + (isContradicted ? 0.515 : 0) - (count == 0 ? 0.063 : 0);
    return 1 / (1 + std::exp(-logOdds));
}

} // namespace claims
