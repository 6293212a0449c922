// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/incidententries.h"
#include "models/items/timejumps.h"
#include "tests/models/items/fleetfixture.h"

#include <QTest>

#include <algorithm>

using namespace std::chrono_literals;
using namespace fleettest;
using items::MarkedTime;
using items::MarkKind;

class TestTimeJumps : public QObject
{
    Q_OBJECT

private slots:
    void onlyAMomentIsAKeyMoment();
    void marksByKind();
    void proposedMomentsAreMarks();
    void besideACursor();
};

void TestTimeJumps::onlyAMomentIsAKeyMoment()
{
    telemetry::TimelineEntry entry;
    entry.kind = "incident";
    entry.payload = R"({"what":"moment","moment":"detection"})";
    QVERIFY(items::isKeyMoment(entry));
    entry.kind = "note"; // whatever it claims
    QVERIFY(!items::isKeyMoment(entry));
    entry.kind = "incident";
    for (const char* payload :
         {R"({"what":"opened","moment":"x"})", R"(["what","moment"])", R"({"what":["moment"]})",
          R"({"x":{"what":"moment"}})", "{", "", "\xff\xfe"}) {
        entry.payload = payload;
        QVERIFY2(!items::isKeyMoment(entry), payload);
    }
    entry.payload = R"({"what":"moment","x":")" + std::string(10'000'000, '[') + R"("})";
    QVERIFY(!items::isKeyMoment(entry)); // too long to be one
}

void TestTimeJumps::marksByKind()
{
    const Fleet fleet;
    telemetry::TimelineEntry entry;
    const auto append = [&](const char* kind, double second, const char* payload = "{}") {
        entry.kind = kind;
        entry.payload = payload;
        entry.time = at(second);
        entry.recorded = at(second + 1);
        fleet.append(entry);
    };
    append("note", 100);
    append("rung", 110);
    append("step", 120);
    append("lever", 130);
    append("mode", 140);
    append("incident", 150, R"({"what":"severity"})");
    append("incident", 160, R"({"what":"moment"})");
    const auto reader = store::Reader::open(fleet.path());
    QVERIFY(reader);
    const auto count = [&](MarkKind kind) {
        const auto marks = items::readMarks(**reader, fleet.path(), kind);
        return marks ? static_cast<int>(marks->size()) : -1;
    };
    QCOMPARE(count(MarkKind::Alarm), 1);
    QCOMPARE(count(MarkKind::Action), 3);
    QCOMPARE(count(MarkKind::KeyMoment), 2);
    QCOMPARE(count(MarkKind::Any), 1 + 1 + 3); // alarm; new model; note, lever and moment
    const auto alarms = items::readMarks(**reader, fleet.path(), MarkKind::Alarm);
    QCOMPARE(alarms->front().time, firstAlarm().onset);
    QCOMPARE(alarms->front().recorded, firstAlarm().recorded);
}

// What the incident's page shows on its axis, before anybody fixed any of it.
void TestTimeJumps::proposedMomentsAreMarks()
{
    const Fleet fleet;
    incident::Opening opening;
    opening.title = "It";
    opening.alarms = {"A-0001"};
    opening.start = firstAlarm().onset;
    telemetry::TimelineEntry opened = *incident::openedEntry(opening, {}, at(400));
    opened.actor = "ada";
    opened.recorded = opened.time;
    fleet.append(opened);
    const auto marksOf = [&fleet] {
        const auto reader = store::Reader::open(fleet.path());
        return items::readMarks(**reader, fleet.path(), MarkKind::KeyMoment).value();
    };
    using incident::MomentKind;
    const auto markOf = [](const std::vector<MarkedTime>& marks, MomentKind kind) {
        const auto found = std::ranges::find(marks, std::optional(kind), &MarkedTime::proposed);
        return found == marks.end() ? std::nullopt : std::optional(*found);
    };
    const auto marks = marksOf();
    QCOMPARE(markOf(marks, MomentKind::Start).value().time, firstAlarm().onset);
    QCOMPARE(markOf(marks, MomentKind::Detection).value().time, firstAlarm().recorded);
    QCOMPARE(markOf(marks, MomentKind::Acknowledgement).value().time, at(400));
    QVERIFY(!markOf(marks, MomentKind::Recovery)); // not known
    // One that is fixed stands where it was put, and is no longer proposed.
    const auto known = incident::incidentsOf({opened});
    telemetry::TimelineEntry fixed =
        *incident::momentEntry(known.front(), MomentKind::Detection, at(350), 0, "seen", at(500));
    fixed.actor = "ada";
    fixed.recorded = at(500);
    fleet.append(fixed);
    const auto later = marksOf();
    QVERIFY(!markOf(later, MomentKind::Detection));
    QVERIFY(std::ranges::find(later, at(350), &MarkedTime::time) != later.end());
    QCOMPARE(later.size(), marks.size());
}

void TestTimeJumps::besideACursor()
{
    // One that was recorded a minute after it happened.
    const std::vector<MarkedTime> marks{{at(10), at(70)}, {at(30), at(30)}, {at(50), at(50)}};
    const auto beside = [&](double cursor, bool isForward, bool isNow) {
        const auto found = items::markBeside(marks, at(cursor), isForward, isNow);
        return found ? found->time : telemetry::Timestamp{};
    };
    QCOMPARE(beside(0, true, true), at(10));
    QCOMPARE(beside(0, true, false), at(30)); // the late one came last
    QCOMPARE(beside(60, true, false), at(10));
    QCOMPARE(beside(60, false, false), at(50));
    QCOMPARE(beside(100, false, false), at(10));
    QCOMPARE(beside(100, false, true), at(50));
    QCOMPARE(beside(100, true, true), telemetry::Timestamp{});
    QCOMPARE(beside(10, false, true), telemetry::Timestamp{});
    // Standing where it comes in view, one goes on to the next.
    const auto found = items::markBeside(marks, at(30) + 1ns, true, true);
    QVERIFY(found && found->time == at(50));
    const auto back = items::markBeside(marks, at(30) + 1ns, false, true);
    QVERIFY(back && back->time == at(10));
}

QTEST_GUILESS_MAIN(TestTimeJumps)
#include "tst_timejumps.moc"
