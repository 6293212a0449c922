// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/alarmfigures.h"
#include "models/items/formats.h"
#include "models/items/servicehealthmodel.h"
#include "models/telemetry/signalcheck.h"
#include "tests/models/items/fleetfixture.h"

#include <QAbstractItemModel>
#include <QAbstractItemModelTester>
#include <QSet>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using health::HealthState;
using items::ServiceHealthModel;

namespace {

const telemetry::Timestamp kNow = telemetry::fromUnixNanos(1'795'488'660'000'000'000);

items::CheckCell cell(HealthState state, std::int64_t failed, std::int64_t count)
{
    items::CheckCell result;
    result.isPresent = true;
    result.state = state;
    result.count = count;
    result.failed = failed;
    result.mean = 0.25;
    result.lastEvent = kNow - 3s;
    return result;
}

items::ServiceHealth service(const std::string& name, HealthState state)
{
    items::ServiceHealth row;
    row.service = name;
    row.generations = 1204;
    row.lastEvent = kNow - 3s;
    row.checks["groundedness"] = cell(state, 14, 100);
    return row;
}

items::FleetSnapshot fleet(std::vector<items::ServiceHealth> services)
{
    items::FleetSnapshot snapshot;
    snapshot.now = kNow;
    snapshot.checks = {"groundedness"};
    snapshot.services = std::move(services);
    return snapshot;
}

QStringList names(const ServiceHealthModel& model)
{
    QStringList result;
    for (int row = 0; row < model.rowCount(); ++row)
        result << model.service(row);
    return result;
}

} // namespace

class TestServiceHealthModel : public QObject
{
    Q_OBJECT

private slots:
    void showsRowsAndColumns();
    void rowsStayWhileTheOrderIsHeld();
    void newChecksComeAsColumns();
    void agesAreToldWithoutRows();
    void cellsSayWhatTheyRestOn();
    void wellSaysAboveWhatItIsNot();
    void checksThatAreAlikeAreToldApart();
    void unknownIsNeverAPercentage();
    void worstComesFirst();
    void openAlarmPrefersWhatNobodyHasSeen();
    void whyNothingIsKnownIsTold();
    void theNewestFiguresBeginWithTheOnset();
    void whatIsAlarmedIsInView();
    void whatIsAskedAgainIsNoService();
};

// As earlier versions counted it.
void TestServiceHealthModel::whatIsAskedAgainIsNoService()
{
    const fleettest::Fleet recording;
    telemetry::SignalKey key;
    key.service = "support-bot (re-ask)";
    key.operation = "chat";
    key.check = "groundedness";
    telemetry::Rollup rollup;
    rollup.bucket = telemetry::toUnixNanos(fleettest::at(500)) / 1'000'000'000;
    rollup.recordedBucket = rollup.bucket + 1;
    rollup.add(0.95);
    store::HealthResults results;
    results.rollups.emplace_back(key, rollup);
    {
        const auto writer = store::Writer::open(recording.path());
        QVERIFY(writer && (*writer)->append(results) && (*writer)->commit());
    }
    const auto reader = store::Reader::open(recording.path());
    QVERIFY(reader.has_value());
    const store::View view{.range = {.start = fleettest::at(400), .end = fleettest::at(600)},
                           .knownAt = fleettest::at(700)};
    const auto isListed = [&] {
        const auto fleet = items::readFleet(**reader, view);
        return fleet
            && std::ranges::find(fleet->services, key.service, &items::ServiceHealth::service)
            != fleet->services.end();
    };
    QVERIFY(!isListed());
    // What was alarmed is not hidden.
    telemetry::AlarmTransition alarm = fleettest::firstAlarm();
    alarm.alarm = "A-0002";
    alarm.service = key.service;
    recording.append(alarm);
    QVERIFY(isListed());
}

void TestServiceHealthModel::showsRowsAndColumns()
{
    ServiceHealthModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFleet(
        fleet({service("bot", HealthState::AlarmRaised), service("agent", HealthState::Well)}));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.columnCount(), 2);
    QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"Groundedness"_s);
    QCOMPARE(model.index(0, 1).data().toString(), u"14 %"_s);
    QCOMPARE(model.index(0, 1).data(ServiceHealthModel::StateRole).toInt(),
             int(HealthState::AlarmRaised));
    QVERIFY(!model.index(0, 0).data(ServiceHealthModel::CellRole).isValid());
}

void TestServiceHealthModel::rowsStayWhileTheOrderIsHeld()
{
    ServiceHealthModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFleet(fleet({service("a", HealthState::Well), service("b", HealthState::Well)}));
    model.setOrderHeld(true);
    QSignalSpy moves(&model, &QAbstractItemModel::rowsMoved);
    QSignalSpy resets(&model, &QAbstractItemModel::modelReset);

    model.setFleet(
        fleet({service("new", HealthState::AlarmRaised), service("b", HealthState::AlarmRaised),
               service("a", HealthState::Well)}));
    QCOMPARE(names(model), (QStringList{u"a"_s, u"b"_s, u"new"_s}));
    QCOMPARE(moves.count(), 0);
    QVERIFY(model.isOrderPending());
    const auto head = [&model](int role) {
        return model.headerData(0, Qt::Horizontal, role).toString();
    };
    QCOMPARE(head(Qt::DisplayRole), u"Service ↕"_s);
    QVERIFY(head(Qt::ToolTipRole).contains(u"A newer order waits"_s));
    QCOMPARE(head(Qt::AccessibleTextRole), u"Service, a newer order waits"_s);
    // The values are new all the same.
    QCOMPARE(model.index(1, 1).data(ServiceHealthModel::StateRole).toInt(),
             int(HealthState::AlarmRaised));

    model.setOrderHeld(false);
    QCOMPARE(names(model), (QStringList{u"new"_s, u"b"_s, u"a"_s}));
    QVERIFY(!model.isOrderPending());
    QCOMPARE(head(Qt::DisplayRole), u"Service"_s);
    QCOMPARE(head(Qt::AccessibleTextRole), u"Service"_s);
    QVERIFY(head(Qt::ToolTipRole).isEmpty());
    QCOMPARE(resets.count(), 0);
}

void TestServiceHealthModel::newChecksComeAsColumns()
{
    ServiceHealthModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setFleet(fleet({service("a", HealthState::Well)}));
    auto more = fleet({service("a", HealthState::Well)});
    more.checks = {"groundedness", "truncation", "politeness"};
    QSignalSpy inserts(&model, &QAbstractItemModel::columnsInserted);
    model.setFleet(more);
    QCOMPARE(inserts.count(), 2);
    QCOMPARE(model.columnCount(), 4);
    QCOMPARE(model.index(0, 3).data().toString(), u"–"_s); // never checked here

    model.setFleet(fleet({service("a", HealthState::Well)}));
    QCOMPARE(model.columnCount(), 2);
    QCOMPARE(model.headerData(1, Qt::Horizontal, Qt::DisplayRole).toString(), u"Groundedness"_s);
}

void TestServiceHealthModel::agesAreToldWithoutRows()
{
    ServiceHealthModel model;
    model.setFleet(fleet({service("a", HealthState::Well), service("b", HealthState::Well)}));
    QSignalSpy changes(&model, &QAbstractItemModel::dataChanged);
    auto later = fleet({service("a", HealthState::Well), service("b", HealthState::Well)});
    later.now = kNow + 2s;
    model.setFleet(later);
    QCOMPARE(changes.count(), 1); // for the whole table, not one a cell
    QVERIFY(
        model.index(0, 1).data(Qt::ToolTipRole).toString().contains(u"last observation 5 s ago"_s));
}

void TestServiceHealthModel::cellsSayWhatTheyRestOn()
{
    ServiceHealthModel model;
    model.setFleet(fleet({service("a", HealthState::Degraded)}));
    const QString text = model.index(0, 1).data(Qt::AccessibleTextRole).toString();
    QVERIFY2(text.contains(u"a, Groundedness: degraded, no alarm"_s), qPrintable(text));
    // Wilson's interval for 14 of 100.
    QVERIFY2(text.contains(u"14 % (9–22) failed, 14 of 100"_s), qPrintable(text));
    QVERIFY2(text.contains(u"3 s ago"_s), qPrintable(text));
    // Why there is no alarm, and which stretch the newest figures are of.
    const auto told = [&model](std::int64_t seen, std::optional<telemetry::Timestamp> since) {
        auto row = service("a", HealthState::Degraded);
        items::CheckCell& shown = row.checks["groundedness"];
        shown.seen = seen;
        shown.recentCount = 10;
        shown.recentSince = since;
        shown.since = since;
        shown.sinceCount = since ? 10 : 0;
        model.setFleet(fleet({row}));
        return model.index(0, 1).data(Qt::ToolTipRole).toString();
    };
    QVERIFY(told(40, {}).contains(u"still being learnt, from 40 of about 100 results"_s));
    QVERIFY(told(400, {}).contains(u"an alarm tells of a change"_s));
    QVERIFY(told(400, {}).contains(u"in the newest minute: 0 %"_s));
    QVERIFY(told(400, kNow).contains(u"since the onset of its alarm, "_s));
    QCOMPARE(model.index(0, 1).data().toString(), u"0 %"_s); // not a mix with what was well
}

void TestServiceHealthModel::wellSaysAboveWhatItIsNot()
{
    ServiceHealthModel model;
    auto row = service("a", HealthState::Well);
    row.checks["groundedness"].limit = health::wellUpTo(std::nullopt);
    model.setFleet(fleet({row}));
    const auto text = [&model] { return model.index(0, 1).data(Qt::ToolTipRole).toString(); };
    QVERIFY2(text().contains(u"not shown to be above 10 %, the limit"_s), qPrintable(text()));
    row.checks["groundedness"].usual = 0.02;
    row.checks["groundedness"].limit = health::wellUpTo(0.02);
    model.setFleet(fleet({row}));
    QVERIFY2(text().contains(u"not shown to be above 5.0 %, the limit: what is usual here"_s),
             qPrintable(text()));
    row.generations = 1;
    row.isThinned = true;
    QCOMPARE(items::answersText(row), u"1 answer kept"_s);
}

void TestServiceHealthModel::checksThatAreAlikeAreToldApart()
{
    ServiceHealthModel model;
    auto several = fleet({service("a", HealthState::Well)});
    several.checks = {"groundedness", "truncation",   "Faithfulness",
                      "Groundedness", "faithfulness", "relevance"};
    model.setFleet(several);
    QSet<QString> titles;
    QSet<QString> shortTitles;
    for (int column = 1; column < model.columnCount(); ++column) {
        titles << model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
        shortTitles << model.headerData(column, Qt::Horizontal, ServiceHealthModel::ShortTitleRole)
                           .toString();
    }
    QCOMPARE(titles.size(), 6);
    QCOMPARE(shortTitles.size(), 6);
    QVERIFY(titles.contains(u"Groundedness"_s) && titles.contains(u"Groundedness (judge)"_s));
    QVERIFY(titles.contains(u"Faithfulness (“faithfulness”)"_s));
    QVERIFY(shortTitles.contains(u"Grounded"_s) && shortTitles.contains(u"J Grounded"_s));
}

void TestServiceHealthModel::unknownIsNeverAPercentage()
{
    for (const auto state : {HealthState::Stale, HealthState::NoData, HealthState::NotCaptured,
                             HealthState::Inconclusive, HealthState::JudgeUnavailable}) {
        auto row = service("a", state);
        row.checks["groundedness"] = cell(state, 0, 0);
        ServiceHealthModel model;
        model.setFleet(fleet({row}));
        const QString text = model.index(0, 1).data().toString();
        QVERIFY2(!text.contains(u'%') && !text.contains(u'0'), qPrintable(text));
        QCOMPARE(text, items::healthStateText(state));
    }
    // Nor where there are figures of before: it says until when.
    auto row = service("a", HealthState::NotCaptured);
    row.checks["groundedness"] = cell(HealthState::NotCaptured, 3, 400);
    row.checks["groundedness"].noResultSince = fleettest::at(300);
    ServiceHealthModel model;
    model.setFleet(fleet({row}));
    QCOMPARE(model.index(0, 1).data().toString(), items::healthStateText(HealthState::NotCaptured));
    const QString told = model.index(0, 1).data(Qt::ToolTipRole).toString();
    QVERIFY2(told.contains(u"no result since %1 UTC"_s.arg(items::utcTimeText(fleettest::at(300)))),
             qPrintable(told));
}

void TestServiceHealthModel::worstComesFirst()
{
    QVERIFY(service("a", HealthState::AlarmRaised).rank()
            < service("b", HealthState::Acknowledged).rank());
    QVERIFY(service("a", HealthState::Acknowledged).rank()
            < service("b", HealthState::Degraded).rank());
    QVERIFY(service("a", HealthState::Degraded).rank() < service("b", HealthState::Stale).rank());
    QVERIFY(service("a", HealthState::Stale).rank() < service("b", HealthState::Well).rank());
    // Nothing is known of a service without checks: it is not well.
    QVERIFY(items::ServiceHealth{}.rank() < service("b", HealthState::Well).rank());
}

void TestServiceHealthModel::openAlarmPrefersWhatNobodyHasSeen()
{
    telemetry::AlarmTransition alarm;
    alarm.service = "a";
    alarm.check = "groundedness";
    std::vector<telemetry::AlarmTransition> alarms;
    for (const auto state : {telemetry::AlarmState::Cleared, telemetry::AlarmState::Acknowledged,
                             telemetry::AlarmState::Raised, telemetry::AlarmState::Shelved}) {
        alarm.state = state;
        alarms.push_back(alarm);
    }
    QCOMPARE(items::openAlarm(alarms, "a", "groundedness"), telemetry::AlarmState::Raised);
    QVERIFY(!items::openAlarm(alarms, "a", "truncation"));
    QVERIFY(!items::openAlarm(alarms, "b", ""));
    alarms.resize(1);
    QVERIFY(!items::openAlarm(alarms, "a", "groundedness")); // a cleared alarm is none
}

// Five answers without content, then two with; meanwhile another check has a result for many more.
void TestServiceHealthModel::whyNothingIsKnownIsTold()
{
    const fleettest::Fleet recording;
    const auto generation = [](int second) {
        return telemetry::SpanKey{.trace = {.bytes = {3, static_cast<unsigned char>(second >> 8),
                                                      static_cast<unsigned char>(second), 1}},
                                  .span = static_cast<telemetry::SpanId>(second + 1)};
    };
    store::HealthResults results;
    const auto add = [&](const char* check, int second, telemetry::EvaluationState state) {
        telemetry::Evaluation evaluation;
        evaluation.trace = generation(second).trace;
        evaluation.span = generation(second).span;
        evaluation.origin = telemetry::EvaluationOrigin::Validator;
        evaluation.check = check;
        evaluation.state = state;
        evaluation.time = fleettest::at(second);
        evaluation.recorded = fleettest::at(second + 1);
        if (state == telemetry::EvaluationState::Passed)
            evaluation.badness = 0.1;
        results.evaluations.push_back(evaluation);
    };
    for (int second = 500; second < 505; ++second)
        add("groundedness", second, telemetry::EvaluationState::NotCaptured);
    add("groundedness", 505, telemetry::EvaluationState::Passed);
    add("groundedness", 506, telemetry::EvaluationState::NoData); // it did not apply
    for (int second = 506; second < 590; ++second)
        add("truncation", second, telemetry::EvaluationState::Passed);
    telemetry::Rollup unknown;
    unknown.bucket = telemetry::toUnixNanos(fleettest::at(500)) / 1'000'000'000;
    unknown.recordedBucket = unknown.bucket + 1;
    unknown.unknown = 1000;
    telemetry::SignalKey key;
    key.service = "support-bot";
    key.operation = "chat";
    key.check = "groundedness";
    results.rollups.emplace_back(key, unknown);
    {
        const auto writer = store::Writer::open(recording.path());
        QVERIFY(writer && (*writer)->append(results) && (*writer)->commit());
    }
    const auto reader = store::Reader::open(recording.path());
    QVERIFY(reader.has_value());
    const store::View view{.range = {.start = fleettest::at(400), .end = fleettest::at(600)},
                           .knownAt = fleettest::at(700)};
    QVERIFY((*reader)->newestUnknown(view, "support-bot", "groundedness")
            == telemetry::EvaluationState::NotCaptured);
    QVERIFY((*reader)->newestUnknown(view, "support-bot", "truncation").value() == std::nullopt);
    const auto fleet = items::readFleet(**reader, view);
    QVERIFY(fleet.has_value());
    const auto bot =
        std::ranges::find(fleet->services, "support-bot", &items::ServiceHealth::service);
    QVERIFY(bot != fleet->services.end());
    QCOMPARE(int(bot->checks.at("groundedness").state), int(HealthState::NotCaptured));
}

// One answer a second, one in three bad since 300 s: a minute that reaches back before that is
// better than it is now.
void TestServiceHealthModel::theNewestFiguresBeginWithTheOnset()
{
    const fleettest::Fleet recording;
    const auto reader = store::Reader::open(recording.path());
    QVERIFY(reader.has_value());
    const auto cellAt = [&](double second) {
        const store::View view{
            .range = {.start = fleettest::at(second - 200), .end = fleettest::at(second)},
            .knownAt = fleettest::at(second + 1)};
        const auto fleet = items::readFleet(**reader, view);
        for (const items::ServiceHealth& row : fleet.value_or(items::FleetSnapshot()).services) {
            if (row.service == "code-assistant")
                return row.checks.at("groundedness");
        }
        return items::CheckCell();
    };
    const items::CheckCell young = cellAt(336);
    QVERIFY(young.recentSince == fleettest::at(300));
    QVERIFY2(young.recentCount >= 34 && young.recentCount <= 37,
             qPrintable(QString::number(young.recentCount)));
    QVERIFY(young.recentFailed * 3 >= young.recentCount - 3);
    const items::CheckCell older = cellAt(420);
    QVERIFY(!older.recentSince);
    QVERIFY2(older.recentCount >= 59, qPrintable(QString::number(older.recentCount)));
    // What is shown of an open alarm is what it is about: one in three, not one in five.
    QVERIFY(older.since == fleettest::at(300));
    QCOMPARE(older.severity, 2);
    QCOMPARE(older.shownCount(), std::int64_t{120});
    QCOMPARE(older.shownFailed(), std::int64_t{40});
    QVERIFY(older.failedShare() < 0.25);
    QVERIFY(!cellAt(290).isSinceOnset());
}

// What is wrong is not to be looked for: not behind the edge of the table, nor where no cell is.
void TestServiceHealthModel::whatIsAlarmedIsInView()
{
    const fleettest::Fleet recording;
    telemetry::AlarmTransition worse = fleettest::firstAlarm();
    worse.alarm = "A-0002";
    worse.check = "truncation";
    worse.severity = 1;
    recording.append(worse);
    telemetry::AlarmTransition moved = worse;
    moved.alarm = "A-0003";
    moved.service = "support-bot";
    moved.check = telemetry::kAnswerLength;
    moved.measure = telemetry::AlarmMeasure::MovedShare;
    moved.severity = 4;
    recording.append(moved);
    const auto reader = store::Reader::open(recording.path());
    QVERIFY(reader.has_value());
    const auto snapshot =
        items::readFleet(**reader,
                         {.range = {.start = fleettest::at(280), .end = fleettest::at(400)},
                          .knownAt = fleettest::at(401)});
    QVERIFY(snapshot.has_value());
    QCOMPARE(snapshot->checks, (std::vector<std::string>{"truncation", "groundedness"}));
    const auto bot =
        std::ranges::find(snapshot->services, "support-bot", &items::ServiceHealth::service);
    QVERIFY(bot != snapshot->services.end());
    QCOMPARE(bot->others.size(), 1U);
    QCOMPARE(bot->rank(), items::rankOf(HealthState::AlarmRaised));

    // Columns change places, but not under the pointer.
    ServiceHealthModel model;
    items::FleetSnapshot before = *snapshot;
    before.checks = {"groundedness", "truncation"};
    model.setFleet(before);
    model.setOrderHeld(true);
    model.setFleet(*snapshot);
    QCOMPARE(model.checks().front(), std::string("groundedness"));
    model.setOrderHeld(false);
    QSignalSpy moves(&model, &QAbstractItemModel::columnsMoved);
    model.setFleet(*snapshot);
    QCOMPARE(moves.count(), 1);
    QCOMPARE(model.checks().front(), std::string("truncation"));
    const int row = model.rowOf("support-bot");
    QVERIFY2(model.index(row, 0).data(Qt::AccessibleTextRole).toString().contains(u"SEV4"_s),
             qPrintable(model.index(row, 0).data(Qt::AccessibleTextRole).toString()));
    const int worst = model.rowOf("code-assistant");
    QVERIFY2(model.index(worst, 0)
                 .data(Qt::AccessibleTextRole)
                 .toString()
                 .contains(u"Truncation (alarm raised), Groundedness (alarm raised)"_s),
             qPrintable(model.index(worst, 0).data(Qt::AccessibleTextRole).toString()));
    // Each figure says what it is over; of what has no cell there is none.
    QVERIFY2(items::currentFigures(model, fleettest::firstAlarm()).startsWith(u"newest minute: "_s),
             qPrintable(items::currentFigures(model, fleettest::firstAlarm())));
    QCOMPARE(items::currentFigures(model, moved), QString());
    QCOMPARE(items::raisedFigures(fleettest::firstAlarm()),
             u"when raised 34 % of 30 (19–51 %), was 4.0 %"_s);
    QVERIFY(items::raisedFigures(moved).contains(u" were past a mark that "_s));
}

QTEST_GUILESS_MAIN(TestServiceHealthModel)
#include "tst_servicehealthmodel.moc"
