// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/reader.h"
#include "models/store/readerprivate.h"
#include "models/store/rollupscan.h"
#include "models/store/rollupwriter.h"
#include "models/telemetry/judgecall.h"

#include <algorithm>
#include <functional>
#include <iterator>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <tuple>

namespace store {

namespace {

using namespace std::chrono_literals;

// Ranges longer than this are summed from minutes and hours.
constexpr telemetry::Duration kSecondsUpTo = 30min;

struct StoredSignal
{
    std::int64_t id = 0;
    telemetry::SignalKey key;
};

std::vector<StoredSignal> allSignals(Reader::Private& reader)
{
    Statement select =
        reader.database.prepare("SELECT id, service, operation, model, version, adapter, "
                                "prompt_version, check_name, route FROM signals ORDER BY id");
    std::vector<StoredSignal> signals;
    while (select.step()) {
        StoredSignal& signal = signals.emplace_back();
        signal.id = select.integer(0);
        signal.key = {.service = reader.string(select.integer(1)),
                      .operation = reader.string(select.integer(2)),
                      .model = reader.string(select.integer(3)),
                      .version = reader.string(select.integer(4)),
                      .adapter = reader.string(select.integer(5)),
                      .promptVersion = reader.string(select.integer(6)),
                      .route = reader.string(select.integer(8)),
                      .check = reader.string(select.integer(7))};
    }
    static_cast<void>(reader.hasFailed(select));
    return signals;
}

bool matches(const telemetry::SignalKey& key, const telemetry::SignalKey& pattern)
{
    const auto fits = [](const std::string& value, const std::string& wanted) {
        return wanted.empty() || value == wanted;
    };
    return fits(key.service, pattern.service) && fits(key.operation, pattern.operation)
        && fits(key.model, pattern.model) && fits(key.version, pattern.version)
        && fits(key.adapter, pattern.adapter) && fits(key.promptVersion, pattern.promptVersion)
        && fits(key.route, pattern.route) && fits(key.check, pattern.check);
}

// Takes in the newest seconds of one more signal of the cell.
void addRecent(HealthCell& cell, const std::vector<telemetry::Timestamp>& seconds)
{
    std::vector<telemetry::Timestamp> all;
    std::ranges::set_union(cell.recent, seconds, std::back_inserter(all), std::greater<>());
    all.resize(std::min(all.size(), HealthCell::kRecentSeconds));
    cell.recent = std::move(all);
    cell.lastEvent = cell.recent.front();
}

std::vector<StoredSignal> matchingSignals(Reader::Private& reader,
                                          const telemetry::SignalKey& pattern)
{
    std::vector<StoredSignal> signals = allSignals(reader);
    std::erase_if(signals,
                  [&pattern](const StoredSignal& signal) { return !matches(signal.key, pattern); });
    return signals;
}

// Of answers: of what judges say only where it is asked for.
std::vector<StoredSignal> answerSignals(Reader::Private& reader,
                                        const telemetry::SignalKey& pattern)
{
    std::vector<StoredSignal> signals = matchingSignals(reader, pattern);
    if (pattern.operation.empty())
        std::erase_if(signals, [](const StoredSignal& signal) {
            return signal.key.operation == telemetry::kJudgeOperation;
        });
    return signals;
}

std::vector<SeriesPoint> pointsOf(std::map<std::int64_t, telemetry::Rollup>& buckets,
                                  std::int64_t step)
{
    std::vector<SeriesPoint> points;
    for (auto& [bucket, rollup] : buckets) {
        rollup.bucket = bucket;
        points.push_back(
            {.start = telemetry::Timestamp{std::chrono::seconds{bucket * step}}, .sum = rollup});
    }
    return points;
}

// Adds the signals up, in buckets of `step` seconds.
telemetry::Result<std::vector<SeriesPoint>> sumSignals(Reader::Private& reader, const View& view,
                                                       std::int64_t step,
                                                       std::span<const StoredSignal> signals)
{
    RollupScan& scan = reader.rollups();
    const Window window = windowOf(view);
    std::map<std::int64_t, telemetry::Rollup> buckets;
    for (const StoredSignal& signal : signals) {
        if (!scan.visit(signal.id, window, RollupScan::widthFor(step),
                        [&](std::int64_t second, const telemetry::Rollup& rollup) {
                            buckets[floorDivide(second, step)].merge(rollup);
                        }))
            break;
    }
    if (reader.isDamaged())
        return tl::make_unexpected(reader.takeError());
    return pointsOf(buckets, step);
}

std::int64_t secondsInStep(const SeriesQuery& query)
{
    return std::max<std::int64_t>(1, std::chrono::floor<std::chrono::seconds>(query.step).count());
}

struct CellSums
{
    HealthCell cell;
    std::map<std::int64_t, telemetry::Rollup> trend;
};

telemetry::AlarmTransition alarmRow(Reader::Private& reader, const Statement& row)
{
    telemetry::AlarmTransition alarm;
    alarm.alarm = row.text(0);
    alarm.state = static_cast<telemetry::AlarmState>(row.integer(1));
    alarm.service = reader.string(row.integer(2));
    alarm.check = reader.string(row.integer(3));
    alarm.model = reader.string(row.integer(4));
    alarm.severity = static_cast<int>(row.integer(5));
    alarm.sentence = row.text(6);
    alarm.rateBefore = row.real(7);
    alarm.rateNow = row.real(8);
    alarm.observations = row.integer(9);
    alarm.evidence = row.real(10);
    alarm.onset = row.time(11);
    alarm.time = row.time(12);
    alarm.recorded = row.time(13);
    alarm.actor = row.text(14);
    alarm.shelvedUntil = row.time(15);
    if (!row.isNull(16))
        alarm.operation = reader.string(row.integer(16));
    alarm.measure = static_cast<telemetry::AlarmMeasure>(row.integer(17));
    if (!row.isNull(18))
        alarm.meanBefore = row.real(18);
    if (!row.isNull(19))
        alarm.meanNow = row.real(19);
    alarm.incident = row.text(20);
    alarm.cause = row.text(21);
    if (!row.isNull(22))
        alarm.failedBefore = row.integer(22);
    if (!row.isNull(23))
        alarm.observationsBefore = row.integer(23);
    if (!row.isNull(24))
        alarm.rateNowLow = row.real(24);
    if (!row.isNull(25))
        alarm.rateNowHigh = row.real(25);
    if (!row.isNull(26))
        alarm.onsetLow = row.time(26);
    if (!row.isNull(27))
        alarm.onsetHigh = row.time(27);
    return alarm;
}

constexpr const char* kAlarmColumns = "SELECT a.alarm, a.state, a.service, a.check_name, a.model, "
                                      "a.severity, a.sentence, a.rate_before, a.rate_now, "
                                      "a.observations, a.evidence, a.onset_ns, a.time_ns, "
                                      "a.recorded_ns, a.actor, a.shelved_until_ns, a.operation, "
                                      "a.measure, a.mean_before, a.mean_now, a.incident, a.cause, "
                                      "a.failed_before, a.observations_before, a.rate_now_low, "
                                      "a.rate_now_high, a.onset_low_ns, a.onset_high_ns "
                                      "FROM alarms a ";

} // namespace

telemetry::Result<std::vector<SeriesPoint>> Reader::series(const View& view,
                                                           const SeriesQuery& query) const
{
    const Private::Transaction transaction(d->database);
    return sumSignals(*d, view, secondsInStep(query), answerSignals(*d, query.match));
}

telemetry::Result<void> Reader::forEachSeries(
    const View& view, const SeriesQuery& query,
    const std::function<bool(const telemetry::SignalKey&, const std::vector<SeriesPoint>&)>& visit)
    const
{
    std::vector<StoredSignal> signals;
    {
        const Private::Transaction transaction(d->database);
        signals = matchingSignals(*d, query.match);
        if (d->isDamaged())
            return tl::make_unexpected(d->takeError());
    }
    for (const StoredSignal& signal : signals) {
        auto points = [&] {
            const Private::Transaction transaction(d->database);
            return sumSignals(*d, view, secondsInStep(query), {&signal, 1});
        }();
        if (!points)
            return tl::make_unexpected(points.error());
        if (!points->empty() && !visit(signal.key, *points))
            break;
    }
    return {};
}

telemetry::Result<std::vector<HealthCell>> Reader::healthMatrix(const View& view,
                                                                const MatrixQuery& query) const
{
    const Private::Transaction transaction(d->database);
    const Window window = windowOf(view);
    const std::int64_t step = std::chrono::floor<std::chrono::seconds>(query.trendStep).count();
    const auto widest = view.range.duration() <= kSecondsUpTo ? RollupScan::Width::Second
        : step > 0                                            ? RollupScan::widthFor(step)
                                                              : RollupScan::Width::Hour;
    View end = view;
    end.range.start = std::max(view.range.start, view.range.end - query.newest);
    const Window endWindow = windowOf(end);
    RollupScan& scan = d->rollups();
    std::map<std::pair<std::string, std::string>, CellSums> cells;
    for (const StoredSignal& signal : answerSignals(*d, {})) {
        const auto newest = scan.newest(signal.id, window.known, HealthCell::kRecentSeconds);
        if (newest.empty())
            continue;
        CellSums& sums = cells[{signal.key.service, signal.key.check}];
        addRecent(sums.cell, newest);
        const auto noteResult = [&cell = sums.cell](std::int64_t second,
                                                    const telemetry::Rollup& rollup) {
            if (rollup.count > 0)
                cell.lastResult =
                    std::max(cell.lastResult, telemetry::Timestamp{std::chrono::seconds{second}});
        };
        const auto add = [&](std::int64_t second, const telemetry::Rollup& rollup) {
            sums.cell.sum.merge(rollup);
            noteResult(second, rollup);
            if (step > 0)
                sums.trend[floorDivide(second, step)].merge(rollup);
        };
        const auto addNewest = [&](std::int64_t second, const telemetry::Rollup& rollup) {
            sums.cell.newest.merge(rollup);
            noteResult(second, rollup);
        };
        if (!scan.visit(signal.id, window, widest, add)
            || (query.newest > telemetry::Duration::zero()
                && !scan.visit(signal.id, endWindow, RollupScan::Width::Second, addNewest)))
            return tl::make_unexpected(d->takeError());
    }
    std::vector<HealthCell> rows;
    for (auto& [key, sums] : cells) {
        std::tie(sums.cell.service, sums.cell.check) = key;
        sums.cell.trend = pointsOf(sums.trend, step);
        rows.push_back(std::move(sums.cell));
    }
    return rows;
}

telemetry::Result<std::vector<SumRow>> Reader::sums(const View& view,
                                                    const telemetry::SignalKey& match,
                                                    const std::vector<SignalField>& by) const
{
    const Private::Transaction transaction(d->database);
    RollupScan& scan = d->rollups();
    const Window window = windowOf(view);
    std::map<telemetry::SignalKey, telemetry::Rollup> groups;
    for (StoredSignal& signal : answerSignals(*d, match)) {
        telemetry::SignalKey key;
        for (const SignalField field : by)
            key.*field = std::move(signal.key.*field);
        telemetry::Rollup* group = nullptr;
        const auto add = [&](std::int64_t, const telemetry::Rollup& rollup) {
            group = group != nullptr ? group : &groups[key];
            group->merge(rollup);
        };
        if (!scan.visit(signal.id, window, RollupScan::Width::Hour, add))
            return tl::make_unexpected(d->takeError());
    }
    std::vector<SumRow> rows;
    for (auto& [key, sum] : groups)
        rows.push_back({.key = key, .sum = sum});
    return rows;
}

telemetry::Result<std::vector<telemetry::SignalKey>> Reader::signalKeys(const View& view) const
{
    const Private::Transaction transaction(d->database);
    RollupScan& scan = d->rollups();
    std::vector<telemetry::SignalKey> keys;
    for (StoredSignal& signal : allSignals(*d)) {
        if (!scan.newest(signal.id, view.knownAt, 1).empty())
            keys.push_back(std::move(signal.key));
    }
    return keys;
}

telemetry::Result<std::vector<telemetry::AlarmTransition>> Reader::alarms(const View& view) const
{
    const Private::Transaction transaction(d->database);
    Statement select = d->database.prepare(
        std::string(kAlarmColumns)
        + "WHERE a.id IN (SELECT max(id) FROM alarms WHERE recorded_ns<=? GROUP BY alarm) "
          "ORDER BY a.time_ns, a.id");
    select.bind(view.knownAt);
    std::vector<telemetry::AlarmTransition> rows;
    while (select.step())
        rows.push_back(alarmRow(*d, select));
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return rows;
}

telemetry::Result<std::vector<telemetry::AlarmTransition>>
Reader::alarmTransitions(const View& view) const
{
    const Private::Transaction transaction(d->database);
    Statement select = d->database.prepare(
        std::string(kAlarmColumns)
        + "WHERE a.time_ns>=? AND a.time_ns<? AND a.recorded_ns<=? ORDER BY a.id");
    select.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    std::vector<telemetry::AlarmTransition> rows;
    while (select.step())
        rows.push_back(alarmRow(*d, select));
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return rows;
}

} // namespace store
