// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/servicehealth.h"

#include "models/items/alarmsthen.h"
#include "models/items/openalarms.h"
#include "models/items/seriessnapshot.h"
#include "models/store/removal.h"
#include "models/store/servicetraffic.h"
#include "models/telemetry/askedagain.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <chrono>
#include <limits>
#include <set>
#include <tuple>

namespace items {

namespace {

using namespace std::chrono_literals;
using health::HealthState;
using telemetry::AlarmState;

constexpr int kTrendBuckets = 30;
constexpr telemetry::Duration kRecent = 60s;

// 0 most urgent; nullopt: the alarm is over.
std::optional<int> urgency(AlarmState state)
{
    switch (state) {
    case AlarmState::Raised:
        return 0;
    case AlarmState::Latched:
        return 1;
    case AlarmState::Acknowledged:
        return 2;
    case AlarmState::Shelved:
    case AlarmState::Suppressed:
        return 3;
    case AlarmState::Cleared:
        break;
    }
    return std::nullopt;
}

// Our own checks first, then those of judges by name.
std::vector<std::string> columnsOf(const std::vector<store::HealthCell>& cells)
{
    std::set<std::string> names;
    for (const auto& cell : cells)
        names.insert(cell.check);
    std::vector<std::string> columns;
    for (const char* name : telemetry::kValidatorChecks) {
        if (names.erase(name) > 0)
            columns.emplace_back(name);
    }
    columns.insert(columns.end(), names.begin(), names.end());
    return columns;
}

telemetry::Duration trendStep(const store::View& view)
{
    const auto step =
        std::chrono::ceil<std::chrono::seconds>(view.range.duration() / kTrendBuckets);
    // Whole minutes read the minute rollups, which are fewer.
    if (step > 60s)
        return std::chrono::ceil<std::chrono::minutes>(step);
    return std::max(step, std::chrono::seconds(1));
}

std::vector<float> trendOf(const std::vector<store::SeriesPoint>& points, const store::View& view,
                           telemetry::Duration step)
{
    std::vector<float> trend(kTrendBuckets, -1.0F);
    for (const auto& point : points) {
        const auto back = (view.range.end - point.start) / step;
        const auto index = kTrendBuckets - 1 - back;
        if (index < 0 || index >= kTrendBuckets || point.sum.count == 0)
            continue;
        trend[static_cast<std::size_t>(index)] = static_cast<float>(
            static_cast<double>(point.sum.failed) / static_cast<double>(point.sum.count));
    }
    return trend;
}

// When the newest open alarm on it began, if in view.
std::optional<telemetry::Timestamp>
onsetInView(const store::View& view, const store::HealthCell& cell, const FleetSnapshot& snapshot)
{
    const auto onset = openOnset(snapshot.alarms, cell.service, cell.check);
    const bool isInView = onset && *onset > view.range.start && *onset < view.range.end;
    return isInView ? onset : std::nullopt;
}

telemetry::Result<telemetry::Rollup> readSince(const store::Reader& reader, const store::View& view,
                                               const store::HealthCell& cell,
                                               telemetry::Timestamp onset)
{
    telemetry::Rollup sum;
    store::View since = view;
    since.range.start = std::max<telemetry::Timestamp>(
        view.range.start, std::chrono::floor<std::chrono::seconds>(onset));
    const auto rows = reader.sums(since, seriesQuery(cell.service, cell.check, 1s).match, {});
    if (!rows)
        return tl::make_unexpected(rows.error());
    for (const auto& row : *rows)
        sum.merge(row.sum);
    return sum;
}

// Of what is open on a check of a service, 1 worst; 0 where nothing is.
int openSeverity(const std::vector<telemetry::AlarmTransition>& alarms, const std::string& service,
                 const std::string& check)
{
    int worst = 0;
    for (const auto& alarm : alarms) {
        if (isOpen(alarm) && isOnAnswers(alarm, service, check))
            worst = worst == 0 ? alarm.severity : std::min(worst, alarm.severity);
    }
    return worst;
}

// What is open on a service and has no cell.
std::vector<OtherAlarm> othersOf(const std::vector<telemetry::AlarmTransition>& alarms,
                                 const std::string& name, const ServiceHealth& service)
{
    std::vector<OtherAlarm> others;
    for (const auto& alarm : alarms) {
        if (!isOpen(alarm) || alarm.service != name
            || (service.checks.contains(alarm.check) && isOnAnswers(alarm, name, alarm.check)))
            continue;
        others.push_back({.check = alarm.check,
                          .state = alarm.state == AlarmState::Acknowledged
                              ? HealthState::Acknowledged
                              : HealthState::AlarmRaised,
                          .severity = alarm.severity});
    }
    std::ranges::stable_sort(others, {}, [](const OtherAlarm& other) {
        return std::tuple(rankOf(other.state), other.severity);
    });
    return others;
}

// What is wrong may not be the column that is out of sight.
void putAlarmedFirst(std::vector<std::string>& checks,
                     const std::vector<telemetry::AlarmTransition>& alarms)
{
    std::ranges::stable_sort(checks, {}, [&](const std::string& check) {
        int worst = std::numeric_limits<int>::max();
        for (const auto& alarm : alarms) {
            if (isOpen(alarm) && isOnAnswers(alarm, alarm.service, check))
                worst = std::min(worst, alarm.severity);
        }
        return worst;
    });
}

// Results of any time before the cursor.
telemetry::Result<std::int64_t> countSeen(const store::Reader& reader, const store::View& view,
                                          const store::HealthCell& cell)
{
    store::View all = view;
    all.range.start = telemetry::Timestamp::min();
    telemetry::SignalKey match;
    match.service = cell.service;
    match.check = cell.check;
    const auto sums = reader.sums(all, match, {});
    if (!sums)
        return tl::make_unexpected(sums.error());
    std::int64_t count = 0;
    for (const store::SumRow& row : *sums)
        count += row.sum.count;
    return count;
}

telemetry::Result<CheckCell> readCell(const store::Reader& reader, const store::View& view,
                                      const store::HealthCell& cell, const FleetSnapshot& snapshot)
{
    const auto onset = onsetInView(view, cell, snapshot);
    const auto since = onset ? readSince(reader, view, cell, *onset)
                             : telemetry::Result<telemetry::Rollup>(telemetry::Rollup{});
    if (!since)
        return tl::make_unexpected(since.error());
    const bool isRecent = onset && *onset > view.range.end - kRecent;
    const telemetry::Rollup& recent = isRecent ? *since : cell.newest;
    health::CellFacts facts;
    facts.rollup = cell.sum;
    facts.recent = cell.newest;
    facts.now = snapshot.now;
    if (cell.lastEvent != telemetry::Timestamp{})
        facts.lastEvent = cell.lastEvent;
    if (cell.lastResult != telemetry::Timestamp{})
        facts.lastResult = cell.lastResult;
    facts.expected = health::expectedInterval(cell.recent);
    facts.alarm = openAlarm(snapshot.alarms, cell.service, cell.check);
    facts.baseline = usualShare(snapshot.alarms, cell.service, cell.check);
    const bool haveStopped = health::haveResultsStopped(facts);
    if (haveStopped || (cell.sum.unknown > 0 && cell.sum.unknown >= cell.sum.count)) {
        const auto kind = reader.newestUnknown(view, cell.service, cell.check);
        if (!kind)
            return tl::make_unexpected(kind.error());
        facts.unknownKind = *kind;
    }
    const HealthState state = health::healthStateOf(facts);
    // An alarm's figures are of since its onset, and of what is stale the age is told.
    const bool isOfBefore = haveStopped && health::isUnknown(state) && state != HealthState::Stale;
    std::optional<std::int64_t> seen;
    if (state == HealthState::Degraded) {
        const auto count = countSeen(reader, view, cell);
        if (!count)
            return tl::make_unexpected(count.error());
        seen = *count;
    }
    return CheckCell{.isPresent = true,
                     .state = state,
                     .severity = openSeverity(snapshot.alarms, cell.service, cell.check),
                     .count = cell.sum.count,
                     .failed = cell.sum.failed,
                     .since = onset,
                     .sinceCount = since->count,
                     .sinceFailed = since->failed,
                     .unknown = cell.sum.unknown,
                     .recentCount = recent.count,
                     .recentFailed = recent.failed,
                     .recentSince = isRecent ? onset : std::nullopt,
                     .seen = seen,
                     .usual = facts.baseline,
                     .limit = health::wellUpTo(facts.baseline),
                     .mean = cell.sum.count > 0 ? cell.sum.sum / static_cast<double>(cell.sum.count)
                                                : 0,
                     .level = cell.sum.level(),
                     .levelCount = cell.sum.levelCount,
                     .lastEvent = cell.lastEvent,
                     .noResultSince = isOfBefore ? facts.lastResult : std::nullopt,
                     .trend = trendOf(cell.trend, view, trendStep(view))};
}

// Of what is open on a service, 1 worst; behind all where nothing is.
int worstSeverity(const std::vector<telemetry::AlarmTransition>& alarms, const std::string& service)
{
    int worst = std::numeric_limits<int>::max();
    for (const auto& alarm : alarms) {
        if (alarm.service == service && isOpen(alarm))
            worst = std::min(worst, alarm.severity);
    }
    return worst;
}

} // namespace

int rankOf(HealthState state)
{
    switch (state) {
    case HealthState::AlarmRaised:
        return 0;
    case HealthState::Acknowledged:
        return 1;
    case HealthState::Degraded:
        return 2;
    case HealthState::JudgeUnavailable:
    case HealthState::NoData:
    case HealthState::Stale:
        return 3;
    case HealthState::NotCaptured:
    case HealthState::Inconclusive:
        return 4;
    case HealthState::Well:
        break;
    }
    return 5;
}

int ServiceHealth::rank() const
{
    int worst = rankOf(HealthState::Well);
    if (checks.empty())
        worst = rankOf(HealthState::NoData);
    for (const auto& other : others)
        worst = std::min(worst, rankOf(other.state));
    for (const auto& [name, cell] : checks)
        worst = std::min(worst, rankOf(cell.state));
    return worst;
}

std::optional<AlarmState> openAlarm(const std::vector<telemetry::AlarmTransition>& alarms,
                                    const std::string& service, const std::string& check)
{
    int best = std::numeric_limits<int>::max();
    std::optional<AlarmState> state;
    for (const auto& alarm : alarms) {
        if (alarm.service != service || (!check.empty() && !isOnAnswers(alarm, service, check)))
            continue;
        const auto rank = urgency(alarm.state);
        if (rank && *rank < best) {
            best = *rank;
            state = alarm.state;
        }
    }
    return state;
}

telemetry::Result<FleetSnapshot> readFleet(const store::Reader& reader, const store::View& view,
                                           telemetry::Timestamp then)
{
    FleetSnapshot snapshot;
    snapshot.now = view.range.end;
    auto alarms = alarmsThen(reader, view, then);
    if (!alarms)
        return tl::make_unexpected(alarms.error());
    snapshot.alarms = std::move(*alarms);
    // The newest minute besides: a range that was well for long may not hide what has just begun.
    const auto cells = reader.healthMatrix(view, {.trendStep = trendStep(view), .newest = kRecent});
    if (!cells)
        return tl::make_unexpected(cells.error());
    // Whole seconds, as the results are counted in.
    store::View seconds = view;
    seconds.range.start = std::chrono::floor<std::chrono::seconds>(view.range.start);
    seconds.range.end = std::chrono::ceil<std::chrono::seconds>(view.range.end);
    std::set<std::string> named;
    for (const auto& cell : *cells)
        named.insert(cell.service);
    const auto services = store::serviceTraffic(reader, seconds, named);
    if (!services)
        return tl::make_unexpected(services.error());

    const auto gaps = reader.gaps(seconds);
    if (!gaps)
        return tl::make_unexpected(gaps.error());

    snapshot.checks = columnsOf(*cells);
    putAlarmedFirst(snapshot.checks, snapshot.alarms);
    std::map<std::string, ServiceHealth> rows;
    for (const auto& service : *services) {
        ServiceHealth& row = rows[service.service];
        row.generations = service.generations;
        row.lastEvent = service.last;
    }
    for (const auto& cell : *cells) {
        auto shown = readCell(reader, view, cell, snapshot);
        if (!shown)
            return tl::make_unexpected(shown.error());
        ServiceHealth& row = rows[cell.service];
        row.lastEvent = std::max(row.lastEvent, cell.lastEvent);
        row.checks[cell.check] = std::move(*shown);
    }
    for (auto& [name, row] : rows) {
        // A service that neither answers nor is checked (a gateway, a database) is no row of the
        // matrix.
        if (row.generations == 0 && row.checks.empty())
            continue;
        // Nobody was given what was asked again. An alarm on it, which earlier versions raised, is
        // not hidden.
        if (telemetry::isAskedAgain(name) && !openAlarm(snapshot.alarms, name, {}))
            continue;
        row.service = name;
        row.others = othersOf(snapshot.alarms, name, row);
        row.isThinned = std::ranges::any_of(*gaps, [&name](const store::Gap& gap) {
            return store::isOfRetention(gap) && (gap.service.empty() || gap.service == name);
        });
        snapshot.services.push_back(std::move(row));
    }
    std::ranges::stable_sort(snapshot.services, {}, [&snapshot](const ServiceHealth& row) {
        return std::tuple(row.rank(), worstSeverity(snapshot.alarms, row.service), row.service);
    });
    return snapshot;
}

} // namespace items
