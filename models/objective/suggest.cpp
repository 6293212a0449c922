// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/objective/suggest.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <optional>
#include <set>
#include <tuple>

namespace objective {

namespace {

using namespace std::chrono_literals;
using telemetry::SignalKey;
using telemetry::TimeRange;
using telemetry::Timestamp;

constexpr auto kMargin = 10min; // around an alarm
constexpr std::int64_t kFewest = 300; // results
constexpr double kSlack = 1.25;
constexpr std::array kTargets{0.9999, 0.9995, 0.999, 0.998, 0.995, 0.99, 0.98,
                              0.97,   0.95,   0.93,  0.9,   0.85,  0.8};
constexpr std::array kWindows{30 * 24h, 7 * 24h, 24h}; // shorter ones burn within seconds

// What an objective is of.
std::vector<store::SignalField> fields()
{
    return {&SignalKey::service, &SignalKey::operation, &SignalKey::check};
}

SignalKey keyOf(const Objective& objective)
{
    SignalKey key;
    key.service = objective.service;
    key.operation = objective.operation;
    key.model = objective.model;
    key.check = objective.check;
    return key;
}

// From the onsets of a service's alarms to their ends, wider by the margin, in order and apart.
std::vector<TimeRange> alarmed(const std::vector<telemetry::AlarmTransition>& transitions,
                               const std::string& service)
{
    std::map<std::string, TimeRange> spans;
    for (const telemetry::AlarmTransition& one : transitions) {
        if (one.service != service)
            continue;
        TimeRange& span = spans[one.alarm];
        span.start = one.onset - kMargin;
        span.end =
            one.state == telemetry::AlarmState::Cleared ? one.time + kMargin : Timestamp::max();
    }
    std::vector<TimeRange> ranges;
    for (const auto& [alarm, span] : spans)
        ranges.push_back(span);
    std::ranges::sort(ranges, {}, &TimeRange::start);
    std::vector<TimeRange> apart;
    for (const TimeRange& range : ranges) {
        if (!apart.empty() && range.start <= apart.back().end)
            apart.back().end = std::max(apart.back().end, range.end);
        else
            apart.push_back(range);
    }
    return apart;
}

std::vector<TimeRange> between(const std::vector<TimeRange>& taken, const TimeRange& whole)
{
    std::vector<TimeRange> free;
    Timestamp from = whole.start;
    for (const TimeRange& range : taken) {
        if (range.start > from)
            free.push_back({.start = from, .end = std::min(range.start, whole.end)});
        from = std::max(from, range.end);
    }
    if (from < whole.end)
        free.push_back({.start = from, .end = whole.end});
    return free;
}

std::string nameOf(const SignalKey& key)
{
    return key.service + (key.operation.empty() ? "" : " " + key.operation) + " " + key.check;
}

void weigh(const SignalKey& key, const telemetry::Rollup& healthy, telemetry::Duration recorded,
           Suggestions& result)
{
    if (healthy.count < kFewest) {
        result.declined.push_back(nameOf(key) + ": " + std::to_string(healthy.count)
                                  + " results without an alarm, " + std::to_string(kFewest)
                                  + " are needed");
        return;
    }
    const double worst = health::wilsonInterval(healthy.failed, healthy.count).high * kSlack;
    const auto target =
        std::ranges::find_if(kTargets, [worst](double one) { return 1 - one >= worst; });
    if (target == kTargets.end()) {
        result.declined.push_back(nameOf(key) + ": " + std::to_string(healthy.failed) + " of "
                                  + std::to_string(healthy.count)
                                  + " failed; look into that before promising anything");
        return;
    }
    Suggestion suggestion{.objective = {}, .count = healthy.count, .failed = healthy.failed};
    Objective& objective = suggestion.objective;
    objective.name = nameOf(key);
    objective.description = std::to_string(healthy.failed) + " of " + std::to_string(healthy.count)
        + " failed while there was no alarm";
    objective.service = key.service;
    objective.operation = key.operation;
    objective.check = key.check;
    objective.target = *target;
    // What was recorded says little about ten times as long.
    const auto window = std::ranges::find_if(
        kWindows, [recorded](std::chrono::hours one) { return one <= recorded * 10; });
    objective.window = window != kWindows.end() ? *window : kWindows.back();
    result.suggested.push_back(std::move(suggestion));
}

// Whether others are of the same service and check.
bool isOneOfSeveral(const std::vector<store::SumRow>& groups, const store::SumRow& one)
{
    return std::ranges::any_of(groups, [&one](const store::SumRow& other) {
        return other.key != one.key && other.key.service == one.key.service
            && other.key.check == one.key.check && other.sum.count > 0;
    });
}

} // namespace

telemetry::Result<Status> statusOf(const Objective& objective, const store::Reader& reader,
                                   Timestamp now, const store::View& view)
{
    const SignalKey key = keyOf(objective);
    const auto viewOf = [&view](const TimeRange& range) {
        return store::View{.range = range, .knownAt = view.knownAt};
    };
    const Source source{.sum = [&](const TimeRange& range) -> telemetry::Result<telemetry::Rollup> {
                            const auto sums = reader.sums(viewOf(range), key, {});
                            if (!sums)
                                return tl::make_unexpected(sums.error());
                            return sums->empty() ? telemetry::Rollup{} : sums->front().sum;
                        },
                        .series =
                            [&](const TimeRange& range, telemetry::Duration step) {
                                return reader.series(viewOf(range), {.match = key, .step = step});
                            }};
    return statusOf(objective, now, source);
}

telemetry::Result<Suggestions> suggest(const store::Reader& reader, const store::View& view)
{
    const auto extent = reader.extent();
    const auto transitions =
        reader.alarmTransitions({.range = store::View{}.range, .knownAt = view.knownAt});
    const auto groups = reader.sums(view, {}, fields());
    if (!extent || !transitions || !groups)
        return tl::make_unexpected(!extent ? extent.error()
                                           : (!transitions ? transitions.error() : groups.error()));
    Suggestions result;
    if (!*extent)
        return result;
    const TimeRange whole{.start = std::max((*extent)->range.start, view.range.start),
                          .end = std::min((*extent)->range.end, view.range.end)};
    for (const store::SumRow& group : *groups) {
        if (group.sum.count == 0)
            continue; // levels, and what has no result, promise nothing
        if (group.key.operation.empty() && isOneOfSeveral(*groups, group)) {
            result.declined.push_back(nameOf(group.key) + ": " + std::to_string(group.sum.count)
                                      + " results name no operation, others do; an objective "
                                        "without one is of all");
            continue;
        }
        telemetry::Rollup healthy;
        for (const TimeRange& range : between(alarmed(*transitions, group.key.service), whole)) {
            const auto sums =
                reader.sums({.range = range, .knownAt = view.knownAt}, group.key, fields());
            if (!sums)
                return tl::make_unexpected(sums.error());
            for (const store::SumRow& row : *sums) {
                if (row.key == group.key) // an empty operation of the pattern is any
                    healthy.merge(row.sum);
            }
        }
        weigh(group.key, healthy, whole.duration(), result);
    }
    return result;
}

} // namespace objective
