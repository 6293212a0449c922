// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/versionseries.h"

#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace items {

namespace {

constexpr std::size_t kMostVersions = 6; // those with the most answers

struct Versioned
{
    std::string model; // empty: not told, as the version
    std::string version;
    std::map<telemetry::Timestamp, telemetry::Rollup> sums; // by bucket
    std::int64_t count = 0;
};

// "glyph-2026-11-a", and "glyph-2026-11-a · 1.4.2" where one model runs in several versions.
std::vector<VersionSeries> named(std::vector<Versioned> all)
{
    std::vector<VersionSeries> series;
    for (Versioned& one : all) {
        const auto sameModel = std::ranges::count_if(
            all, [&one](const Versioned& other) { return other.model == one.model; });
        std::string name = one.model.empty() ? "unknown model" : one.model;
        if (sameModel > 1)
            name += " · " + (one.version.empty() ? "unknown version" : one.version);
        Narrowing answers{.label = name, .model = one.model, .version = one.version};
        VersionSeries& added = series.emplace_back();
        added.name = std::move(name);
        added.answers = std::move(answers);
        for (const auto& [start, sum] : one.sums)
            added.points.push_back({.start = start, .sum = sum});
    }
    std::ranges::sort(series, {}, &VersionSeries::name);
    return series;
}

// Every signal counts in one group, by what its key says: that nothing is said of a version is a
// group of its own, and none for any version.
std::vector<Versioned> versionsOf(const std::vector<SignalSeries>& counted,
                                  const std::string& check)
{
    std::vector<Versioned> all;
    for (const SignalSeries& signal : counted) {
        const telemetry::SignalKey& key = signal.key;
        if (key.check != check)
            continue;
        auto one = std::ranges::find_if(all, [&key](const Versioned& other) {
            return other.model == key.model && other.version == key.version;
        });
        if (one == all.end())
            one = all.insert(all.end(), {.model = key.model, .version = key.version, .sums = {}});
        for (const store::SeriesPoint& point : signal.points) {
            one->sums[point.start].merge(point.sum);
            one->count += point.sum.count;
        }
    }
    std::erase_if(all, [](const Versioned& one) { return one.count == 0; });
    return all;
}

std::int64_t resultsOf(const CheckSeries& check)
{
    std::int64_t count = 0;
    for (const auto& point : check.points)
        count += point.sum.count;
    return count;
}

double failedShareOf(const CheckSeries& check)
{
    std::int64_t failed = 0;
    for (const auto& point : check.points)
        failed += point.sum.failed;
    return static_cast<double>(failed) / static_cast<double>(resultsOf(check));
}

// Whose versions are worth a look, first those with an open alarm, in its order; then by the share
// that failed. What has no result tells versions apart in nothing.
std::vector<std::string> checksToTell(const SeriesSnapshot& snapshot)
{
    std::vector<std::string> names;
    for (const auto& alarm : snapshot.openAlarms)
        names.push_back(alarm.check);
    std::vector<const CheckSeries*> checks;
    for (const CheckSeries& check : snapshot.checks) {
        if (resultsOf(check) > 0)
            checks.push_back(&check);
    }
    std::ranges::stable_sort(checks, std::ranges::greater(),
                             [](const CheckSeries* check) { return failedShareOf(*check); });
    for (const CheckSeries* check : checks)
        names.push_back(check->check);
    return names;
}

} // namespace

void addVersions(const std::vector<SignalSeries>& counted, SeriesSnapshot& snapshot)
{
    for (const std::string& check : checksToTell(snapshot)) {
        auto all = versionsOf(counted, check);
        if (all.size() < 2)
            continue;
        std::ranges::stable_sort(all, std::ranges::greater(), &Versioned::count);
        all.resize(std::min(all.size(), kMostVersions));
        snapshot.versionCheck = check;
        snapshot.versions = named(std::move(all));
        return;
    }
}

} // namespace items
