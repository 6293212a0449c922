// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/items/entryfilter.h"
#include "models/items/incidentfollower.h"
#include "models/items/incidentsnapshot.h"
#include "models/objective/suggest.h"
#include "tests/models/items/fleetfixture.h"

#include <QSignalSpy>
#include <QTest>

#include <cmath>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using fleettest::at;

namespace {

class FleetEndClock final : public telemetry::Clock
{
public:
    telemetry::Timestamp now() const override { return at(fleettest::kLength); }
};

objective::Objective objectiveOf(const std::string& service, const std::string& check)
{
    objective::Objective objective;
    objective.name = service + " " + check;
    objective.service = service;
    objective.check = check;
    objective.target = 0.9;
    objective.window = 1h;
    return objective;
}

void append(const fleettest::Fleet& fleet, incident::Entry entry, double recorded)
{
    if (!entry)
        qFatal("%s", entry.error().message.c_str());
    entry->actor = "ada";
    entry->recorded = at(recorded);
    fleet.append(*entry);
}

// Since `start`; opened at the end, where nothing else is said.
void openIncident(const fleettest::Fleet& fleet, double start,
                  double opened = fleettest::kLength - 1)
{
    incident::Opening opening;
    opening.title = "APIs that do not exist";
    opening.services = {"code-assistant"};
    opening.start = at(start);
    append(fleet, incident::openedEntry(opening, {}, at(opened)), opened);
}

items::IncidentReach reachOf(const fleettest::Fleet& fleet,
                             const std::vector<objective::Objective>& objectives)
{
    const auto reader = store::Reader::open(fleet.path());
    const auto record =
        incident::readIncidentTimeline(**reader, "INC-0001", at(fleettest::kLength));
    if (!record)
        qFatal("%s", record.error().message.c_str());
    const auto reach = items::readReach(**reader, *record, objectives);
    if (!reach)
        qFatal("%s", reach.error().message.c_str());
    return *reach;
}

} // namespace

class TestIncidentSnapshot : public QObject
{
    Q_OBJECT

private slots:
    void whatItTookOfABudgetIsItsShareOfTheFailures();
    void whatIsNotKnownIsSaidToBe();
    void whatLiesBeforeTheStartIsTold();
    void whatWasCountedLaterIsNotKnownThen();
    void whatWasCountedOfAnotherTimeIsNotTold();
    void asKnownNowItReachesToTheCursor();
    void whatIsClosedSaysWhatItMeasures();
    void hostileNamesStayInOneLine();
    void theFollowerSeesItOnceItIsKnown();
};

void TestIncidentSnapshot::whatItTookOfABudgetIsItsShareOfTheFailures()
{
    const auto ofAll = objectiveOf("code-assistant", "groundedness");
    const fleettest::Fleet fleet;
    openIncident(fleet, 450); // the fault began at 300, a third of the answers fail since
    const auto reach = reachOf(fleet,
                               {ofAll, objectiveOf("code-assistant", "truncation"),
                                objectiveOf("support-bot", "groundedness")});
    QCOMPARE(reach.budgets.size(), std::size_t{2}); // support-bot is not affected
    const items::IncidentBudget& budget = reach.budgets.front();
    const auto reader = store::Reader::open(fleet.path());
    const auto whole = objective::statusOf(ofAll, **reader, at(fleettest::kLength), {});
    QVERIFY(whole && whole->spent && budget.spent);
    QVERIFY(budget.failed > 0 && budget.failed < whole->sum.failed);
    QVERIFY(budget.count < whole->sum.count);
    QVERIFY(std::abs(*budget.spent / *whole->spent
                     - static_cast<double>(budget.failed) / static_cast<double>(whole->sum.failed))
            < 0.02);
    QVERIFY(reach.budgets.back().spent == 0); // judged, and none failed
    const QString text = items::reachText(reach).join(u'\n');
    QVERIFY2(text.contains(u"%1 of %2 failed"_s.arg(budget.failed).arg(budget.count)),
             qPrintable(text));
    QVERIFY2(text.contains(u"answers"_s), qPrintable(text));
}

void TestIncidentSnapshot::whatIsNotKnownIsSaidToBe()
{
    const fleettest::Fleet fleet;
    openIncident(fleet, 450);
    const auto none = items::reachText(reachOf(fleet, {})).join(u'\n');
    QVERIFY2(none.contains(u"not known, no objective is set"_s), qPrintable(none));
    const auto unjudged =
        reachOf(fleet, {objectiveOf("code-assistant", "a check that nobody makes")});
    QVERIFY(!unjudged.budgets.front().spent);
    const QString text = items::reachText(unjudged).join(u'\n');
    QVERIFY2(text.contains(u"is not known, no result came"_s), qPrintable(text));
    QVERIFY(!text.contains(u"0 %"_s));
}

void TestIncidentSnapshot::whatLiesBeforeTheStartIsTold()
{
    QCOMPARE(items::afterStartText(std::chrono::milliseconds(300)), u"+300 ms"_s);
    QCOMPARE(items::afterStartText(std::chrono::seconds(252)), u"+4 min 12 s"_s);
    QCOMPARE(items::afterStartText(std::chrono::seconds(-252)), u"−4 min 12 s"_s);
}

// Back in time nothing stands that was counted later.
void TestIncidentSnapshot::whatWasCountedLaterIsNotKnownThen()
{
    const fleettest::Fleet fleet;
    openIncident(fleet, 450);
    const FleetEndClock clock;
    items::RecordingQueries queries(fleet.path());
    items::TimeConductor conductor(clock, true);
    conductor.setBounds({.start = at(0), .end = at(fleettest::kLength)});
    items::IncidentFollower one(queries, conductor);
    one.setActive(true);
    one.setIncident("INC-0001");
    QTRY_VERIFY(one.reach());
    const auto counted = one.reach()->countedAt;
    conductor.seek(at(fleettest::kLength) - std::chrono::milliseconds(500));
    QTRY_VERIFY(!one.reach() || one.reach()->countedAt < counted);
    QTRY_VERIFY(one.reach());
    QVERIFY(one.reach()->countedAt <= conductor.cursor());
}

// After a jump, also forward, and after the way back to live, nothing stands until it is counted of
// the time that is shown; while live goes on by itself the last count does.
void TestIncidentSnapshot::whatWasCountedOfAnotherTimeIsNotTold()
{
    const fleettest::Fleet fleet;
    openIncident(fleet, 450, 460);
    fleettest::ManualClock clock;
    clock.time = at(fleettest::kLength - 10);
    items::RecordingQueries queries(fleet.path());
    items::TimeConductor conductor(clock, true);
    conductor.setBounds({.start = at(0), .end = clock.time});
    conductor.seek(at(500));
    items::IncidentFollower one(queries, conductor);
    one.setActive(true);
    one.setIncident("INC-0001");
    QTRY_VERIFY(one.reach());
    const auto early = one.reach()->exposure.answers;
    conductor.setSpan(1h); // the same time
    QVERIFY(one.reach());
    conductor.seek(at(540));
    QVERIFY(!one.reach());
    QTRY_VERIFY(one.reach());
    QCOMPARE(one.reach()->countedAt, at(540));
    const auto later = one.reach()->exposure.answers;
    QVERIFY(later > early);
    conductor.goLive();
    QVERIFY(!one.reach());
    QTRY_VERIFY(one.reach());
    QVERIFY(one.reach()->exposure.answers > later);
    const auto counted = one.reach()->countedAt;
    clock.time += 2s;
    QTRY_COMPARE(conductor.cursor(), clock.time);
    QVERIFY(one.reach());
    QCOMPARE(one.reach()->countedAt, counted);
    // What is under way when the time is left is not taken for the next.
    one.readNow();
    conductor.seek(at(480));
    QVERIFY(!one.reach());
    QTRY_VERIFY(one.reach());
    QCOMPARE(one.reach()->countedAt, at(480));
    QVERIFY(one.reach()->exposure.answers < early);
}

// Of what had happened there, by what was found out since.
void TestIncidentSnapshot::asKnownNowItReachesToTheCursor()
{
    const fleettest::Fleet fleet;
    openIncident(fleet, 450, 460);
    const auto reader = store::Reader::open(fleet.path());
    const incident::Incident opened = incident::readIncidents(**reader)->front();
    append(
        fleet,
        incident::momentEntry(opened, incident::MomentKind::Recovery, at(550), 0, "seen", at(560)),
        560);
    append(fleet, incident::closedEntry(opened, "over", at(570)), 570);
    const FleetEndClock clock;
    items::RecordingQueries queries(fleet.path());
    items::TimeConductor conductor(clock, true);
    conductor.setBounds({.start = at(0), .end = at(fleettest::kLength)});
    conductor.setAsKnownNow(true);
    conductor.seek(at(500));
    items::IncidentsFollower all(queries, conductor);
    items::IncidentFollower one(queries, conductor);
    one.setActive(true);
    one.setIncident("INC-0001");
    QTRY_VERIFY(one.reach() && one.record());
    QTRY_VERIFY(!all.incidents().empty() && all.incidents().front().isOpen());
    QVERIFY(one.record()->range.end <= at(500));
    QVERIFY(!one.record()->moments.back().time);
    QVERIFY(one.reach()->exposure.range.end <= at(500));
    const auto answers = one.reach()->exposure.answers;
    QVERIFY(answers > 0);
    conductor.seek(at(580));
    QTRY_VERIFY(one.record()->moments.back().time == at(550));
    QTRY_VERIFY(one.reach() && one.reach()->exposure.answers > answers);
    QTRY_VERIFY(!all.incidents().front().isOpen());
    // Then, nobody had fixed it yet: what was counted as known now does not stand for it.
    conductor.seek(at(555));
    QTRY_VERIFY(one.reach() && one.reach()->countedAt == at(555));
    conductor.setAsKnownNow(false);
    QVERIFY(!one.reach());
    QTRY_VERIFY(one.record()->moments.back().time != at(550));
}

// As the report does, see tst_reportdocument.
void TestIncidentSnapshot::whatIsClosedSaysWhatItMeasures()
{
    incident::Incident subject;
    subject.status = incident::Status::Closed;
    subject.start = at(0);
    subject.opened = at(70);
    subject.closed = at(600);
    std::vector<incident::KeyMoment> moments;
    moments.push_back({.kind = incident::MomentKind::Start,
                       .time = at(0),
                       .why = "x",
                       .who = {},
                       .isEstimated = true});
    moments.push_back(
        {.kind = incident::MomentKind::Recovery, .time = std::nullopt, .why = "x", .who = {}});
    const QString unread = items::standingText(subject, at(700));
    QVERIFY2(unread.contains(u" · 8 min 50 s from opening to closing · "_s), qPrintable(unread));
    QVERIFY2(!unread.contains(u"recovery"_s), qPrintable(unread));
    const QString unknown = items::standingText(subject, at(700), &moments);
    QVERIFY2(unknown.contains(
                 u" · from start to recovery not known · 8 min 50 s from opening to closing · "_s),
             qPrintable(unknown));
    moments.back().time = at(224);
    const QString known = items::standingText(subject, at(700), &moments);
    QVERIFY2(known.contains(u" · ≈ 3 min 44 s from start to recovery · 8 min 50 s from opening to "
                            "closing · "_s),
             qPrintable(known));
}

void TestIncidentSnapshot::hostileNamesStayInOneLine()
{
    incident::Incident subject;
    subject.commander = "\u202Eevil\nnext";
    subject.services = {std::string(100'000, 'x'), "a\nb", "c", "d", "e", "f"};
    const QString text = items::standingText(subject, at(10));
    QVERIFY(!text.contains(u'\n'));
    QVERIFY(!text.contains(u'\u202E'));
    QVERIFY(text.size() < 1000);
    QVERIFY2(text.contains(u"and 2 more"_s), qPrintable(text));
}

void TestIncidentSnapshot::theFollowerSeesItOnceItIsKnown()
{
    const fleettest::Fleet fleet;
    openIncident(fleet, 450);
    const FleetEndClock clock;
    items::RecordingQueries queries(fleet.path());
    items::TimeConductor conductor(clock, true);
    conductor.setBounds({.start = at(0), .end = at(fleettest::kLength)});
    items::IncidentsFollower all(queries, conductor);
    QTRY_COMPARE(all.incidents().size(), std::size_t{1});
    items::IncidentFollower one(queries, conductor);
    QSignalSpy updated(&one, &items::IncidentFollower::updated);
    one.setIncident("INC-0001");
    queries.waitForIdle();
    QVERIFY(!one.record()); // nobody looks
    one.setActive(true);
    QTRY_VERIFY(one.record() && one.reach());
    QCOMPARE(one.record()->moments.size(), incident::kMomentKinds.size());
    QVERIFY(one.reach()->exposure.answers > 0);
    QVERIFY(updated.count() >= 2); // the moments do not wait for what takes long
    conductor.seek(at(500)); // before anybody opened it
    QTRY_VERIFY(all.incidents().empty());
    conductor.goLive();
    QTRY_COMPARE(all.incidents().size(), std::size_t{1});
    one.setIncident({});
    QVERIFY(!one.record() && !one.reach());
}

QTEST_GUILESS_MAIN(TestIncidentSnapshot)
#include "tst_incidentsnapshot.moc"
