// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/rollupwriter.h"
#include "models/store/schema.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

#include <filesystem>
#include <map>
#include <vector>

using namespace storetest;
using telemetry::Rollup;
using telemetry::SignalKey;

namespace {

// One result, with the route and model it is about.
struct Result
{
    SignalKey key;
    std::int64_t event = 0;
    std::int64_t recorded = 0;
    double badness = 0;
};

// Three hours and a bit of three signals, some of it learned an hour late.
std::vector<Result> results()
{
    std::vector<Result> all;
    std::uint32_t state = 7;
    for (std::int64_t second = -1800; second < 4 * 3600; second += 7) {
        state = state * 1664525U + 1013904223U;
        SignalKey key = signalOf("shop");
        key.model = (state >> 20U) % 3 == 0 ? "b" : "a";
        key.route = (state >> 24U) % 2 == 0 ? "eu" : "us";
        const std::int64_t lateness = (state >> 16U) % 5 == 0 ? 3700 : 1;
        all.push_back({key, second, second + lateness, ((state >> 8U) % 101) / 100.0});
    }
    return all;
}

void write(const Recording& recording, const std::vector<Result>& all)
{
    const auto writer = recording.writer();
    for (const Result& result : all) {
        Rollup rollup;
        rollup.bucket = secondAt(result.event);
        rollup.recordedBucket = secondAt(result.recorded);
        rollup.add(result.badness);
        store::HealthResults health;
        health.rollups = {{result.key, rollup}};
        QVERIFY(writer->append(health));
    }
    QVERIFY(writer->commit());
}

Rollup expected(const std::vector<Result>& all, const store::View& view, const SignalKey& match)
{
    Rollup sum;
    for (const Result& result : all) {
        const bool fits = (match.model.empty() || match.model == result.key.model)
            && (match.route.empty() || match.route == result.key.route);
        // A second counts when it is over.
        const bool isKnown = at(result.recorded + 1) <= view.knownAt;
        if (fits && isKnown && at(result.event) >= view.range.start
            && at(result.event) < view.range.end)
            sum.add(result.badness);
    }
    return sum;
}

void compare(const Rollup& actual, const Rollup& wanted)
{
    QCOMPARE(actual.count, wanted.count);
    QCOMPARE(actual.failed, wanted.failed);
    QVERIFY(std::abs(actual.sum - wanted.sum) < 1e-6);
    QVERIFY(std::abs(actual.sumSquares - wanted.sumSquares) < 1e-6);
    QVERIFY(actual.histogram == wanted.histogram);
}

} // namespace

class TestRollups : public QObject
{
    Q_OBJECT

private slots:
    void aHistogramIsAsShortAsWhatIsInIt()
    {
        Rollup one;
        one.add(0.62);
        QCOMPARE(store::histogramBytes(one).size(), 2U);
        Rollup full;
        for (std::size_t bin = 0; bin < full.histogram.size(); ++bin)
            full.histogram[bin] = 0xfffffff0U + static_cast<std::uint32_t>(bin);
        for (const Rollup& rollup : {Rollup{}, one, full}) {
            Rollup read;
            store::readHistogram(store::histogramBytes(rollup), read);
            QVERIFY(read.histogram == rollup.histogram);
        }
        QVERIFY(store::histogramBytes(full).size() <= 80U);
        // As recordings before it have it, and damaged.
        std::string dense(80, '\0');
        dense[4] = '\7';
        Rollup read;
        store::readHistogram(dense, read);
        QCOMPARE(read.histogram[1], 7U);
        store::readHistogram("\x63\x05\x02", read); // a bin that is none, and a count that is cut
        QCOMPARE(read.histogram[2], 0U);
    }

    void meansAndQuantilesComeFromTheSums()
    {
        Rollup rollup;
        QVERIFY(!rollup.mean() && !rollup.variance() && !rollup.quantile(0.5));
        for (int i = 0; i < 100; ++i)
            rollup.add(i / 100.0);
        QVERIFY(std::abs(*rollup.mean() - 0.495) < 1e-9);
        QVERIFY(std::abs(*rollup.variance() - 0.083325) < 1e-6);
        QVERIFY(std::abs(*rollup.quantile(0.9) - 0.9) <= 0.05);
        QVERIFY(std::abs(*rollup.quantile(0.5) - 0.5) <= 0.05);
        QCOMPARE(*rollup.quantile(1), 1.0);
    }

    // Whatever the window and the cursor: the sum of what was there, to the second.
    void sumsAreThoseOfTheRows()
    {
        const Recording recording;
        const std::vector<Result> all = results();
        write(recording, all);
        const auto reader = recording.reader();
        QVERIFY(recording.number("SELECT count(*) FROM rollups_hour")
                < recording.number("SELECT count(*) FROM rollups_minute") / 10);
        for (const std::int64_t from : {-1800, 0, 13, 3599, 5400}) {
            for (const std::int64_t length : {1, 59, 3600, 7201, 16'000}) {
                for (const std::int64_t known : {4000, 7211, 9001, 100'000}) {
                    store::View view;
                    view.range = {.start = at(from), .end = at(from + length)};
                    view.knownAt = at(known);
                    const auto sums = reader->sums(view, {}, {&SignalKey::route});
                    QVERIFY(sums);
                    std::map<std::string, Rollup> byRoute;
                    for (const store::SumRow& row : *sums) {
                        QVERIFY(row.key.model.empty() && row.key.service.empty());
                        byRoute[row.key.route] = row.sum;
                    }
                    for (const char* route : {"eu", "us"}) {
                        SignalKey match;
                        match.route = route;
                        compare(byRoute[route], expected(all, view, match));
                    }
                    SignalKey match;
                    match.model = "b";
                    const auto only = reader->sums(view, match, {});
                    QVERIFY(only && only->size() <= 1);
                    compare(only->empty() ? Rollup{} : only->front().sum,
                            expected(all, view, match));
                    for (const std::int64_t step : {1, 60, 3600}) {
                        store::SeriesQuery query;
                        query.step = std::chrono::seconds(step);
                        Rollup sum;
                        const auto points = reader->series(view, query);
                        for (const store::SeriesPoint& point : *points)
                            sum.merge(point.sum);
                        compare(sum, expected(all, view, {}));
                    }
                }
            }
        }
    }

    // A recording made before there were hours gets them, and gives the same before it does.
    void hoursAreMadeFromMinutes()
    {
        const Recording recording;
        std::vector<Result> all = results();
        for (Result& result : all)
            result.key.route.clear(); // of which nothing was kept
        write(recording, all);
        const std::string hours =
            "SELECT sum(count*(signal+bucket%97+recorded_bucket%89)+length(histogram)) FROM "
            "rollups_hour";
        const std::int64_t before = recording.number(hours);
        QVERIFY(before > 0);
        recording.tamper("DELETE FROM rollups_hour");
        recording.tamper("DROP TABLE rollups_hour");
        recording.tamper("DROP TABLE judge_scales");
        recording.tamper("ALTER TABLE alarms DROP COLUMN incident");
        recording.tamper("ALTER TABLE alarms DROP COLUMN cause");
        recording.undoVersion15();
        recording.tamper("PRAGMA user_version=13");
        store::View view;
        view.range = {.start = at(-1000), .end = at(12'345)};
        const auto whole = [&] { return recording.reader()->sums(view, {}, {})->front().sum; };
        compare(whole(), expected(all, view, {}));
        recording.writer().reset();
        QCOMPARE(recording.number("PRAGMA user_version"), std::int64_t{store::kSchemaVersion});
        QCOMPARE(recording.number(hours), before);
        compare(whole(), expected(all, view, {}));
    }
};

QTEST_GUILESS_MAIN(TestRollups)
#include "tst_rollups.moc"
