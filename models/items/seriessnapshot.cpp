// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/seriessnapshot.h"

#include "models/items/alarmsthen.h"
#include "models/items/modelreturns.h"
#include "models/items/openalarms.h"
#include "models/items/versionseries.h"
#include "models/store/servicetraffic.h"
#include "models/telemetry/judgecall.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <initializer_list>
#include <iterator>
#include <map>
#include <set>
#include <tuple>
#include <utility>

namespace items {

namespace {

using namespace std::chrono_literals;

constexpr std::array<telemetry::Duration, 16> kSteps{1s,   2s,    5s,    10s,   15s, 30s, 60s, 2min,
                                                     5min, 10min, 15min, 30min, 1h,  2h,  6h,  12h};
constexpr int kWantedBuckets = 60;
constexpr double kWantedResults = 10; // in a bucket: fewer say little, and their interval is wide
constexpr int kFewestBuckets = 12; // that a course is told by
constexpr std::size_t kLargestVolumes = 7; // others are added up
constexpr std::size_t kMostServices = 12; // that can be told apart in one chart

store::SeriesPoint countPoint(telemetry::Timestamp start, std::int64_t count)
{
    store::SeriesPoint point;
    point.start = start;
    point.sum.count = count;
    return point;
}

std::int64_t totalOf(const VolumeSeries& volume)
{
    std::int64_t total = 0;
    for (const auto& point : volume.points)
        total += point.sum.count;
    return total;
}

void addUp(VolumeSeries& into, const VolumeSeries& other)
{
    std::map<telemetry::Timestamp, std::int64_t> counts;
    for (const VolumeSeries* series : std::initializer_list<const VolumeSeries*>{&into, &other}) {
        for (const auto& point : series->points)
            counts[point.start] += point.sum.count;
    }
    into.points.clear();
    for (const auto& [start, count] : counts) {
        into.points.push_back(countPoint(start, count));
    }
}

// The largest, and what is left as "other".
std::vector<VolumeSeries> largest(std::vector<VolumeSeries> volumes)
{
    std::ranges::stable_sort(volumes, [](const VolumeSeries& left, const VolumeSeries& right) {
        return std::tuple(-totalOf(left), left.name) < std::tuple(-totalOf(right), right.name);
    });
    if (volumes.size() <= kLargestVolumes + 1)
        return volumes;
    VolumeSeries other;
    other.name = "other";
    for (std::size_t i = kLargestVolumes; i < volumes.size(); ++i)
        addUp(other, volumes[i]);
    volumes.resize(kLargestVolumes);
    volumes.push_back(std::move(other));
    return volumes;
}

// Of the fleet by service, those of `services`; of a service by model.
telemetry::Result<std::vector<VolumeSeries>> readVolumes(const store::Reader& reader,
                                                         const store::View& view,
                                                         const SeriesSnapshot& snapshot,
                                                         const std::set<std::string>& services)
{
    std::map<std::string, VolumeSeries> byName;
    if (snapshot.service.empty()) {
        const auto points = store::volumeByService(reader, view, snapshot.step);
        if (!points)
            return tl::make_unexpected(points.error());
        for (const auto& point : *points) {
            if (services.contains(point.service))
                byName[point.service].points.push_back(countPoint(point.start, point.count));
        }
    } else {
        const auto points = reader.volume(view, snapshot.service, snapshot.step);
        if (!points)
            return tl::make_unexpected(points.error());
        for (const auto& point : *points)
            byName[point.model.empty() ? "unknown model" : point.model].points.push_back(
                countPoint(point.start, point.count));
    }
    std::vector<VolumeSeries> volumes;
    for (auto& [name, volume] : byName) {
        volume.name = name;
        volumes.push_back(std::move(volume));
    }
    return largest(std::move(volumes));
}

std::optional<telemetry::AlarmTransition>
newestOpen(const std::vector<telemetry::AlarmTransition>& alarms, const std::string& service,
           const std::string& check)
{
    std::optional<telemetry::AlarmTransition> newest;
    for (const auto& alarm : alarms) {
        if (isOnAnswers(alarm, service, check) && isOpen(alarm)
            && (!newest || newest->onset < alarm.onset))
            newest = alarm;
    }
    return newest;
}

telemetry::Result<std::vector<SignalSeries>>
readSignals(const store::Reader& reader, const store::View& view, const SeriesSnapshot& snapshot)
{
    std::vector<SignalSeries> counted;
    const auto read = reader.forEachSeries(
        view, seriesQuery(snapshot.service, {}, snapshot.step),
        [&counted](const telemetry::SignalKey& key, const std::vector<store::SeriesPoint>& points) {
            // What a judge's own calls were like is no answer of the service.
            if (key.operation != telemetry::kJudgeOperation)
                counted.push_back({.key = key, .points = points});
            return true;
        });
    if (!read)
        return tl::make_unexpected(read.error());
    return counted;
}

std::vector<CheckSeries> checksOf(const std::vector<SignalSeries>& counted,
                                  const SeriesSnapshot& snapshot,
                                  const std::vector<store::HealthCell>& cells,
                                  const std::vector<telemetry::AlarmTransition>& alarms)
{
    using SumsByTime = std::map<telemetry::Timestamp, telemetry::Rollup>;
    std::map<std::pair<std::string, std::string>, SumsByTime> sums;
    for (const SignalSeries& signal : counted) {
        SumsByTime& ofCheck = sums[{signal.key.service, signal.key.check}];
        for (const store::SeriesPoint& point : signal.points) {
            const auto [sum, isNew] = ofCheck.try_emplace(point.start, point.sum);
            if (!isNew)
                sum->second.merge(point.sum);
        }
    }
    std::vector<CheckSeries> checks;
    for (const auto& cell : cells) {
        if (!snapshot.service.empty() && cell.service != snapshot.service)
            continue;
        CheckSeries& check =
            checks.emplace_back(CheckSeries{.service = cell.service,
                                            .check = cell.check,
                                            .points = {},
                                            .lastEvent = cell.lastEvent,
                                            .alarm = newestOpen(alarms, cell.service, cell.check),
                                            .usual = usualShare(alarms, cell.service, cell.check)});
        for (const auto& [start, sum] : sums[{cell.service, cell.check}])
            check.points.push_back({.start = start, .sum = sum});
    }
    // Ours first; the order does not depend on values, so that no chart ever changes its place.
    std::ranges::stable_sort(checks, {}, [](const CheckSeries& series) {
        return std::tuple(telemetry::validatorCheckIndex(series.check), series.check,
                          series.service);
    });
    return checks;
}

// How many results a second the middle one of the checks gets while it gets any; 0: none does.
double middleRate(const std::vector<CheckSeries>& checks, telemetry::Duration step)
{
    std::vector<double> rates;
    for (const CheckSeries& check : checks) {
        double count = 0;
        telemetry::Timestamp first = telemetry::Timestamp::max();
        telemetry::Timestamp last = telemetry::Timestamp::min();
        for (const auto& point : check.points) {
            if (point.sum.count == 0)
                continue;
            count += static_cast<double>(point.sum.count);
            first = std::min(first, point.start);
            last = std::max(last, point.start + step);
        }
        if (count > 0)
            rates.push_back(count / std::chrono::duration<double>(last - first).count());
    }
    if (rates.empty())
        return 0;
    const auto middle = rates.begin() + static_cast<std::ptrdiff_t>(rates.size() / 2);
    std::ranges::nth_element(rates, middle);
    return *middle;
}

template<class T>
void keepService(std::vector<T>& rows, const std::string& service)
{
    if (!service.empty())
        std::erase_if(rows, [&](const T& row) { return row.service != service; });
}

} // namespace

store::SeriesQuery seriesQuery(const std::string& service, const std::string& check,
                               telemetry::Duration step)
{
    store::SeriesQuery query;
    query.match.service = service;
    query.match.check = check;
    query.step = step;
    return query;
}

telemetry::Duration bucketStep(telemetry::Duration span)
{
    for (const auto step : kSteps) {
        if (span / step <= kWantedBuckets)
            return step;
    }
    return 24h;
}

telemetry::Duration bucketStep(telemetry::Duration span, double rate)
{
    const telemetry::Duration finest = bucketStep(span);
    telemetry::Duration step = finest;
    for (const auto coarser : kSteps) {
        const bool isEnough =
            rate <= 0 || rate * std::chrono::duration<double>(step).count() >= kWantedResults;
        if (isEnough || span / coarser < kFewestBuckets)
            break;
        step = std::max(finest, coarser);
    }
    return step;
}

store::View wholeBuckets(store::View view, telemetry::Duration step)
{
    const telemetry::Duration margin = view.range.duration() / 20 + step;
    const auto width = step.count();
    const auto start = telemetry::toUnixNanos(view.range.start - margin);
    view.range.start = telemetry::fromUnixNanos(start - ((start % width) + width) % width);
    return view;
}

std::vector<AlarmSpan> alarmSpans(const std::vector<telemetry::AlarmTransition>& alarms,
                                  telemetry::Timestamp now)
{
    std::vector<AlarmSpan> spans;
    for (const auto& alarm : alarms) {
        const bool isCleared = alarm.state == telemetry::AlarmState::Cleared;
        auto span = std::ranges::find(spans, alarm.alarm, &AlarmSpan::alarm);
        if (span == spans.end()) {
            span = spans.emplace(spans.end());
            span->alarm = alarm.alarm;
            span->known = alarm.recorded;
        }
        span->service = alarm.service;
        span->check = alarm.check;
        span->severity = alarm.severity;
        span->isOpen = !isCleared;
        span->range = {.start = alarm.onset, .end = isCleared ? alarm.time : now};
    }
    return spans;
}

telemetry::Result<SeriesSnapshot> readSeries(const store::Reader& reader, const store::View& view,
                                             const std::string& service, ActivityReader* activity,
                                             telemetry::Timestamp then)
{
    SeriesSnapshot snapshot;
    snapshot.service = service;
    snapshot.step = bucketStep(view.range.duration());
    store::View wide = wholeBuckets(view, snapshot.step);
    snapshot.range = wide.range;

    auto alarms = alarmsThen(reader, wide, then);
    // Which there are, and when each was heard of last: of no range.
    auto cells =
        reader.healthMatrix({.range = {wide.range.end, wide.range.end}, .knownAt = wide.knownAt});
    auto changes = reader.changes(wide);
    auto gaps = reader.gaps(wide);
    if (!alarms)
        return tl::make_unexpected(alarms.error());
    if (!cells)
        return tl::make_unexpected(cells.error());
    if (!changes)
        return tl::make_unexpected(changes.error());
    if (!gaps)
        return tl::make_unexpected(gaps.error());

    std::set<std::string> all;
    for (const auto& cell : *cells)
        all.insert(cell.service);
    if (service.empty() && all.size() > kMostServices) {
        snapshot.isTooLarge = true;
        return snapshot;
    }
    auto counted = readSignals(reader, wide, snapshot);
    if (!counted)
        return tl::make_unexpected(counted.error());
    snapshot.checks = checksOf(*counted, snapshot, *cells, *alarms);
    const auto step = bucketStep(view.range.duration(), middleRate(snapshot.checks, snapshot.step));
    if (step != snapshot.step) {
        snapshot.step = step;
        wide = wholeBuckets(view, step);
        snapshot.range = wide.range;
        counted = readSignals(reader, wide, snapshot);
        if (!counted)
            return tl::make_unexpected(counted.error());
        snapshot.checks = checksOf(*counted, snapshot, *cells, *alarms);
    }
    auto volumes = readVolumes(reader, wide, snapshot, all);
    if (!volumes)
        return tl::make_unexpected(volumes.error());
    snapshot.volumes = std::move(*volumes);

    auto levers = readLeverMarks(reader, wide, service, all);
    if (!levers)
        return tl::make_unexpected(levers.error());
    snapshot.levers = std::move(*levers);
    keepService(*alarms, service);
    keepService(*changes, service);
    snapshot.alarms = alarmSpans(*alarms, view.range.end);
    auto cleared = lastCleared(*alarms);
    std::erase_if(*alarms, [](const telemetry::AlarmTransition& alarm) {
        return alarm.state == telemetry::AlarmState::Cleared;
    });
    std::ranges::stable_sort(*alarms, {}, [](const telemetry::AlarmTransition& alarm) {
        return std::tuple(alarm.state == telemetry::AlarmState::Acknowledged, alarm.severity,
                          alarm.time);
    });
    std::ranges::partition_copy(std::move(*alarms), std::back_inserter(snapshot.openAlarms),
                                std::back_inserter(snapshot.quietAlarms), isOpen);
    if (snapshot.openAlarms.empty())
        snapshot.clearedAlarm = std::move(cleared);
    snapshot.changes = std::move(*changes);
    std::erase_if(*gaps, [&service](const store::Gap& gap) {
        return !gap.service.empty() && gap.service != service;
    });
    snapshot.gaps = std::move(*gaps);
    if (service.empty())
        return snapshot;
    snapshot.returns = modelReturns(snapshot.volumes);
    addVersions(*counted, snapshot);
    if (activity != nullptr) {
        auto read =
            activity->read(reader, {.view = wide, .service = service, .step = snapshot.step});
        if (!read)
            return tl::make_unexpected(read.error());
        snapshot.activity = std::move(*read);
    }
    return snapshot;
}

} // namespace items
