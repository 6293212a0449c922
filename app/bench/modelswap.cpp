// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/modelswap.h"

#include "app/bench/randomsource.h"
#include "models/health/detector.h"

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>
#include <optional>
#include <string_view>
#include <utility>

namespace bench {

namespace {

constexpr std::size_t kSwapRuns = 150;
constexpr int kReference = 500;
constexpr std::size_t kQuiet = 1000; // the reference and as many again
constexpr std::size_t kMostDelay = 2000;
constexpr std::size_t kFewest = 30; // answers of a model to one half of the questions
constexpr std::uint64_t kSeed = 5;

using Pair = std::pair<std::string_view, std::string_view>;
constexpr Pair kTarget{"gpt-4-0613", "llama-2-7b-chat"};
constexpr std::array<Pair, 6> kPairs{
    kTarget,
    Pair{"gpt-3.5-turbo-0613", "mistral-7B-instruct"},
    Pair{"llama-2-70b-chat", "llama-2-7b-chat"},
    Pair{"mistral-7B-instruct", "llama-2-7b-chat"},
    Pair{"gpt-4-0613", "gpt-4-0613"},
    Pair{"llama-2-70b-chat", "llama-2-70b-chat"},
};

// Of one model; before and after a swap no question is the same.
std::vector<double> badnessOf(const std::vector<JudgedAnswer>& answers, std::string_view model,
                              bool isAfter)
{
    std::vector<double> values;
    for (const JudgedAnswer& answer : answers) {
        if (answer.model == model && ((answer.document >> 16U) % 2 == 1) == isAfter)
            values.push_back(answer.badness);
    }
    return values;
}

double meanOf(const std::vector<double>& values)
{
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

// Answers until the alarm that something got worse.
std::optional<std::size_t> alarm(health::Detector& detector, const std::vector<double>& pool,
                                 std::size_t most, RandomSource& random)
{
    for (std::size_t i = 0; i < most; ++i) {
        const auto found = detector.observe(pool[random.below(pool.size())]);
        if (found && found->direction == health::Direction::Worse)
            return i + 1;
    }
    return std::nullopt;
}

Swap measured(const Pair& pair, const std::vector<double>& before, const std::vector<double>& after)
{
    Swap swap{.before = std::string(pair.first),
              .after = std::string(pair.second),
              .runs = kSwapRuns,
              .meanBefore = meanOf(before),
              .meanAfter = meanOf(after),
              .median = std::numeric_limits<double>::quiet_NaN(),
              .slow = std::numeric_limits<double>::quiet_NaN()};
    RandomSource random(kSeed);
    std::vector<double> delays;
    for (std::size_t run = 0; run < kSwapRuns; ++run) {
        const auto detector = health::makeDetector("esr", {.reference = kReference});
        if (alarm(*detector, before, kQuiet, random)) {
            ++swap.early;
            continue;
        }
        const auto delay = alarm(*detector, after, kMostDelay, random);
        swap.missed += delay ? 0 : 1;
        delays.push_back(static_cast<double>(delay.value_or(kMostDelay + 1)));
    }
    if (!delays.empty()) {
        std::ranges::sort(delays);
        swap.median = delays[delays.size() / 2];
        swap.slow = delays[delays.size() * 9 / 10];
    }
    return swap;
}

} // namespace

std::vector<Swap> modelSwaps(const std::vector<JudgedAnswer>& answers)
{
    std::vector<Swap> swaps;
    for (const Pair& pair : kPairs) {
        const std::vector<double> before = badnessOf(answers, pair.first, false);
        const std::vector<double> after = badnessOf(answers, pair.second, true);
        if (std::min(before.size(), after.size()) >= kFewest)
            swaps.push_back(measured(pair, before, after));
    }
    return swaps;
}

bool isTargetSwap(const Swap& swap)
{
    return swap.before == kTarget.first && swap.after == kTarget.second;
}

std::string targetSwapName()
{
    return std::string(kTarget.first) + " to " + std::string(kTarget.second);
}

} // namespace bench
