// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/models/store/storefixture.h"

// clang-format off
#include "models/items/seriessnapshot.h"
#include "models/items/servicehealth.h"
#include "models/telemetry/judgecall.h"
// clang-format on

#include <QTest>

#include <algorithm>

using storetest::chatSpan;
using storetest::Recording;
using storetest::signalOf;
using storetest::spansBatch;

namespace {

struct Kind
{
    std::string model;
    std::string version;
    std::string check;
    int failed = 0; // of ten a second
    bool hasResult = true;
    std::string operation = {}; // empty: of an answer
};

// A minute of answers.
void record(const Recording& recording, const std::vector<Kind>& kinds)
{
    const auto writer = recording.writer();
    store::HealthResults results;
    for (const Kind& kind : kinds) {
        telemetry::SignalKey key = signalOf("shop");
        key.model = kind.model;
        key.version = kind.version;
        key.check = kind.check;
        if (!kind.operation.empty())
            key.operation = kind.operation;
        for (int second = 0; second < 60; ++second) {
            telemetry::Rollup rollup;
            rollup.bucket = rollup.recordedBucket =
                telemetry::toUnixNanos(storetest::at(second)) / 1'000'000'000;
            for (int i = 0; i < 10 && kind.hasResult; ++i)
                rollup.add(i < kind.failed ? 0.9 : 0.1);
            rollup.unknown = kind.hasResult ? 0 : 10;
            results.rollups.emplace_back(key, rollup);
        }
    }
    QVERIFY(writer->append(spansBatch({chatSpan(1, 1)}, 60)));
    QVERIFY(writer->append(results) && writer->commit());
}

void raise(const Recording& recording, const std::string& id, const std::string& service,
           int severity)
{
    telemetry::AlarmTransition alarm;
    alarm.alarm = id;
    alarm.service = service;
    alarm.check = "truncation";
    alarm.severity = severity;
    alarm.onset = storetest::at(10);
    alarm.time = alarm.recorded = storetest::at(20);
    store::HealthResults results;
    results.alarms.push_back(alarm);
    const auto writer = recording.writer();
    QVERIFY(writer->append(results) && writer->commit());
}

items::SeriesSnapshot read(const Recording& recording)
{
    auto snapshot = items::readSeries(*recording.reader(),
                                      {.range = {storetest::at(0), storetest::at(60)}}, "shop");
    return snapshot ? std::move(*snapshot) : items::SeriesSnapshot{};
}

double failedShare(const items::SeriesSnapshot& snapshot, const std::string& version)
{
    telemetry::Rollup sum;
    for (const auto& one : snapshot.versions) {
        for (const auto& point : one.points) {
            if (one.answers.version == version)
                sum.merge(point.sum);
        }
    }
    return sum.count > 0 ? static_cast<double>(sum.failed) / static_cast<double>(sum.count) : -1;
}

} // namespace

class TestVersionSeries : public QObject
{
    Q_OBJECT

private slots:
    // What a judge was given and said is no answer of the service.
    void callsOfJudgesAreNoVersion()
    {
        const Recording recording;
        record(recording,
               {{"m-1", "1.0", "truncation", 2},
                {"m-2", "1.0", "truncation", 1},
                {"judge", "1.0", "truncation", 10, true, telemetry::kJudgeOperation}});
        const auto snapshot = read(recording);
        QCOMPARE(snapshot.versions.size(), std::size_t{2});
        QCOMPARE(snapshot.versions[0].name, std::string("m-1"));
        QCOMPARE(snapshot.versions[1].name, std::string("m-2"));
    }

    // That nothing is said of a version is a group of its own, not the sum of all.
    void whatNamesNoVersionIsApart()
    {
        const Recording recording;
        record(recording,
               {{"m-1", "1.0", "truncation", 0},
                {"m-1", "2.0", "truncation", 10},
                {"m-1", "", "truncation", 1},
                {"", "", "truncation", 3}});
        const auto snapshot = read(recording);
        QCOMPARE(snapshot.versions.size(), std::size_t{4});
        QCOMPARE(failedShare(snapshot, "1.0"), 0.0);
        QCOMPARE(failedShare(snapshot, "2.0"), 1.0);
        for (const auto& one : snapshot.versions) {
            for (const auto& point : one.points)
                QVERIFY(point.sum.count % 10 == 0 && point.sum.count <= 10 * 60);
            if (one.answers.version == std::string()) {
                QVERIFY2(one.name == "m-1 · unknown version" || one.name == "unknown model",
                         one.name.c_str());
                const double share = one.answers.model == std::string() ? 0.3 : 0.1;
                telemetry::Rollup sum;
                for (const auto& point : one.points)
                    sum.merge(point.sum);
                QCOMPARE(sum.count, 600);
                QCOMPARE(static_cast<double>(sum.failed) / 600, share);
            }
        }
    }

    // Of the worst check that has results and more than one version, alarm or none.
    void theWorstCheckIsTold()
    {
        const Recording recording;
        record(recording,
               {{"m-1", "1.0", "groundedness", 0, false},
                {"m-1", "2.0", "groundedness", 0, false},
                {"m-1", "1.0", "repetition", 1},
                {"m-1", "2.0", "repetition", 1},
                {"m-1", "1.0", "truncation", 0},
                {"m-1", "2.0", "truncation", 10}});
        const auto snapshot = read(recording);
        QCOMPARE(snapshot.versionCheck, std::string("truncation"));
        QCOMPARE(failedShare(snapshot, "2.0"), 1.0);
    }

    void oneVersionIsNoMultiple()
    {
        const Recording recording;
        record(recording, {{"m-1", "1.0", "truncation", 1}, {"m-1", "1.0", "repetition", 1}});
        const auto snapshot = read(recording);
        QVERIFY(snapshot.versions.empty() && snapshot.versionCheck.empty());
        QCOMPARE(snapshot.checks.size(), std::size_t{2});
    }

    void theMostSevereIsFirst()
    {
        const Recording recording;
        record(recording, {{"m-1", "1.0", "truncation", 1}});
        {
            const auto writer = recording.writer();
            QVERIFY(writer->append(spansBatch({chatSpan(2, 2)}, 60, "bank")) && writer->commit());
            store::HealthResults results;
            for (const std::string service : {"bank", "zoo"}) {
                telemetry::Rollup rollup;
                rollup.bucket = rollup.recordedBucket =
                    telemetry::toUnixNanos(storetest::at(5)) / 1'000'000'000;
                rollup.add(0.9);
                telemetry::SignalKey key = signalOf(service);
                key.check = "truncation";
                results.rollups.emplace_back(key, rollup);
            }
            QVERIFY(writer->append(results) && writer->commit());
        }
        raise(recording, "A-1", "bank", 3);
        raise(recording, "A-2", "shop", 2);
        raise(recording, "A-3", "zoo", 1);
        const auto fleet =
            items::readFleet(*recording.reader(), {.range = {storetest::at(0), storetest::at(60)}});
        QVERIFY(fleet.has_value());
        std::vector<std::string> order;
        for (const auto& row : fleet->services)
            order.push_back(row.service);
        QCOMPARE(order, (std::vector<std::string>{"zoo", "shop", "bank"}));
    }
};

QTEST_GUILESS_MAIN(TestVersionSeries)
#include "tst_versionseries.moc"
