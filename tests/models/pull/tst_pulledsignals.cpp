// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/actuation/scriptedpeer.h"
#include "tests/models/pull/pullfixture.h"

#include <QTest>

#include <algorithm>
#include <atomic>
#include <chrono>

using ingesttest::Recording;
using pulltest::has;
using pulltest::json;
using pulltest::kDay;
using pulltest::pullOnce;
using Answer = ScriptedPeer::Answer;

namespace {

// What a fleet's table looks like to ClickHouse's HTTP interface.
const std::string kTotals = R"(id: warehouse
base_url: http://127.0.0.1:1
feeds:
  - id: totals
    shape: aggregate
    overlap: 1h
    request: {method: POST, path: /, body: "SELECT {{from|s}}, {{to|s}}"}
    format: lines
    fields: {start: {from: /t, format: s}, service: /s, model: /m, check: faithful, count: /n, failed: /bad}
)";

const std::string kLevels = R"(id: warehouse
base_url: http://127.0.0.1:1
feeds:
  - id: levels
    shape: aggregate
    overlap: 1h
    request: {method: POST, path: /, body: "SELECT {{from|s}}, {{to|s}}"}
    format: lines
    fields: {start: {from: /t, format: s}, service: /s, model: /m, check: faithful, count: /n, goodness: /q}
)";

// A counter of Prometheus, per instance.
const std::string kCounters = R"(id: prom
base_url: http://127.0.0.1:1
feeds:
  - id: totals
    shape: aggregate
    window: 1h
    bucket: 60s
    queries:
      - {kind: count, counter: true, expr: answers}
      - {kind: failed, counter: true, expr: "answers{result=\"fail\"}"}
    key: {service: /service, check: faithful}
)";

// From 22:00:00, a minute apart; "" is a hole.
std::string series(const std::vector<std::string>& values)
{
    std::string samples;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (!values[i].empty())
            samples += (samples.empty() ? "[" : ",[") + std::to_string(1795471200 + 60 * i) + ",\""
                + values[i] + "\"]";
    return R"({"metric":{"service":"shop"},"values":[)" + samples + "]}";
}

std::string matrix(const std::string& list, const std::string& more = {})
{
    return R"({"status":"success",)" + more + R"("data":{"resultType":"matrix","result":[)" + list
        + "]}}";
}

} // namespace

// What other engines count and measure becomes signals under the name of their source.
class TestPulledSignals : public QObject
{
    Q_OBJECT

private slots:
    // The totals that another engine counted are signals like our own, also when they change.
    void totalsArePulledAgainAndReplaced()
    {
        std::atomic<int> failed = 3;
        std::atomic<bool> isSilent = false;
        ScriptedPeer peer([&](const std::string&, int) {
            return json(R"({"t":"1795471200","s":"shop","m":"m1","n":"10","bad":)"
                        + (isSilent ? "null" : "\"" + std::to_string(failed) + "\"") + "}\n");
        });
        Recording recording;
        const auto sum = [&] {
            const auto matrix = recording.read()->healthMatrix(
                {.range = pulltest::range(kDay + "21:55:00Z", kDay + "22:05:00Z")});
            return matrix->at(0).sum;
        };
        const auto range = pulltest::range(kDay + "21:55:00Z", kDay + "22:05:00Z");
        for (const int count : {3, 3, 5, 2}) {
            failed = count;
            QCOMPARE(pullOnce(recording, pulltest::source(kTotals, peer.url()), range)[0].problem,
                     std::string());
            QCOMPARE(sum().count, 10);
            QCOMPARE(sum().failed, count);
            QCOMPARE(sum().histogram.back(), static_cast<std::uint32_t>(count));
        }
        isSilent = true; // counted, but nobody says how they fared
        pullOnce(recording, pulltest::source(kTotals, peer.url()), range);
        QVERIFY(sum().count == 0 && sum().failed == 0);
        QCOMPARE(sum().unknown, 10);
    }

    // Not what increase() makes of it: that loses what happens between its windows, and rounds.
    void countersAreCountedExactly()
    {
        std::atomic<bool> isAskedFromTheEdge = false;
        ScriptedPeer peer([&](const std::string& request, int) {
            isAskedFromTheEdge =
                isAskedFromTheEdge || has(request, "start=1795471200&end=1795471500&step=60");
            if (has(request, "fail"))
                return json(matrix(series({"3", "3", "4", "4", "4", "5"})));
            return json(matrix(series({"100", "110", "120", "7", "17", "27"}) // began anew
                               + "," + series({"5", "6", "", "8", "9", "10"}))); // a hole
        });
        Recording recording;
        const auto range = pulltest::range(kDay + "22:00:00Z", kDay + "22:05:00Z");
        const auto report = pullOnce(recording, pulltest::source(kCounters, peer.url()), range)[0];
        QCOMPARE(report.problem, std::string());
        QVERIFY(isAskedFromTheEdge);
        const auto cells = recording.read()->healthMatrix({.range = range});
        QCOMPARE(cells->size(), std::size_t{1});
        // 10, 10, 7, 10, 10 and 1, -, -, 1, 1
        QCOMPARE(cells->front().sum.count, 50);
        QCOMPARE(cells->front().sum.failed, 2);
    }

    // Of a part of a back end nothing is counted: the round is asked for again.
    void partsAreNoTotals_data()
    {
        QTest::addColumn<QString>("mark");
        QTest::addColumn<bool>("isPart");
        QTest::newRow("VictoriaMetrics") << R"("isPartial":true,)" << true;
        QTest::newRow("whole") << R"("isPartial":false,)" << false;
        QTest::newRow("Thanos") << R"("warnings":["rpc error: store-1 is down"],)" << true;
        QTest::newRow("language")
            << R"("warnings":["PromQL warning: metric might not be a counter"],)" << false;
    }
    void partsAreNoTotals()
    {
        QFETCH(QString, mark);
        QFETCH(bool, isPart);
        ScriptedPeer peer([&](const std::string&, int) {
            return json(matrix(series({"1", "2"}), mark.toStdString()));
        });
        Recording recording;
        const auto range = pulltest::range(kDay + "22:00:00Z", kDay + "22:05:00Z");
        const auto report = pullOnce(recording, pulltest::source(kCounters, peer.url()), range)[0];
        QVERIFY2(has(report.problem, isPart ? "part" : ""), report.problem.c_str());
        QCOMPARE(report.problem.empty(), !isPart);
        QCOMPARE(report.buckets, isPart ? 0U : 1U);
    }

    // Two rows for one bucket are more of it; of two levels nobody knows which counts.
    void rowsOfOneBucketAreAddedUp()
    {
        const std::string row = R"({"t":"1795471200","s":"shop","m":"m1","n":10,"bad":3})";
        ScriptedPeer peer([&](const std::string&, int) { return json(row + "\n" + row + "\n"); });
        Recording recording;
        const auto range = pulltest::range(kDay + "21:55:00Z", kDay + "22:05:00Z");
        pullOnce(recording, pulltest::source(kTotals, peer.url()), range);
        const auto sum = recording.read()->healthMatrix({.range = range})->at(0).sum;
        QCOMPARE(sum.count, 20);
        QCOMPARE(sum.failed, 6);
        const std::string level = R"({"t":"1795471200","s":"shop","m":"m1","q":0.5})";
        ScriptedPeer other(
            [&](const std::string&, int) { return json(level + "\n" + level + "\n"); });
        Recording levels;
        QCOMPARE(pullOnce(levels, pulltest::source(kLevels, other.url()), range)[0].unreadable, 1U);
    }

    // A level without verdicts says nothing about how many answers failed, or how many there were.
    void levelsAreNoCounts()
    {
        std::atomic<bool> isCounted = false;
        std::atomic<double> score = 0.75;
        ScriptedPeer peer([&](const std::string&, int) {
            return json(R"({"t":"1795471200","s":"shop","m":"m1","q":)" + std::to_string(score)
                        + (isCounted ? R"(,"n":40})" : "}") + "\n"
                        + R"({"t":"1795471260","s":"shop","m":"m1","q":1.5})" + "\n");
        });
        Recording recording;
        const auto range = pulltest::range(kDay + "21:55:00Z", kDay + "22:05:00Z");
        const auto cell = [&] {
            const auto matrix = recording.read()->healthMatrix({.range = range});
            return matrix->size() == 1 ? matrix->front() : store::HealthCell();
        };
        const auto pull = [&] {
            return pullOnce(recording, pulltest::source(kLevels, peer.url()), range)[0];
        };
        QCOMPARE(pull().unreadable, 1U); // a goodness of 1.5
        QCOMPARE(cell().check, std::string("faithful (warehouse)"));
        QCOMPARE(cell().sum.count + cell().sum.failed + cell().sum.unknown, 0);
        QCOMPARE(cell().sum.level().value_or(-1), 0.25);
        QCOMPARE(cell().sum.levelCount, 0);
        score = 0.5;
        isCounted = true;
        pull();
        QCOMPARE(cell().sum.levels, 1);
        QCOMPARE(cell().sum.level().value_or(-1), 0.5);
        QCOMPARE(cell().sum.levelCount, 40);
        QCOMPARE(cell().sum.count + cell().sum.unknown, 0);
    }

    // Totals and levels of another engine are watched: what gets worse there raises an alarm here,
    // under the name of its source, also when the recording is continued by another pull.
    void whatAnotherEngineCountsIsWatched_data()
    {
        QTest::addColumn<bool>("isLevel");
        QTest::addColumn<bool>("isContinued");
        for (const bool isLevel : {false, true})
            for (const bool isContinued : {false, true})
                QTest::addRow("%s, %s", isLevel ? "levels" : "totals",
                              isContinued ? "one bucket a pull" : "at once")
                    << isLevel << isContinued;
    }
    void whatAnotherEngineCountsIsWatched()
    {
        QFETCH(bool, isLevel);
        QFETCH(bool, isContinued);
        constexpr std::int64_t kStart = 1795471200;
        constexpr int kBuckets = 400;
        constexpr int kOnset = 300;
        std::atomic<int> first = 0;
        std::atomic<int> last = kBuckets;
        ScriptedPeer peer([&](const std::string&, int) {
            std::string rows;
            for (int i = first; i < last; ++i) {
                const int bad = (i < kOnset ? 2 : 30) + i % 3; // of 100
                rows += R"({"t":")" + std::to_string(kStart + 60 * i) + R"(","s":"shop","m":"m1",)"
                    + (isLevel ? "\"q\":" + std::to_string(1 - bad / 100.0)
                               : R"("n":100,"bad":)" + std::to_string(bad))
                    + "}\n";
            }
            return json(rows);
        });
        Recording recording;
        const auto profile = pulltest::source(isLevel ? kLevels : kTotals, peer.url());
        const auto range = pulltest::range(kDay + "21:55:00Z", kDay + "22:05:00Z");
        if (isContinued) {
            for (const int end : {45, 90, 135, 180, 225, 270, 315, 360, 400}) {
                last = end;
                QCOMPARE(pullOnce(recording, profile, range)[0].problem, std::string());
                first = std::max(0, end - 10); // some are pulled again
            }
        } else {
            QCOMPARE(pullOnce(recording, profile, range)[0].problem, std::string());
        }
        const auto alarms = recording.read()->alarms({});
        QCOMPARE(alarms->size(), 1U);
        const telemetry::AlarmTransition& alarm = alarms->front();
        QCOMPARE(alarm.service, std::string("shop"));
        QCOMPARE(alarm.check, std::string("faithful (warehouse)"));
        QVERIFY(alarm.measure == telemetry::AlarmMeasure::MeanBadness);
        QVERIFY2(alarm.rateBefore > 0.02 && alarm.rateBefore < 0.04,
                 std::to_string(alarm.rateBefore).c_str());
        QVERIFY(alarm.rateNow > 0.29 && alarm.rateNow < 0.33);
        const auto onset = telemetry::Timestamp{std::chrono::seconds{kStart + 60 * kOnset}};
        QVERIFY(std::chrono::abs(alarm.onset - onset) <= std::chrono::minutes(3));
        const auto transitions = recording.read()->alarmTransitions({});
        QVERIFY2(has(transitions->front().sentence, "mean badness")
                     && has(transitions->front().sentence, "readings "),
                 transitions->front().sentence.c_str());
    }
};

QTEST_GUILESS_MAIN(TestPulledSignals)
#include "tst_pulledsignals.moc"
