// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/alarmmodel.h"
#include "models/items/timelinemodel.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace Qt::StringLiterals;
using items::AlarmModel;
using items::TimelineModel;
using telemetry::AlarmState;

namespace {

telemetry::AlarmTransition alarm(const char* id, AlarmState state, int severity, long long second)
{
    telemetry::AlarmTransition result;
    result.alarm = id;
    result.state = state;
    result.severity = severity;
    result.service = "bot";
    result.check = "groundedness";
    result.sentence = "bot invents";
    result.rateBefore = 0.018;
    result.rateNow = 0.14;
    result.onset = telemetry::fromUnixNanos(second * 1'000'000'000);
    result.time = result.onset;
    return result;
}

QStringList ids(const AlarmModel& model)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row)
        result << model.index(row, 0).data(AlarmModel::AlarmRole).toString();
    return result;
}

telemetry::TimelineEntry entry(std::int64_t sequence, const char* text)
{
    telemetry::TimelineEntry result;
    result.sequence = sequence;
    result.time = telemetry::fromUnixNanos(sequence * 1'500'000'000);
    result.kind = "note";
    result.actor = "ada";
    result.text = text;
    result.hash = std::to_string(sequence) + text;
    return result;
}

} // namespace

class TestAlarmModel : public QObject
{
    Q_OBJECT

private slots:
    void openAndWorstFirst();
    void aTransitionChangesOneRow();
    void showsWhatChanged();
    void timelineGrowsAtTheEnd();
};

void TestAlarmModel::openAndWorstFirst()
{
    AlarmModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setAlarms(
        {alarm("cleared", AlarmState::Cleared, 1, 90),
         alarm("seen", AlarmState::Acknowledged, 1, 10), alarm("minor", AlarmState::Raised, 3, 40),
         alarm("older", AlarmState::Raised, 2, 20), alarm("newer", AlarmState::Latched, 2, 30),
         alarm("shelved", AlarmState::Shelved, 1, 5)});
    QCOMPARE(ids(model).join(u' '), u"newer older minor seen cleared shelved"_s);
    QCOMPARE(model.openCount(), 4);
}

void TestAlarmModel::aTransitionChangesOneRow()
{
    AlarmModel model;
    model.setAlarms({alarm("a", AlarmState::Raised, 2, 20), alarm("b", AlarmState::Raised, 2, 10)});
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy moves(&model, &QAbstractItemModel::rowsMoved);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
    model.setAlarms(
        {alarm("a", AlarmState::Acknowledged, 2, 20), alarm("b", AlarmState::Raised, 2, 10)});
    QCOMPARE(ids(model).join(u' '), u"b a"_s);
    QCOMPARE(moves.count(), 1);
    QCOMPARE(changes.count(), 1);
    QCOMPARE(resets.count(), 0);
    QCOMPARE(model.index(1, AlarmModel::StateColumn).data().toString(), u"Acknowledged"_s);
}

void TestAlarmModel::showsWhatChanged()
{
    AlarmModel model;
    model.setAlarms({alarm("a", AlarmState::Raised, 2, 3661)});
    QCOMPARE(model.index(0, AlarmModel::RateColumn).data().toString(), u"1.8 % → 14 %"_s);
    QCOMPARE(model.index(0, AlarmModel::OnsetColumn).data().toString(), u"01:01:01"_s);
    QCOMPARE(model.index(0, AlarmModel::RateColumn).data(AlarmModel::SortRole).toDouble(), 0.14);
    QCOMPARE(model.index(0, AlarmModel::StateColumn).data(Qt::AccessibleTextRole).toString(),
             u"Raised, severity 2"_s);
}

void TestAlarmModel::timelineGrowsAtTheEnd()
{
    TimelineModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setEntries({entry(1, "one"), entry(2, "two")});
    QSignalSpy inserts(&model, &QAbstractItemModel::rowsInserted);
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    model.setEntries({entry(1, "one"), entry(2, "two"), entry(3, "three"), entry(4, "four")});
    QCOMPARE(inserts.count(), 1);
    QCOMPARE(inserts[0][1].toInt(), 2);
    QCOMPARE(inserts[0][2].toInt(), 3);
    QCOMPARE(changes.count(), 0);
    QCOMPARE(model.index(2, TimelineModel::TimeColumn).data().toString(), u"00:00:04.500"_s);
    QCOMPARE(model.index(2, TimelineModel::TextColumn).data().toString(), u"three"_s);
    QCOMPARE(model.index(2, 0).data(TimelineModel::SequenceRole).toLongLong(), 3);
}

QTEST_GUILESS_MAIN(TestAlarmModel)
#include "tst_alarmmodel.moc"
