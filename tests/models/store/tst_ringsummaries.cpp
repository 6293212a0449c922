// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/pulled.h"
#include "models/store/retention.h"
#include "tests/models/store/retentionfixture.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <algorithm>
#include <filesystem>

using namespace std::chrono_literals;
using namespace storetest;
using store::Keep;

namespace {

std::unique_ptr<store::Writer> ring(const Recording& recording, std::optional<std::int64_t> bytes,
                                    std::optional<telemetry::Duration> age)
{
    auto writer = store::Writer::open(recording.path(), Keep{.bytes = bytes, .age = age});
    if (!writer)
        qFatal("%s", writer.error().message.c_str());
    return std::move(*writer);
}

std::int64_t bucket(std::int64_t second)
{
    return telemetry::toUnixNanos(at(second)) / 1'000'000'000;
}

// One result about a moment, learned at another.
void judge(store::Writer& writer, const std::string& service, std::int64_t event,
           std::int64_t recorded, double badness = 0.9)
{
    telemetry::Rollup rollup;
    rollup.bucket = bucket(event);
    rollup.recordedBucket = bucket(recorded);
    rollup.add(badness);
    store::HealthResults results;
    results.rollups = {{signalOf(service), rollup}};
    QVERIFY(writer.append(results));
}

// One span of a service with its result.
void call(store::Writer& writer, const std::string& service, std::int64_t event,
          std::int64_t recorded)
{
    static std::uint64_t number = 0;
    QVERIFY(writer.append(spansBatch({chatSpan(++number, event)}, recorded, service)));
    judge(writer, service, event, recorded);
    QVERIFY(writer.commit());
}

// As a view at a cursor sees a service: the minutes before it, as known then.
std::optional<store::HealthCell> cellAt(const Recording& recording, std::int64_t second,
                                        std::int64_t seconds, const std::string& service = "shop")
{
    store::View view = knownAt(second);
    view.range = {.start = at(second - seconds), .end = at(second)};
    const auto cells = recording.reader()->healthMatrix(view);
    if (!cells)
        qFatal("%s", cells.error().message.c_str());
    const auto found = std::ranges::find(*cells, service, &store::HealthCell::service);
    return found == cells->end() ? std::nullopt : std::optional(*found);
}

std::int64_t seriesCount(const Recording& recording, std::int64_t from, std::int64_t to, int step)
{
    store::View view = knownAt(to + 100'000);
    view.range = {.start = at(from), .end = at(to)};
    store::SeriesQuery query;
    query.step = std::chrono::seconds(step);
    std::int64_t sum = 0;
    const auto points = recording.reader()->series(view, query);
    for (const store::SeriesPoint& point : *points)
        sum += point.sum.count;
    return sum;
}

void raiseAlarm(store::Writer& writer, std::int64_t onset, std::int64_t time)
{
    telemetry::AlarmTransition transition;
    transition.alarm = "A-0001";
    transition.service = "shop";
    transition.onset = at(onset);
    transition.time = at(time);
    transition.recorded = at(time);
    store::HealthResults results;
    results.alarms.push_back(transition);
    QVERIFY(writer.append(results));
    QVERIFY(writer.commit());
}

std::vector<store::Gap> removedGaps(const Recording& recording, const std::string& service)
{
    auto gaps = *recording.reader()->gaps({});
    std::erase_if(gaps, [&](const store::Gap& gap) {
        return gap.source != "retention" || gap.service != service;
    });
    return gaps;
}

} // namespace

// What goes beside the rows: rollups, resources, the gap that is left; and the states of links.
class TestRingSummaries : public QObject
{
    Q_OBJECT

private slots:
    // Minutes stay ten times as long as seconds, hours a hundred times, and in an incident all
    // stay.
    void viewsSeeWhatStayed()
    {
        const Recording recording;
        const auto writer = ring(recording, {}, 3600s);
        raiseAlarm(*writer, 1500, 1800); // pins 900 to 2400
        for (std::int64_t second = 0; second < 60'000; second += 20) {
            judge(*writer, "shop", second, second + 1);
            if (second % 1000 == 0)
                call(*writer, "shop", second, second + 1);
        }
        QVERIFY(writer->commit());
        pruneAll(*writer, 60'000);
        // In the incident, long after ten times the age: to the second.
        for (const std::int64_t window : {300, 1800, 3600}) {
            const auto cell = cellAt(recording, 2000, window);
            QVERIFY2(cell, std::to_string(window).c_str());
            QVERIFY(cell->lastEvent == at(1980));
        }
        QCOMPARE(cellAt(recording, 2000, 300)->sum.count, 15);
        QCOMPARE(seriesCount(recording, 1200, 2100, 1), 45 + 1);
        QCOMPARE(seriesCount(recording, 1200, 2100, 60), 45 + 1);
        // Before it: hours alone, and longer ago than a hundred times the age nothing at all.
        QCOMPARE(recording.number("SELECT count(*) FROM rollups_minute WHERE bucket*60<"
                                  + std::to_string(bucket(900) / 3600 * 3600)),
                 0);
        const std::int64_t hour = 3600 - bucket(0) % 3600; // the first whole one
        QCOMPARE(seriesCount(recording, hour + 7200, hour + 7200 + 3600, 3600),
                 180 + 4); // with calls
        pruneAll(*writer, 500'000);
        QCOMPARE(seriesCount(recording, hour + 7200, hour + 7200 + 3600, 3600), 0);
        QCOMPARE(cellAt(recording, 2000, 300)->sum.count, 15); // pinned
    }

    // Between the age and ten times it there are minutes.
    void minutesStandForSeconds()
    {
        const Recording recording;
        const auto writer = ring(recording, {}, 3600s);
        for (std::int64_t second = 0; second < 60'000; second += 20) {
            judge(*writer, "shop", second, second + 1);
            if (second % 1000 == 0)
                call(*writer, "shop", second, second + 1);
        }
        QVERIFY(writer->commit());
        pruneAll(*writer, 60'000);
        // Between the age and ten times it: minutes.
        QCOMPARE(recording.number("SELECT count(*) FROM rollups_second WHERE bucket BETWEEN "
                                  + std::to_string(bucket(30'000)) + " AND "
                                  + std::to_string(bucket(50'000))),
                 0);
        const auto cell = cellAt(recording, 40'000, 900);
        QVERIFY(cell);
        QVERIFY(cell->lastEvent >= at(39'840) && cell->lastEvent < at(40'000));
        QVERIFY(cell->sum.count >= 40 && cell->sum.count <= 45);
        const std::int64_t from = 29'970 - bucket(29'970) % 60; // where a minute begins
        QCOMPARE(seriesCount(recording, from, from + 900, 1), 45 + 1);
        QCOMPARE(seriesCount(recording, from, from + 900, 60), 45 + 1);
        // Windows side by side count each minute once.
        QCOMPARE(seriesCount(recording, from, from + 450, 1)
                     + seriesCount(recording, from + 450, from + 900, 1),
                 45 + 1);
        // What is newer than the age: to the second.
        QCOMPARE(cellAt(recording, 59'000, 300)->sum.count, 15);
    }

    // Rollups go by when they were recorded, whatever the sender's clock says.
    void aSenderThatLagsKeepsItsSeconds()
    {
        const Recording recording;
        const auto writer = ring(recording, {}, 3600s);
        for (std::int64_t second = 0; second < 20'000; second += 50) {
            call(*writer, "shop", second, second);
            call(*writer, "late", second - 10'000, second);
            QVERIFY(writer->prune(at(second), kRowsInStep));
        }
        pruneAll(*writer, 20'000);
        for (const char* service : {"shop", "late"}) {
            const std::int64_t lag = service == std::string("late") ? 10'000 : 0;
            QCOMPARE(cellAt(recording, 19'990, 20'000, service)->lastEvent, at(19'950 - lag));
            store::View view = knownAt(30'000);
            view.range = {.start = at(17'000 - lag), .end = at(17'600 - lag)};
            store::SeriesQuery query;
            query.step = 1s;
            query.match.service = service;
            QCOMPARE(recording.reader()->series(view, query)->size(), 12U);
        }
    }

    // A gap is what was removed, service by service.
    void theGapIsWhatWasRemoved()
    {
        const Recording recording;
        const auto writer = ring(recording, {}, 1000s);
        call(*writer, "shop", -1'000'000'000, 0); // a clock that was never set
        for (std::int64_t second = 0; second < 5000; second += 50) {
            call(*writer, "shop", second, second);
            call(*writer, "ahead", second + 3000, second);
            QVERIFY(writer->prune(at(second), kRowsInStep));
        }
        pruneAll(*writer, 5000);
        const auto shop = removedGaps(recording, "shop");
        QCOMPARE(shop.size(), 1U);
        QVERIFY(shop.front().range.start == at(0)); // not decades before there was a recording
        QVERIFY(shop.front().range.end == at(3950));
        const auto ahead = removedGaps(recording, "ahead");
        QCOMPARE(ahead.size(), 1U);
        QVERIFY(ahead.front().range.start == at(3000));
        QVERIFY(ahead.front().range.end == at(5000)); // what is not yet cannot be missing
        QVERIFY(recording.reader()->info()->keptFrom == at(3950));
    }

    // A gap is not where there is something: an incident whose pins came after it stays gone.
    void laterPinsBringNothingBack()
    {
        const Recording recording;
        const auto writer = ring(recording, {}, 1000s);
        for (std::int64_t second = 0; second < 5000; second += 50)
            call(*writer, "shop", second, second);
        pruneAll(*writer, 5000);
        QVERIFY(writer->append(note("looked into it", 2000)) && writer->commit());
        for (std::int64_t second = 5000; second < 7000; second += 50)
            call(*writer, "shop", second, second);
        pruneAll(*writer, 7000);
        const auto gaps = removedGaps(recording, "shop");
        QCOMPARE(gaps.size(), 1U);
        QVERIFY(gaps.front().range.start == at(0) && gaps.front().range.end == at(5950));
    }

    // Resources carry whatever a sender likes, pod names for example, and go with their rows.
    void resourcesGoWithTheirRows()
    {
        const Recording recording;
        const auto writer = ring(recording, Keep::kLeastBytes, {});
        std::int64_t largest = 0;
        for (std::int64_t i = 0; i < 400; ++i) {
            auto batch = spansBatch({chatSpan(static_cast<std::uint64_t>(i + 1), i)}, i);
            const auto body =
                std::make_shared<std::string>(std::string(batch.batch.resources.front().body)
                                              + std::to_string(i) + std::string(50'000, 'r'));
            batch.batch.buffers.push_back(body);
            batch.batch.resources.front().body = *body;
            QVERIFY(writer->append(batch) && writer->commit());
            for (int step = 0; step < 3; ++step)
                QVERIFY(writer->prune(at(i), kRowsInStep));
            largest = std::max(largest,
                               recording.number("SELECT (SELECT * FROM "
                                                "pragma_page_count) * 4096"));
        }
        QVERIFY2(largest <= Keep::kLeastBytes, std::to_string(largest).c_str());
        QVERIFY(recording.number("SELECT count(*) FROM spans") > 10);
        QCOMPARE(recording.number("SELECT count(*) FROM spans WHERE resource NOT IN (SELECT id "
                                  "FROM resources) OR scope NOT IN (SELECT id FROM scopes)"),
                 0);
        QVERIFY(recording.number("SELECT count(*) FROM resources")
                < recording.number("SELECT count(*) FROM spans") * 2);
        // One that was forgotten is known again when it comes again.
        QVERIFY(writer->append(spansBatch({chatSpan(9999, 400)}, 400)) && writer->commit());
        QCOMPARE(recording.reader()->spans({}, {})->back().service, std::string("shop"));
    }

    // Totals counted elsewhere go with the hours that they are the sum of: pulled again they count
    // once.
    void totalsGoWithTheirHours()
    {
        const Recording recording;
        const auto writer = ring(recording, {}, 100s);
        const auto pull = [&](std::int64_t event, std::int64_t recorded, std::int64_t count,
                              const std::string& service) {
            store::Pulled pulled;
            pulled.source = "prometheus";
            pulled.recorded = at(recorded);
            pulled.buckets.push_back(
                {.key = signalOf(service), .bucket = bucket(event), .count = count});
            QVERIFY(writer->append(pulled) && writer->commit());
        };
        for (std::int64_t second = 0; second < 60'000; second += 600)
            pull(second, second + 30, 5, second < 6000 ? "gone" : "shop");
        pull(600, 59'980, 7, "gone"); // more has come to be known of what was long ago
        pruneAll(*writer, 60'000);
        QCOMPARE(recording.number("SELECT count(*) FROM rollups_second WHERE count=5"), 0);
        const std::int64_t totals = recording.number("SELECT count(*) FROM counted_buckets");
        QVERIFY2(totals > 10 && totals < 60,
                 std::to_string(totals).c_str()); // as many as hours are left of
        QCOMPARE(totals,
                 recording.number("SELECT count(*) FROM counted_buckets c WHERE EXISTS (SELECT 1 "
                                  "FROM rollups_hour h WHERE h.signal=c.signal AND "
                                  "h.bucket=c.bucket/3600)"));
        // Asked again, what is left of it stays what it was.
        const std::int64_t before = recording.number("SELECT sum(count) FROM rollups_hour");
        pull(600, 59'990, 7, "gone");
        QCOMPARE(recording.number("SELECT sum(count) FROM rollups_hour"), before);
        pruneAll(*writer, 90'000);
        QCOMPARE(recording.number("SELECT count(*) FROM counted_buckets"), 0);
        QCOMPARE(recording.number("SELECT count(*) FROM signals"), 1); // the newest number stays
        pull(600, 90'000, 7, "gone");
        QCOMPARE(seriesCount(recording, 540, 780, 60), 7);
    }

    // A source that tells failures and not of how many: never good news, and no share either.
    void failuresWithoutACountAreUnknown()
    {
        const Recording recording;
        const auto writer = recording.writer();
        store::Pulled pulled;
        pulled.source = "prometheus";
        pulled.recorded = at(100);
        pulled.buckets.push_back(
            {.key = signalOf("shop"), .bucket = bucket(60), .count = 0, .failed = 4});
        QVERIFY(writer->append(pulled));
        pulled.buckets.front().failed = 5;
        pulled.buckets.front().unknown = 1;
        QVERIFY(writer->append(pulled) && writer->commit());
        const auto cell = cellAt(recording, 120, 120);
        QVERIFY(cell);
        QCOMPARE(cell->sum.count, 0);
        QCOMPARE(cell->sum.failed, 0);
        QCOMPARE(cell->sum.unknown, 6);
    }

    void oldLinkStatesGo()
    {
        const Recording recording;
        const auto writer = ring(recording, {}, 1000s);
        const auto tell = [&](const std::string& source, std::int64_t second) {
            telemetry::LinkStatus status;
            status.source = source;
            status.since = at(0);
            QVERIFY(writer->append(status, at(second)) && writer->commit());
        };
        const auto count = [&](const std::string& source) {
            return recording.number("SELECT count(*) FROM link_states WHERE source=(SELECT id FROM "
                                    "strings WHERE text='"
                                    + source + "')");
        };
        tell("quiet", 0);
        for (std::int64_t second = 10; second < 5000; second += 50) {
            tell("otlp-http", second);
            QVERIFY(writer->prune(at(second), kRowsInStep));
        }
        QCOMPARE(count("quiet"), 1); // how it was last
        tell("quiet", 5000);
        pruneAll(*writer, 5000);
        QCOMPARE(count("quiet"), 1);
        QCOMPARE(count("otlp-http"), 20);
    }

    // What was undone has not happened: the next step begins where the recording stands.
    void aStepThatFailsLeavesNothingBehind()
    {
        const Recording recording;
        const auto writer = ring(recording, {}, 1000s);
        for (std::int64_t second = 0; second < 5000; second += 10)
            call(*writer, "shop", second, second);
        recording.tamper("CREATE TRIGGER broken BEFORE INSERT ON removals BEGIN SELECT "
                         "RAISE(ABORT, 'no room'); END");
        for (int i = 0; i < 3; ++i) {
            const auto failed = writer->prune(at(5000), 100);
            QVERIFY(!failed);
            QVERIFY2(failed.error().message.find("no room") != std::string::npos,
                     failed.error().message.c_str());
        }
        QCOMPARE(recording.number("SELECT count(*) FROM spans"), 500);
        QCOMPARE(recording.number("SELECT count(*) FROM rollups_second"), 500);
        QVERIFY(removedGaps(recording, "shop").empty());
        recording.tamper("DROP TRIGGER broken");
        QVERIFY(writer->prune(at(5000), 100));
        // No further than the rows that went with it.
        const std::int64_t spans = recording.number("SELECT count(*) FROM spans");
        QVERIFY(spans > 300);
        QVERIFY(removedGaps(recording, "shop").front().range.end < at(1100));
        pruneAll(*writer, 5000);
        QCOMPARE(recording.number("SELECT count(*) FROM spans"), 100);
        QCOMPARE(recording.number("SELECT sum(count) FROM removals WHERE what='spans'"), 400);
    }

    // When what never goes is too much by itself, that is said, and not with every step.
    void whatIsNeverRemovedIsTold()
    {
        const Recording recording;
        const auto writer = ring(recording, Keep::kLeastBytes, {});
        for (std::int64_t i = 0; i < 60; ++i) {
            telemetry::TimelineEntry entry = note(std::string(50'000, 'n'), i);
            entry.kind = "recording";
            QVERIFY(writer->append(entry) && writer->commit());
        }
        for (std::int64_t second = 0; second < 100; ++second) {
            call(*writer, "shop", second + 1000, second + 1000);
            QVERIFY(writer->prune(at(second + 1000), kRowsInStep));
        }
        QCOMPARE(recording.number("SELECT count(*) FROM timeline WHERE text LIKE '%what is never "
                                  "removed%'"),
                 1);
        QVERIFY(!recording.reader()->verify()->firstBroken);
    }
};

QTEST_GUILESS_MAIN(TestRingSummaries)
#include "tst_ringsummaries.moc"
