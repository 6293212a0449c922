// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/reader.h"
#include "models/store/readerprivate.h"
#include "models/store/rollupwriter.h"

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

constexpr std::int64_t kMinute = 60;
// Ranges longer than this are summed from minutes.
constexpr telemetry::Duration kSecondsUpTo = 30min;

std::int64_t secondOf(telemetry::Timestamp time)
{
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

// Event seconds [first, last) as known at a time. Seconds that the view has a part of are in it as
// a whole: what is newest must not stay out of sight, and what was known keeps out what came later.
struct Window
{
    std::int64_t first = 0;
    std::int64_t last = 0;
    telemetry::Timestamp known;
};

Window windowOf(const View& view)
{
    return {.first = secondOf(view.range.start),
            .last =
                std::chrono::ceil<std::chrono::seconds>(view.range.end).time_since_epoch().count(),
            .known = view.knownAt};
}

telemetry::Rollup rollupRow(const Statement& row)
{
    telemetry::Rollup rollup;
    rollup.bucket = row.integer(1);
    rollup.count = row.integer(2);
    rollup.failed = row.integer(3);
    rollup.unknown = row.integer(4);
    rollup.sum = row.real(5);
    rollup.sumSquares = row.real(6);
    readHistogram(row.blob(7), rollup);
    rollup.levels = row.integer(9);
    rollup.levelSum = row.real(10);
    rollup.levelCount = row.integer(11);
    return rollup;
}

constexpr const char* kRollupColumns =
    "SELECT signal, bucket, count, failed, unknown, sum, "
    "sum_squares, histogram, recorded_bucket, levels, level_sum, "
    "level_count FROM ";

// Retention takes the seconds of a row of minutes out all together and leaves the minute for
// longer.
constexpr const char* kHasNoSeconds =
    "NOT EXISTS (SELECT 1 FROM rollups_second s WHERE s.signal=m.signal AND s.bucket>=m.bucket*60 "
    "AND s.bucket<m.bucket*60+60 AND s.recorded_bucket>=m.recorded_bucket*60 AND "
    "s.recorded_bucket<m.recorded_bucket*60+60)";

// Visits the rows of minutes that begin in the window, were over when it was known, and of which
// the seconds are gone. Which of its seconds an observation was in is not known any more.
template<class Visit>
bool visitBareMinutes(Reader::Private& reader, std::int64_t signal, const Window& window,
                      Visit&& visit)
{
    Statement minutes =
        reader.database.prepare(std::string(kRollupColumns)
                                + "rollups_minute m WHERE signal=? AND bucket>=? AND bucket<? "
                                  "AND recorded_bucket<? AND "
                                + kHasNoSeconds);
    minutes.bind(signal)
        .bind(floorDivide(window.first + kMinute - 1, kMinute))
        .bind(floorDivide(window.last + kMinute - 1, kMinute))
        .bind(floorDivide(secondOf(window.known), kMinute));
    while (minutes.step())
        visit(minutes.integer(1) * kMinute, rollupRow(minutes));
    return !reader.hasFailed(minutes);
}

// Visits the rows of the window's seconds that were recorded from `recordedFrom` on.
template<class Visit>
bool visitSeconds(Reader::Private& reader, std::int64_t signal, const Window& window,
                  std::int64_t recordedFrom, Visit&& visit)
{
    if (window.first >= window.last)
        return true;
    Statement seconds =
        reader.database.prepare(std::string(kRollupColumns)
                                + "rollups_second WHERE signal=? AND bucket>=? AND "
                                  "bucket<? AND recorded_bucket>=? AND recorded_ns<=?");
    seconds.bind(signal).bind(window.first).bind(window.last).bind(recordedFrom).bind(window.known);
    while (seconds.step())
        visit(seconds.integer(1), rollupRow(seconds));
    return !reader.hasFailed(seconds);
}

// Visits all rows of one signal in the window. Whole minutes come from the minute table when
// `byMinute`; those at the edges of the window, of which only a part is asked for, and what was
// recorded in the minute that was not over yet at the cursor come second by second. The minute
// table knows which event minutes the latter touched: looking through all seconds for them costs
// seven times as much over a day. `visit` gets the first event second of the row's bucket.
template<class Visit>
bool visitRollups(Reader::Private& reader, std::int64_t signal, const Window& window, bool byMinute,
                  Visit&& visit)
{
    constexpr std::int64_t kAlways = std::numeric_limits<std::int64_t>::min();
    const std::int64_t firstMinute = floorDivide(window.first + kMinute - 1, kMinute);
    const std::int64_t lastMinute = floorDivide(window.last, kMinute);
    if (!byMinute || firstMinute >= lastMinute)
        return visitSeconds(reader, signal, window, kAlways, visit)
            && visitBareMinutes(reader, signal, window, visit);
    const std::int64_t knownMinute = floorDivide(secondOf(window.known), kMinute);
    Statement minutes = reader.database.prepare(
        std::string(kRollupColumns)
        + "rollups_minute WHERE signal=? AND bucket>=? AND bucket<? AND recorded_bucket<=?");
    minutes.bind(signal).bind(firstMinute).bind(lastMinute).bind(knownMinute);
    std::vector<std::int64_t> openMinutes;
    while (minutes.step()) {
        if (minutes.integer(8) < knownMinute)
            visit(minutes.integer(1) * kMinute, rollupRow(minutes));
        else
            openMinutes.push_back(minutes.integer(1));
    }
    const Window before{window.first, firstMinute * kMinute, window.known};
    const Window after{lastMinute * kMinute, window.last, window.known};
    return !reader.hasFailed(minutes) && visitSeconds(reader, signal, before, kAlways, visit)
        && visitBareMinutes(reader, signal, before, visit)
        && std::ranges::all_of(
            openMinutes,
            [&](std::int64_t minute) {
                const Window open{minute * kMinute, (minute + 1) * kMinute, window.known};
                return visitSeconds(reader, signal, open, knownMinute * kMinute, visit);
            })
        && visitSeconds(reader, signal, after, kAlways, visit)
        && visitBareMinutes(reader, signal, after, visit);
}

struct StoredSignal
{
    std::int64_t id = 0;
    telemetry::SignalKey key;
};

std::vector<StoredSignal> allSignals(Reader::Private& reader)
{
    Statement select =
        reader.database.prepare("SELECT id, service, operation, model, version, adapter, "
                                "prompt_version, check_name FROM signals ORDER BY id");
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
        && fits(key.check, pattern.check);
}

// Event seconds of the newest observations of a signal, whatever their time, as known; newest
// first. At a cursor far back there are many newer rows: the minute table passes over them, and
// says where to begin among the seconds.
std::vector<telemetry::Timestamp> newestSeconds(const Reader::Private& reader, std::int64_t signal,
                                                telemetry::Timestamp known, std::size_t limit)
{
    Statement newest = reader.database.prepare(
        "SELECT bucket FROM rollups_minute WHERE signal=? AND recorded_bucket<=? "
        "ORDER BY bucket DESC LIMIT 1");
    newest.bind(signal).bind(floorDivide(secondOf(known), kMinute));
    const bool isKnown = newest.step();
    if (reader.hasFailed(newest) || !isKnown)
        return {};
    Statement select = reader.database.prepare(
        "SELECT DISTINCT bucket FROM rollups_second WHERE signal=? AND bucket<? AND "
        "recorded_ns<=? ORDER BY bucket DESC LIMIT ?");
    select.bind(signal).bind((newest.integer(0) + 1) * kMinute);
    select.bind(known).bind(static_cast<std::int64_t>(limit));
    std::vector<telemetry::Timestamp> seconds;
    while (select.step())
        seconds.emplace_back(std::chrono::seconds{select.integer(0)});
    static_cast<void>(reader.hasFailed(select));
    // Where seconds are gone, minutes count. Older ones than all that is asked for do not.
    Statement minutes = reader.database.prepare(
        "SELECT DISTINCT bucket FROM rollups_minute m WHERE signal=? AND bucket>=? AND "
        "recorded_bucket<? AND "
        + std::string(kHasNoSeconds) + " ORDER BY bucket DESC LIMIT ?");
    minutes.bind(signal).bind(seconds.size() < limit
                                  ? std::numeric_limits<std::int64_t>::min()
                                  : floorDivide(secondOf(seconds.back()), kMinute));
    minutes.bind(floorDivide(secondOf(known), kMinute)).bind(static_cast<std::int64_t>(limit));
    while (minutes.step())
        seconds.emplace_back(std::chrono::seconds{minutes.integer(0) * kMinute});
    static_cast<void>(reader.hasFailed(minutes));
    std::ranges::sort(seconds, std::greater());
    seconds.resize(std::min(seconds.size(), limit));
    return seconds;
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

// Adds the signals up, in buckets of `step` seconds.
telemetry::Result<std::vector<SeriesPoint>> sumSignals(Reader::Private& reader, const View& view,
                                                       std::int64_t step,
                                                       std::span<const StoredSignal> signals)
{
    const bool byMinute = step % kMinute == 0;
    std::map<std::int64_t, telemetry::Rollup> buckets;
    for (const StoredSignal& signal : signals) {
        visitRollups(reader, signal.id, windowOf(view), byMinute,
                     [&](std::int64_t second, const telemetry::Rollup& rollup) {
                         buckets[floorDivide(second, step)].merge(rollup);
                     });
    }
    if (reader.isDamaged())
        return tl::make_unexpected(reader.takeError());
    std::vector<SeriesPoint> points;
    for (auto& [bucket, rollup] : buckets) {
        rollup.bucket = bucket;
        points.push_back(
            {.start = telemetry::Timestamp{std::chrono::seconds{bucket * step}}, .sum = rollup});
    }
    return points;
}

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
    return alarm;
}

constexpr const char* kAlarmColumns = "SELECT a.alarm, a.state, a.service, a.check_name, a.model, "
                                      "a.severity, a.sentence, a.rate_before, a.rate_now, "
                                      "a.observations, a.evidence, a.onset_ns, a.time_ns, "
                                      "a.recorded_ns, a.actor, a.shelved_until_ns, a.operation, "
                                      "a.measure, a.mean_before, a.mean_now FROM alarms a ";

} // namespace

telemetry::Result<std::vector<SeriesPoint>> Reader::series(const View& view,
                                                           const SeriesQuery& query) const
{
    const Private::Transaction transaction(d->database);
    const std::int64_t step =
        std::max<std::int64_t>(1, std::chrono::floor<std::chrono::seconds>(query.step).count());
    return sumSignals(*d, view, step, matchingSignals(*d, query.match));
}

telemetry::Result<void> Reader::forEachSeries(
    const View& view, const telemetry::SignalKey& match,
    const std::function<bool(const telemetry::SignalKey&, const std::vector<SeriesPoint>&)>& visit)
    const
{
    std::vector<StoredSignal> signals;
    {
        const Private::Transaction transaction(d->database);
        signals = matchingSignals(*d, match);
        if (d->isDamaged())
            return tl::make_unexpected(d->takeError());
    }
    for (const StoredSignal& signal : signals) {
        auto points = [&] {
            const Private::Transaction transaction(d->database);
            return sumSignals(*d, view, 1, {&signal, 1});
        }();
        if (!points)
            return tl::make_unexpected(points.error());
        if (!points->empty() && !visit(signal.key, *points))
            break;
    }
    return {};
}

telemetry::Result<std::vector<HealthCell>> Reader::healthMatrix(const View& view) const
{
    const Private::Transaction transaction(d->database);
    const Window window = windowOf(view);
    const bool byMinute = view.range.duration() > kSecondsUpTo;
    std::map<std::pair<std::string, std::string>, HealthCell> cells;
    for (const StoredSignal& signal : allSignals(*d)) {
        const auto newest = newestSeconds(*d, signal.id, window.known, HealthCell::kRecentSeconds);
        if (newest.empty())
            continue;
        HealthCell& cell = cells[{signal.key.service, signal.key.check}];
        addRecent(cell, newest);
        if (!visitRollups(
                *d, signal.id, window, byMinute,
                [&cell](std::int64_t, const telemetry::Rollup& rollup) { cell.sum.merge(rollup); }))
            return tl::make_unexpected(d->takeError());
    }
    std::vector<HealthCell> rows;
    for (auto& [key, cell] : cells) {
        std::tie(cell.service, cell.check) = key;
        rows.push_back(std::move(cell));
    }
    return rows;
}

telemetry::Result<std::vector<telemetry::SignalKey>> Reader::signalKeys(const View& view) const
{
    const Private::Transaction transaction(d->database);
    std::vector<telemetry::SignalKey> keys;
    for (StoredSignal& signal : allSignals(*d)) {
        if (!newestSeconds(*d, signal.id, view.knownAt, 1).empty())
            keys.push_back(std::move(signal.key));
    }
    return keys;
}

telemetry::Result<std::vector<ServiceRow>> Reader::services(const View& view) const
{
    const Private::Transaction transaction(d->database);
    std::map<std::int64_t, ServiceRow> rows;
    Statement spans = d->database.prepare(
        "SELECT service, count(*), min(start_ns), max(start_ns) FROM spans WHERE "
        "start_ns>=? AND start_ns<? AND recorded_ns<=? GROUP BY service");
    spans.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    while (spans.step()) {
        ServiceRow& row = rows[spans.integer(0)];
        row.service = d->string(spans.integer(0));
        row.spans = spans.integer(1);
        row.first = spans.time(2);
        row.last = spans.time(3);
    }
    Statement generations =
        d->database.prepare("SELECT service, coalesce(model_served, model_requested), count(*) "
                            "FROM generations WHERE start_ns>=? AND "
                            "start_ns<? AND recorded_ns<=? GROUP BY 1, 2");
    generations.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    while (generations.step()) {
        ServiceRow& row = rows[generations.integer(0)];
        row.service = d->string(generations.integer(0));
        row.generations += generations.integer(2);
        if (!generations.isNull(1))
            row.models.push_back(d->string(generations.integer(1)));
    }
    if (d->hasFailed(spans) || d->hasFailed(generations))
        return tl::make_unexpected(d->takeError());
    std::vector<ServiceRow> result;
    for (auto& [id, row] : rows)
        result.push_back(std::move(row));
    return result;
}

telemetry::Result<std::vector<Reader::VolumePoint>>
Reader::volume(const View& view, const std::string& service, telemetry::Duration step) const
{
    const Private::Transaction transaction(d->database);
    const std::int64_t nanos = std::max<std::int64_t>(1, step.count());
    const std::int64_t serviceId = service.empty() ? 0 : d->stringId(service);
    Statement select = d->database.prepare(
        "SELECT start_ns/?1, coalesce(model_served, model_requested), count(*) FROM generations "
        "WHERE start_ns>=?2 AND "
        "start_ns<?3 AND recorded_ns<=?4 AND (?5=0 OR service=?5) GROUP BY 1, 2 ORDER BY 1");
    select.bind(nanos)
        .bind(view.range.start)
        .bind(view.range.end)
        .bind(view.knownAt)
        .bind(serviceId);
    std::vector<VolumePoint> points;
    while (select.step())
        points.push_back({.start = telemetry::fromUnixNanos(select.integer(0) * nanos),
                          .model = d->string(select.integer(1)),
                          .count = select.integer(2)});
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return points;
}

telemetry::Result<std::vector<ChangeRow>> Reader::changes(const View& view) const
{
    const Private::Transaction transaction(d->database);
    Statement select = d->database.prepare(
        "SELECT service, field, value, previous, time_ns, recorded_ns FROM changes WHERE "
        "time_ns>=? AND time_ns<? AND recorded_ns<=? ORDER BY time_ns");
    select.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    std::vector<ChangeRow> rows;
    while (select.step())
        rows.push_back({.service = d->string(select.integer(0)),
                        .field = std::string(select.text(1)),
                        .value = d->string(select.integer(2)),
                        .previous = d->string(select.integer(3)),
                        .time = select.time(4),
                        .recorded = select.time(5)});
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return rows;
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
