// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/detectspeed.h"

#include "app/bench/detectors.h"
#include "app/bench/processortime.h"
#include "app/bench/randomsource.h"
#include "models/health/betmixture.h"

#include <algorithm>
#include <cmath>
#include <functional>

namespace bench {

namespace {

constexpr double kPromised = 10'000;
constexpr std::int64_t kKnownLength = 10'000'000;
constexpr int kSpeedRuns = 100;
constexpr std::int64_t kRunCap = 40'000;

struct Series
{
    const char* name;
    bool isFlag;
    double mean; // of badness
    std::function<double(RandomSource&)> draw;
};

std::vector<Series> nullSeries()
{
    return {
        {"flags of 2 %", true, 0.02, [](RandomSource& r) { return r.chance(0.02) ? 1.0 : 0.0; }},
        {"scores of mean .90", false, 0.10, [](RandomSource& r) { return 1 - r.beta(0.90, 0.08); }},
        {"scores of mean .50", false, 0.50, [](RandomSource& r) { return r.beta(0.50, 0.20); }}};
}

RunLength knownMean(const Series& series)
{
    RunLength made{.what = std::string("mean known, ") + series.name,
                   .promised = kPromised,
                   .observations = kKnownLength};
    health::BetMixture bets;
    bets.plan({.mean = series.mean,
               .variance = series.isFlag ? series.mean * (1 - series.mean) : 0.0064,
               .smallest = series.isFlag ? 0.7 * series.mean : 0.01,
               .largest = 0.4,
               .isFlag = series.isFlag});
    RandomSource random(1'000'000'007);
    for (std::int64_t i = 0; i < kKnownLength; ++i) {
        if (bets.observe(series.draw(random)) < kPromised)
            continue;
        ++made.alarms;
        bets.restart();
    }
    return made;
}

RunLength learntMean(const Series& series, const std::string& name)
{
    RunLength made{.what = name + ", learning, " + series.name, .promised = kPromised};
    for (int run = 0; run < kSpeedRuns; ++run) {
        RandomSource random(2'000'000'011 + static_cast<std::uint64_t>(run));
        const auto detector = health::makeDetector(
            name, {.averageRunLength = kPromised, .isFlag = series.isFlag, .twoSided = true});
        for (std::int64_t i = 0; i < kRunCap; ++i) {
            ++made.observations;
            if (detector->observe(series.draw(random))) {
                ++made.alarms;
                break;
            }
        }
    }
    return made;
}

double speed(const Contestant& contestant, const DriftStream& stream)
{
    const std::size_t rounds = contestant.isCostly ? 10 : 100;
    double best = 0;
    for (int repeat = 0; repeat < 3; ++repeat) {
        const auto detector = contestant.make(stream);
        const double start = processorSeconds();
        for (std::size_t round = 0; round < rounds; ++round) {
            for (const StreamRow& row : stream.rows)
                static_cast<void>(
                    detector->observe(row, stream.isFlag ? row.value : 1 - row.value));
        }
        const double seconds = std::max(processorSeconds() - start, 1e-9);
        best = std::max(best, static_cast<double>(rounds * stream.rows.size()) / seconds);
    }
    return best;
}

} // namespace

std::vector<RunLength> measureRunLengths()
{
    std::vector<RunLength> made;
    for (const Series& series : nullSeries())
        made.push_back(knownMean(series));
    for (const char* name : {"esr", "cusum", "ks"}) {
        for (const Series& series : nullSeries())
            made.push_back(learntMean(series, name));
    }
    return made;
}

std::vector<Throughput> measureThroughput()
{
    std::vector<Throughput> made;
    DriftStream flags = driftStream("null_bern_02", 1'000'000'007);
    DriftStream scores = driftStream("null_beta_90", 1'000'000'007);
    RandomSource random(1'000'000'007);
    for (DriftStream* stream : {&flags, &scores}) {
        for (StreamRow& row : stream->rows) {
            row.load = random.uniform();
            row.segment = std::to_string(random.below(10));
        }
    }
    std::vector<Contestant> field;
    for (const std::string& name : health::detectorNames())
        field.push_back(
            {name, name == "glr" || name == "ks", false,
             [name](const DriftStream& stream) { return ownDetector(name, stream.isFlag); }});
    for (const Contestant& one : allContestants()) {
        const bool isForeign = std::ranges::none_of(
            health::detectorNames(), [&one](const std::string& name) { return name == one.name; });
        if (isForeign && !one.isTold && one.name != contestants().front())
            field.push_back(one);
    }
    for (const Contestant& one : field) {
        made.push_back({one.name, "flags", speed(one, flags)});
        made.push_back({one.name, "scores", speed(one, scores)});
    }
    return made;
}

} // namespace bench
