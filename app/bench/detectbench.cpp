// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/detectbench.h"

#include "app/bench/detectors.h"
#include "app/bench/detectspeed.h"
#include "app/bench/driftdata.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace bench {

namespace {

constexpr std::uint64_t kFirstSeed = 1'000'000'007;

void run(const DriftStream& stream, const Contestant& contestant, Tally& tally)
{
    const auto detector = contestant.make(stream);
    bool isFound = false;
    std::int64_t index = 0;
    for (const StreamRow& row : stream.rows) {
        const auto found = detector->observe(row, stream.isFlag ? row.value : 1 - row.value);
        const bool isBefore = !stream.change || index < *stream.change;
        tally.nullObservations += isBefore ? 1 : 0;
        if (found && isBefore) {
            ++tally.falseAlarms;
        } else if (found && !isFound && found->direction == health::Direction::Worse) {
            isFound = true;
            tally.delays.push_back(static_cast<double>(index - *stream.change));
            tally.driverRight +=
                health::toString(found->driver) == stream.driver && found->segment == stream.segment
                ? 1
                : 0;
            tally.onsetHeld +=
                found->onsetLow <= *stream.change && *stream.change <= found->onsetHigh ? 1 : 0;
        }
        ++index;
    }
    ++tally.streams;
    tally.isNull = !stream.change;
}

std::vector<Tally> runGenerated(const DetectBenchSettings& settings)
{
    std::vector<Tally> tallies;
    const auto field = allContestants();
    for (const std::string& scenario : driftScenarios()) {
        settings.progress(scenario);
        std::vector<Tally> row;
        for (const Contestant& one : field)
            row.push_back({.detector = one.name, .scenario = scenario, .delays = {}});
        for (int i = 0; i < settings.streams; ++i) {
            const DriftStream stream =
                driftStream(scenario, kFirstSeed + static_cast<std::uint64_t>(i));
            for (std::size_t c = 0; c < field.size(); ++c) {
                const bool isDue = !field[c].isCostly || i % 10 == 0;
                if (isDue && !(field[c].isTold && !stream.change))
                    run(stream, field[c], row[c]);
            }
        }
        for (Tally& tally : row) {
            if (tally.streams > 0)
                tallies.push_back(std::move(tally));
        }
    }
    return tallies;
}

std::vector<Tally> runData(const std::vector<DriftStream>& streams)
{
    std::map<std::string, std::vector<Tally>> rows;
    const auto field = allContestants();
    for (const DriftStream& stream : streams) {
        std::vector<Tally>& row = rows[stream.scenario];
        for (std::size_t c = 0; c < field.size(); ++c) {
            if (row.size() <= c)
                row.push_back(
                    {.detector = field[c].name, .scenario = stream.scenario, .delays = {}});
            if (!field[c].isTold)
                run(stream, field[c], row[c]);
        }
    }
    std::vector<Tally> tallies;
    for (auto& [scenario, row] : rows) {
        for (Tally& tally : row) {
            if (tally.streams > 0)
                tallies.push_back(std::move(tally));
        }
    }
    return tallies;
}

} // namespace

double Tally::falsePerTenThousand() const
{
    return nullObservations > 0
        ? static_cast<double>(falseAlarms) * 1e4 / static_cast<double>(nullObservations)
        : 0;
}

std::optional<double> Tally::delay(double quantile) const
{
    std::vector<double> sorted = delays;
    std::ranges::sort(sorted);
    const auto at = static_cast<std::size_t>(quantile * static_cast<double>(streams));
    return at < sorted.size() ? std::optional(sorted[at]) : std::nullopt;
}

double Tally::foundShare() const
{
    return streams > 0 ? static_cast<double>(delays.size()) / streams : 0;
}

double Tally::namedShare() const
{
    return streams > 0 ? static_cast<double>(driverRight) / streams : 0;
}

double RunLength::measured() const
{
    return static_cast<double>(observations)
        / static_cast<double>(std::max<std::int64_t>(alarms, 1));
}

telemetry::Result<DetectFigures> benchDetect(const DetectBenchSettings& settings)
{
    DetectFigures figures;
    figures.streams = settings.streams;
    if (!settings.data.empty()) {
        const auto streams = readDriftStreams(settings.data);
        if (!streams)
            return tl::make_unexpected(streams.error());
        settings.progress(settings.data);
        figures.data = runData(*streams);
    }
    figures.generated = runGenerated(settings);
    settings.progress("run lengths");
    figures.runLengths = measureRunLengths();
    settings.progress("throughput");
    figures.throughput = measureThroughput();
    return figures;
}

namespace {

const Tally* find(const std::vector<Tally>& tallies, std::initializer_list<const char*> scenarios,
                  const std::string& contestant)
{
    const auto found = std::ranges::find_if(tallies, [&](const Tally& tally) {
        return tally.detector == contestant
            && std::ranges::find(scenarios, tally.scenario) != scenarios.end();
    });
    return found == tallies.end() ? nullptr : &*found;
}

struct Field
{
    const std::vector<Tally>& tallies;
    std::string contestant;
};

DetectTarget delayTarget(const Field& field, const char* what,
                         std::initializer_list<const char*> scenarios, double must, double moonshot)
{
    const Tally* tally = find(field.tallies, scenarios, field.contestant);
    const Tally* best = find(field.tallies, scenarios, contestants().back());
    return {.what = std::string("median delay, ") + what,
            .figure = tally != nullptr ? tally->delay(0.5) : std::nullopt,
            .must = must,
            .moonshot = moonshot,
            .isMeasured = tally != nullptr,
            .toldAll = best != nullptr ? best->delay(0.5) : std::nullopt};
}

DetectTarget shareTarget(const Tally* tally, const char* what, double share)
{
    return {.what = what,
            .figure = tally != nullptr ? std::optional(share) : std::nullopt,
            .must = 1,
            .moonshot = 1,
            .isMost = false,
            .isMeasured = tally != nullptr};
}

DetectTarget foundTarget(const Field& field, const char* what, const char* scenario)
{
    const Tally* tally = find(field.tallies, {scenario}, field.contestant);
    return shareTarget(tally, what, tally != nullptr ? tally->foundShare() : 0);
}

// Of all streams: what was not found was not named.
DetectTarget nameTarget(const Field& field, const char* what, const char* scenario)
{
    const Tally* tally = find(field.tallies, {scenario}, field.contestant);
    return shareTarget(tally, what, tally != nullptr ? tally->namedShare() : 0);
}

} // namespace

std::vector<DetectTarget> detectTargets(const std::vector<Tally>& tallies,
                                        const std::string& contestant)
{
    const Field field{tallies, contestant};
    Tally nulls;
    Tally waves;
    for (const Tally& tally : tallies) {
        if (tally.detector != contestant || !tally.isNull)
            continue;
        Tally& sum = tally.scenario.find("wave") == std::string::npos ? nulls : waves;
        sum.nullObservations += tally.nullObservations;
        sum.falseAlarms += tally.falseAlarms;
    }
    const Tally* wave = find(tallies, {"null_ar_diurnal"}, contestant);
    return {
        {.what = "false alarms in 10,000, all nulls",
         .figure = nulls.falsePerTenThousand(),
         .must = 0.5,
         .moonshot = 0.1,
         .isMeasured = nulls.nullObservations > 0},
        {.what = "false alarms in 10,000, correlated with a daily wave",
         .figure = wave != nullptr ? std::optional(wave->falsePerTenThousand()) : std::nullopt,
         .must = 1.0,
         .moonshot = 0.2,
         .isMeasured = wave != nullptr},
        {.what = "false alarms in 10,000, other waves",
         .figure = waves.falsePerTenThousand(),
         .must = 1.0,
         .moonshot = 0.2,
         .isMeasured = waves.nullObservations > 0},
        delayTarget(field, "2 % to 5 %", {"bern_2to5"}, 450, 230),
        delayTarget(field, ".90 to .85", {"beta_90to85"}, 90, 40),
        delayTarget(field, "tail of 8 %", {"beta_tail8pct"}, 200, 60),
        delayTarget(field, "burst", {"burst_60"}, 6, 4),
        delayTarget(field, "one segment of ten", {"segment_10pct"}, 600, 250),
        foundTarget(field, "one segment of ten, found", "segment_10pct"),
        nameTarget(field, "one segment of ten, named", "segment_10pct"),
        delayTarget(field, "load knee", {"load_knee"}, 500, 200),
        foundTarget(field, "load knee, found", "load_knee"),
        nameTarget(field, "load knee, load named", "load_knee"),
        delayTarget(field, "update, primes", {"real_llmdrift_prime", "update_primes"}, 40, 15),
        delayTarget(field, "update, happy numbers", {"real_llmdrift_happy", "update_happy"}, 30,
                    12),
    };
}

DetectTarget throughputTarget(const DetectFigures& figures)
{
    std::optional<double> slowest;
    for (const Throughput& one : figures.throughput) {
        if (one.detector == "esr")
            slowest = std::min(slowest.value_or(one.updatesPerSecond), one.updatesPerSecond);
    }
    return {.what = "updates a second and core, esr",
            .figure = slowest,
            .must = 2e6,
            .moonshot = 20e6,
            .isMost = false,
            .isMeasured = slowest.has_value()};
}

} // namespace bench
