// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/incidententries.h"
#include "models/report/facts.h"
#include "models/telemetry/clock.h"
#include "tests/models/store/storefixture.h"

#include <QTest>

using storetest::at;

namespace {

telemetry::AlarmTransition alarmOf(const std::string& service)
{
    telemetry::AlarmTransition alarm;
    alarm.alarm = "A-0001";
    alarm.service = service;
    alarm.check = "groundedness";
    alarm.sentence = "Answers of shop are worse.";
    alarm.rateBefore = 0.01;
    alarm.rateNow = 0.5;
    alarm.observations = 40;
    alarm.onset = at(5);
    alarm.time = at(10);
    alarm.recorded = at(10);
    alarm.actor = "detector";
    return alarm;
}

void fill(const storetest::Recording& recording, bool isOpened)
{
    const auto writer = recording.writer();
    std::vector<otlp::OutgoingSpan> spans;
    for (std::uint64_t i = 1; i <= 20; ++i)
        spans.push_back(storetest::chatSpan(i, static_cast<std::int64_t>(i)));
    QVERIFY(writer->append(storetest::spansBatch(spans, 21)));
    store::HealthResults health;
    health.alarms = {alarmOf("shop")};
    QVERIFY(writer->append(health));
    telemetry::TimelineEntry told = storetest::note("A-0001 raised", 10);
    told.kind = "alarm";
    told.subject = "A-0001";
    QVERIFY(writer->append(told));
    if (!isOpened) {
        QVERIFY(writer->commit());
        return;
    }
    auto entry = incident::openedEntry(incident::openingOf(alarmOf("shop")), {}, at(12));
    QVERIFY(entry.has_value());
    entry->actor = "Ada (ada)";
    entry->recorded = at(12);
    QVERIFY(writer->append(*entry));
    QVERIFY(writer->commit());
}

// Ten results each half minute, of which half fail until `faultEnd`.
void count(const storetest::Recording& recording, std::int64_t seconds, std::int64_t faultEnd)
{
    const auto writer = recording.writer();
    for (std::int64_t second = 10; second < seconds; second += 30) {
        telemetry::Rollup rollup;
        rollup.bucket = rollup.recordedBucket = telemetry::toUnixNanos(at(second)) / 1'000'000'000;
        for (int i = 0; i < 10; ++i)
            rollup.add(second < faultEnd && i < 5 ? 0.9 : 0.1);
        store::HealthResults results;
        results.rollups = {{storetest::signalOf("shop"), rollup}};
        QVERIFY(writer->append(results));
    }
    QVERIFY(writer->append(storetest::note("so far", seconds)));
    QVERIFY(writer->commit());
}

// One failure in ten answers is allowed.
objective::Objective hourly()
{
    objective::Objective objective;
    objective.name = "hourly";
    objective.service = "shop";
    objective.check = storetest::signalOf("shop").check;
    objective.target = 0.9;
    objective.window = std::chrono::hours(1);
    return objective;
}

} // namespace

class TestReportFacts : public QObject
{
    Q_OBJECT

private slots:
    void ofAnIncident()
    {
        const storetest::Recording recording;
        fill(recording, true);
        report::ReportQuestion question;
        question.recording = recording.path();
        const auto facts = report::readFacts(question);
        QVERIFY2(facts, facts ? "" : facts.error().message.c_str());
        QVERIFY(facts->isDeclared);
        QCOMPARE(facts->record.incident.id, std::string("INC-0001"));
        QCOMPARE(facts->record.alarms.size(), std::size_t(1));
        QCOMPARE(report::mainService(*facts), std::string("shop"));
        QCOMPARE(facts->caseAlarm, std::string("A-0001"));
        QVERIFY(!facts->chain.firstBroken);
        QVERIFY(facts->chain.entries >= 2);
        QCOMPARE(facts->chain.lastHash.size(), std::size_t(64));
    }

    void ofARecordingWithoutOne()
    {
        const storetest::Recording recording;
        fill(recording, false);
        report::ReportQuestion question;
        question.recording = recording.path();
        const auto facts = report::readFacts(question);
        QVERIFY2(facts, facts ? "" : facts.error().message.c_str());
        QVERIFY(!facts->isDeclared);
        QCOMPARE(facts->record.alarms.size(), std::size_t(1));
        question.incident = "INC-0007";
        QVERIFY(report::readFacts(question).error().kind == telemetry::ErrorKind::Usage);
    }

    void brokenChainIsTold()
    {
        const storetest::Recording recording;
        fill(recording, true);
        recording.tamper("UPDATE timeline SET text = 'another' WHERE sequence = 1");
        report::ReportQuestion question;
        question.recording = recording.path();
        const auto facts = report::readFacts(question);
        QVERIFY2(facts, facts ? "" : facts.error().message.c_str());
        QCOMPARE(facts->chain.firstBroken.value_or(0), std::int64_t(1));
    }

    // An hour of failures in an incident of three, against a budget of one hour.
    void budgetsOfAnIncidentLongerThanTheirWindow()
    {
        const storetest::Recording recording;
        fill(recording, true);
        count(recording, 3 * 3600, 3600);
        report::ReportQuestion question;
        question.recording = recording.path();
        question.objectives = {hourly()};
        const auto facts = report::readFacts(question);
        QVERIFY2(facts, facts ? "" : facts.error().message.c_str());
        QCOMPARE(facts->budgets.size(), std::size_t(1));
        const report::BudgetFacts& budget = facts->budgets.front();
        QVERIFY(budget.failed > 500);
        QCOMPARE(budget.status.sum.failed, 0); // in the hour that ends with it
        QVERIFY(budget.burnt.has_value());
        QVERIFY2(*budget.burnt > 4.5 && *budget.burnt < 5.5, std::to_string(*budget.burnt).c_str());
    }

    // What is recorded while it is read is in no part.
    void oneMomentForAllParts()
    {
        const storetest::Recording recording;
        fill(recording, true);
        count(recording, 1800, 600);
        report::ReportQuestion question;
        question.recording = recording.path();
        question.objectives = {hourly()};
        const auto before = report::readFacts(question);
        QVERIFY2(before, before ? "" : before.error().message.c_str());
        bool hasGrown = false;
        question.goesOn = [&] {
            if (!hasGrown) {
                const auto writer = recording.writer();
                const auto later = telemetry::SystemClock().now() + std::chrono::hours(1);
                telemetry::Rollup rollup;
                rollup.bucket = telemetry::toUnixNanos(at(60)) / 1'000'000'000;
                rollup.recordedBucket = telemetry::toUnixNanos(later) / 1'000'000'000;
                for (int i = 0; i < 77; ++i)
                    rollup.add(0.9);
                store::HealthResults results;
                results.rollups = {{storetest::signalOf("shop"), rollup}};
                hasGrown = writer->append(results) && writer->commit();
            }
            return hasGrown;
        };
        const auto facts = report::readFacts(question);
        QVERIFY2(facts, facts ? "" : facts.error().message.c_str());
        QVERIFY(hasGrown);
        QCOMPARE(facts->budgets.front().count, before->budgets.front().count);
        QVERIFY(!facts->asKnownAt);
        QVERIFY(facts->record.knownAt < telemetry::Timestamp::max());
    }

    void cancelled()
    {
        const storetest::Recording recording;
        fill(recording, true);
        report::ReportQuestion question;
        question.recording = recording.path();
        question.goesOn = [] { return false; };
        QVERIFY(report::readFacts(question).error().kind == telemetry::ErrorKind::Refused);
    }
};

QTEST_GUILESS_MAIN(TestReportFacts)
#include "tst_reportfacts.moc"
