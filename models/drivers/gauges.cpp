// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drivers/gauges.h"

#include "models/drivers/answertable.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <initializer_list>
#include <map>
#include <optional>
#include <string_view>
#include <tuple>
#include <utility>

namespace drivers {

namespace {

using namespace std::chrono_literals;
using Words = std::vector<std::string>;

constexpr telemetry::Duration kFresh = 2min; // how long a gauge says something

// "vllm:num_requests_waiting" is vllm, num, requests, waiting.
Words wordsOf(std::string_view name)
{
    Words words(1);
    for (char letter : name) {
        if (letter >= 'A' && letter <= 'Z')
            letter = static_cast<char>(letter - 'A' + 'a');
        const bool isWord = (letter >= 'a' && letter <= 'z') || (letter >= '0' && letter <= '9');
        if (isWord)
            words.back() += letter;
        else if (!words.back().empty())
            words.emplace_back();
    }
    if (words.back().empty())
        words.pop_back();
    return words;
}

bool hasAny(const Words& words, std::initializer_list<std::string_view> wanted)
{
    return std::ranges::find_first_of(words, wanted) != words.end();
}

// The one right after the other.
bool hasPair(const Words& words, std::string_view first, std::string_view second)
{
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        if (words[i] == first && words[i + 1] == second)
            return true;
    }
    return false;
}

// How plainly a name says that requests wait for a model: 2 as serving engines call it, 1 a queue,
// 0 it does not. vllm:num_requests_waiting, sglang:num_queue_reqs, tgi_queue_size and their like.
int queueRank(const Words& words)
{
    // Queues of exporters, brokers and pools, and what is no number of requests.
    if (hasAny(words,
               {"otel",       "otelcol",     "sdk",          "exporter", "processor",  "span",
                "spans",      "log",         "logs",         "kafka",    "messaging",  "broker",
                "jvm",        "executor",    "thread",       "threads",  "threadpool", "pool",
                "connection", "connections", "db",           "capacity", "limit",      "time",
                "duration",   "seconds",     "milliseconds", "ms",       "bytes"}))
        return 0;
    if (hasPair(words, "requests", "waiting") || hasPair(words, "waiting", "requests")
        || hasPair(words, "queue", "reqs"))
        return 2;
    for (const std::string_view what : {"depth", "size", "length", "waiting"}) {
        if (hasPair(words, "queue", what))
            return 1;
    }
    return 0;
}

// Seconds in one of the unit; of none that is written, what the name ends in.
std::optional<double> secondsIn(const std::string& unit, const Words& words)
{
    using Unit = std::pair<std::string_view, double>;
    static constexpr std::array<Unit, 20> kUnits{
        {{"ns", 1e-9},    {"us", 1e-6},     {"ms", 1e-3},    {"milliseconds", 1e-3},
         {"s", 1},        {"sec", 1},       {"second", 1},   {"seconds", 1},
         {"min", 60},     {"minute", 60},   {"minutes", 60}, {"h", 3600},
         {"hr", 3600},    {"hour", 3600},   {"hours", 3600}, {"d", 86'400},
         {"day", 86'400}, {"days", 86'400}, {"wk", 604'800}, {"weeks", 604'800}}};
    const bool isWritten = !unit.empty() && unit != "1";
    const std::string_view wanted = isWritten ? std::string_view(unit)
        : words.empty()                       ? std::string_view()
                                              : std::string_view(words.back());
    const auto found = std::ranges::find(kUnits, wanted, &Unit::first);
    return found != kUnits.end() ? std::optional(found->second) : std::nullopt;
}

std::optional<double> ageUnitOf(const store::MetricSeries& series)
{
    const Words words = wordsOf(series.name);
    if (series.kind != store::MetricKind::Level || !hasAny(words, {"index", "indexes", "indices"})
        || !hasAny(words, {"age", "staleness"}))
        return std::nullopt;
    return secondsIn(series.unit, words);
}

int queueRankOf(const store::MetricSeries& series)
{
    const Words unit = wordsOf(series.unit); // "{request}", "1"
    const bool isNumber = unit.empty() || unit == Words{"1"}
        || hasAny(unit, {"request", "requests", "req", "reqs", "item", "items", "count"});
    return series.kind == store::MetricKind::Level && isNumber ? queueRank(wordsOf(series.name))
                                                               : 0;
}

// The newest value at a time, when it is fresh.
float valueAt(const store::MetricSeries& series, telemetry::Timestamp time)
{
    const auto after =
        std::ranges::upper_bound(series.points, time, {}, &store::MetricSeries::Point::time);
    if (after == series.points.begin() || time - (after - 1)->time > kFresh)
        return kUnknown;
    return static_cast<float>((after - 1)->value);
}

// Of each of the services the series of one name and one source: the same level told twice must not
// count twice.
Gauge gaugeOf(const std::vector<store::MetricSeries>& series,
              const std::vector<std::string>& services, int (*rankOf)(const store::MetricSeries&))
{
    struct Found
    {
        int rank = 0;
        std::size_t points = 0;
        std::vector<const store::MetricSeries*> series;
    };
    Gauge gauge;
    for (const std::string& service : services) {
        std::map<std::pair<std::string, std::string>, Found> all; // by name and source
        for (const store::MetricSeries& one : series) {
            const int rank = one.service == service ? rankOf(one) : 0;
            if (rank == 0)
                continue;
            Found& found = all[{one.name, one.source}];
            found.rank = rank;
            found.points += one.points.size();
            found.series.push_back(&one);
        }
        const auto best = std::ranges::max_element(all, {}, [](const auto& entry) {
            return std::tuple(entry.second.rank, entry.second.points);
        });
        if (best == all.end())
            continue;
        gauge.source +=
            (gauge.source.empty() ? "" : " and ") + best->first.first + " of " + service;
        for (const store::MetricSeries* one : best->second.series)
            gauge.series.push_back(*one);
    }
    return gauge;
}

} // namespace

float Gauges::queueAt(telemetry::Timestamp time) const
{
    float sum = kUnknown;
    for (const store::MetricSeries& one : queue.series) {
        const float value = valueAt(one, time);
        if (std::isfinite(value))
            sum = std::isfinite(sum) ? sum + value : value;
    }
    return sum;
}

float Gauges::indexAgeAt(telemetry::Timestamp time) const
{
    float oldest = kUnknown;
    for (const store::MetricSeries& one : indexAge.series)
        oldest = std::fmax(oldest, valueAt(one, time));
    return oldest;
}

bool isQueueGauge(const store::MetricSeries& series)
{
    return queueRankOf(series) > 0;
}

bool isIndexAgeGauge(const store::MetricSeries& series)
{
    return ageUnitOf(series).has_value();
}

Gauges gaugesOf(const std::vector<store::MetricSeries>& series, const std::string& service,
                const std::vector<std::string>& beside)
{
    const auto pick = [&](int (*rankOf)(const store::MetricSeries&)) {
        Gauge own = gaugeOf(series, {service}, rankOf);
        return own.series.empty() ? gaugeOf(series, beside, rankOf) : own;
    };
    Gauges gauges;
    gauges.queue = pick(queueRankOf);
    gauges.indexAge =
        pick([](const store::MetricSeries& one) { return isIndexAgeGauge(one) ? 1 : 0; });
    for (store::MetricSeries& one : gauges.indexAge.series) {
        const double seconds = ageUnitOf(one).value_or(1);
        for (store::MetricSeries::Point& point : one.points)
            point.value *= seconds;
        one.unit = "s";
    }
    return gauges;
}

} // namespace drivers
