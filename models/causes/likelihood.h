// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace causes {

// How one answer came out in the respect that is looked at.
enum class AnswerOutcome : std::int8_t
{
    Unknown,
    Good,
    Bad,
};

// Of the answers whose outcome is known.
struct Counts
{
    std::int64_t bad = 0;
    std::int64_t count = 0;

    void add(AnswerOutcome outcome);
    Counts plus(const Counts& other) const
    {
        return {.bad = bad + other.bad, .count = count + other.count};
    }
    double share() const; // 0..1; 0 where nothing was counted
};

// How much better two shares describe what was counted than one for both does: the logarithm (to
// e) of the ratio of the largest Bernoulli likelihoods. Never negative; 0 where `one` is not the
// worse of the two: only a rise is looked for.
double riseLikelihood(const Counts& one, const Counts& rest);

// Where the share of bad outcomes rose: the change point of largest likelihood.
struct Step
{
    std::size_t at = 0; // first after the change, as an index
    std::size_t low = 0; // the likelihood is within a factor of 50, ends included
    std::size_t high = 0;
    double likelihood = 0; // as of riseLikelihood()
    Counts before;
    Counts after;
};
// Nothing where there is no rise. One pass.
std::optional<Step> bestStep(std::span<const AnswerOutcome> outcomes);

// By how much more the outcomes of groups vary than independent ones would: one at least. `groups`
// says which each belongs to. By the intraclass correlation (analysis of variance), among the
// outcomes of each side of `at` for itself, so that what happens there is no likeness.
double designEffect(std::span<const AnswerOutcome> outcomes, std::span<const std::size_t> groups,
                    std::size_t at);

// Whether each answer was exposed to something: a byte each, not a bit, as it is written piecemeal.
// Of what is not known nothing is counted.
using Exposure = std::vector<std::uint8_t>;
inline constexpr std::uint8_t kNotExposed = 0;
inline constexpr std::uint8_t kExposed = 1;
inline constexpr std::uint8_t kExposureUnknown = 2;

// Of exposed and other outcomes: [0] others, [1] exposed.
struct ExposedCounts
{
    Counts others;
    Counts exposed;
};
ExposedCounts countExposed(std::span<const AnswerOutcome> outcomes, const Exposure& exposure);

// What `exposure` still explains among answers that are alike in `given`: the sum over both halves.
double likelihoodGiven(std::span<const AnswerOutcome> outcomes, const Exposure& exposure,
                       const Exposure& given);

} // namespace causes
