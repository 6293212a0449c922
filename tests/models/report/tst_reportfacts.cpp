// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/incidententries.h"
#include "models/report/facts.h"
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
