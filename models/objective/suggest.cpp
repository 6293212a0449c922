// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/objective/suggest.h"

#include "models/telemetry/timetext.h"

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

// Around an alarm; of a recording shorter than a hundred minutes a tenth of it.
constexpr telemetry::Duration kMargin = 10min;
constexpr std::size_t kMostNamed = 3; // stretches in a reason
constexpr std::int64_t kFewestForSuggestion = 300; // results
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

// Whether the alarm is of what the key names. That another check of the service failed meanwhile
// says nothing of this one.
bool isOwn(const telemetry::AlarmTransition& alarm, const SignalKey& key)
{
    return alarm.service == key.service && alarm.check == key.check
        && (!alarm.operation || key.operation.empty() || *alarm.operation == key.operation);
}

// From the onsets of its own alarms to their ends, wider by the margin, in order and apart.
std::vector<TimeRange> alarmed(const std::vector<telemetry::AlarmTransition>& transitions,
                               const SignalKey& key, telemetry::Duration margin)
{
    std::map<std::string, TimeRange> spans;
    for (const telemetry::AlarmTransition& one : transitions) {
        if (!isOwn(one, key))
            continue;
        TimeRange& span = spans[one.alarm];
        span.start = one.onset - margin;
        span.end =
            one.state == telemetry::AlarmState::Cleared ? one.time + margin : Timestamp::max();
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

std::string momentText(Timestamp time)
{
    return telemetry::toRfc3339(std::chrono::floor<std::chrono::seconds>(time)).substr(0, 19) + "Z";
}

// What was left out, and why; empty when nothing was.
std::string exclusionText(std::int64_t excluded, const std::vector<TimeRange>& taken,
                          const TimeRange& whole, telemetry::Duration margin)
{
    if (excluded == 0)
        return {};
    std::string text = "; left out: " + std::to_string(excluded);
    for (std::size_t i = 0; i < std::min(taken.size(), kMostNamed); ++i) {
        text += i > 0 ? " and" : "";
        text += " from " + momentText(std::max(taken[i].start, whole.start));
        text += taken[i].end < whole.end ? " to " + momentText(taken[i].end) : " to the end";
    }
    if (taken.size() > kMostNamed)
        text += " and " + std::to_string(taken.size() - kMostNamed) + " times more";
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(margin).count();
    return text + ", for alarms of this check, each from its onset until it cleared and "
        + std::to_string(seconds) + " s around that";
}

void weigh(const SignalKey& key, const telemetry::Rollup& healthy, telemetry::Duration recorded,
           const std::string& excluded, Suggestions& result)
{
    if (healthy.count < kFewestForSuggestion) {
        result.declined.push_back(nameOf(key) + ": " + std::to_string(healthy.count)
                                  + (excluded.empty() ? " results" : " results without an alarm")
                                  + ", " + std::to_string(kFewestForSuggestion) + " are needed"
                                  + excluded);
        return;
    }
    const double worst = health::wilsonInterval(healthy.failed, healthy.count).high * kSlack;
    const auto target =
        std::ranges::find_if(kTargets, [worst](double one) { return 1 - one >= worst; });
    if (target == kTargets.end()) {
        result.declined.push_back(nameOf(key) + ": " + std::to_string(healthy.failed) + " of "
                                  + std::to_string(healthy.count)
                                  + " failed; look into that before promising anything" + excluded);
        return;
    }
    Suggestion suggestion{.objective = {}, .count = healthy.count, .failed = healthy.failed};
    Objective& objective = suggestion.objective;
    objective.name = nameOf(key);
    objective.description = std::to_string(healthy.failed) + " of " + std::to_string(healthy.count)
        + " failed while it had no alarm" + excluded;
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
    const telemetry::Duration margin = std::min(kMargin, whole.duration() / 10);
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
        const std::vector<TimeRange> taken = alarmed(*transitions, group.key, margin);
        for (const TimeRange& range : between(taken, whole)) {
            const auto sums =
                reader.sums({.range = range, .knownAt = view.knownAt}, group.key, fields());
            if (!sums)
                return tl::make_unexpected(sums.error());
            for (const store::SumRow& row : *sums) {
                if (row.key == group.key) // an empty operation of the pattern is any
                    healthy.merge(row.sum);
            }
        }
        const std::int64_t excluded = std::max<std::int64_t>(group.sum.count - healthy.count, 0);
        weigh(group.key, healthy, whole.duration(),
              taken.empty() ? std::string() : exclusionText(excluded, taken, whole, margin),
              result);
    }
    return result;
}

} // namespace objective
