// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/closing.h"
#include "models/incident/incident.h"
#include "models/incident/incidententries.h"
#include "models/runbook/leverentries.h"
#include "models/runbook/runentries.h"
#include "tests/models/incident/story.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <algorithm>
#include <random>

using incident::Incident;
using incident::MomentKind;
using incident::Status;
using incidenttest::storySecond;

namespace {

telemetry::AlarmTransition alarm(const std::string& id = "A-0001")
{
    telemetry::AlarmTransition transition;
    transition.alarm = id;
    transition.severity = 1;
    transition.service = "bot";
    transition.check = "groundedness";
    transition.sentence = "answers of bot are not grounded in their context: 42 % (8 of 19)";
    transition.incident = "I-0001";
    transition.onset = storySecond(-60);
    transition.time = storySecond(-10);
    transition.recorded = storySecond(-9);
    return transition;
}

// The timeline as a recording gives it back.
class Chain
{
public:
    // Whether it was written; what was refused is kept in `refusal`.
    bool add(incident::Entry entry, const char* who = "ada")
    {
        if (!entry) {
            refusal = entry.error();
            return false;
        }
        entry->actor = who;
        entry->sequence = static_cast<std::int64_t>(entries.size()) + 1;
        entry->recorded = storySecond(static_cast<int>(entries.size()) + 1000);
        entries.push_back(std::move(*entry));
        return true;
    }
    std::vector<Incident> all() const { return incident::incidentsOf(entries); }
    Incident only() const
    {
        const auto incidents = all();
        return incidents.size() == 1 ? incidents.front() : Incident{};
    }

    std::vector<telemetry::TimelineEntry> entries;
    telemetry::Error refusal;
};

} // namespace

class TestIncident final : public QObject
{
    Q_OBJECT

private slots:
    void isWhatTheTimelineSays();
    void opensOfAnAlarm();
    void opensOfAnAlert_data();
    void opensOfAnAlert();
    void anAlarmIsOfOneOpenIncident();
    void numbersGoOn();
    void refusesWhatCannotBe();
    void closedTakesOnlyWhatAPostmortemAdds();
    void closingWhatIsNotOverIsSaid();
    void momentsAreFixedAnew();
    void marksComeAndGo();
    void passesOverWhatCannotBeRead();
    void keepsHostileTextAsText();
    void anyOrderOfEntriesReads();
};

void TestIncident::isWhatTheTimelineSays()
{
    Chain chain;
    QVERIFY(chain.add(incident::openedEntry({.title = "Wrong refunds",
                                             .severity = 2,
                                             .services = {"bot"},
                                             .alarms = {},
                                             .groups = {},
                                             .fingerprints = {},
                                             .start = storySecond(-100)},
                                            {}, storySecond(0))));
    Incident now = chain.only();
    QCOMPARE(now.id, "INC-0001");
    QCOMPARE(now.uid.size(), 36U);
    QVERIFY(now.start == storySecond(-100) && now.opened == storySecond(0));
    QCOMPARE(now.openedBy, "ada");
    QVERIFY(now.covers(storySecond(-100)) && !now.covers(storySecond(-101))
            && now.covers(storySecond(100'000)));

    QVERIFY(chain.add(incident::severityEntry(now, 1, "tenants call", storySecond(1))));
    QVERIFY(chain.add(incident::commanderEntry(now, "bo", storySecond(2))));
    QVERIFY(chain.add(incident::statusEntry(now, Status::Identified, "index 7", storySecond(3))));
    QVERIFY(chain.add(incident::servicesEntry(now, {"bot", "agent"}, storySecond(4))));
    QVERIFY(chain.add(incident::titleEntry(now, "Refunds of last year", storySecond(5))));
    QVERIFY(
        chain.add(incident::linkEntry(now, "Channel", "https://chat.example/C1", storySecond(6))));
    QVERIFY(chain.add(incident::handoverEntry(now, "cy", "pinned, waiting", storySecond(7)), "bo"));
    QVERIFY(chain.add(incident::closedEntry(now, "recovered", storySecond(8)), "cy"));
    now = chain.only();
    QCOMPARE(now.severity, 1);
    QCOMPARE(now.commander, "cy"); // who it was handed to
    QCOMPARE(now.services, (std::vector<std::string>{"bot", "agent"}));
    QCOMPARE(now.title, "Refunds of last year");
    QCOMPARE(now.links.front().address, "https://chat.example/C1");
    QCOMPARE(now.handovers.front().from, "bo");
    QCOMPARE(now.handovers.front().to, "cy");
    QVERIFY(now.status == Status::Closed && now.closed == storySecond(8));
    QCOMPARE(now.closedWhy, "recovered");
    QVERIFY(!now.covers(storySecond(8)) && now.covers(storySecond(7)));
    // As it was known before: the first entries alone.
    chain.entries.resize(4);
    QVERIFY(chain.only().status == Status::Identified);
    QCOMPARE(chain.only().title, "Wrong refunds");
}

void TestIncident::closingWhatIsNotOverIsSaid()
{
    const auto book = runbook::parseRunbook(R"(---
id: roll-back
title: Roll back
parameters: {service: which}
---

## One

```step
id: look
kind: check
title: Look at {service}
expect: it is so
```

## Two

```step
id: tell
kind: manual
title: Tell them
```
)")
                          .runbook;
    QCOMPARE(book.steps.size(), 2U);
    Chain chain;
    QVERIFY(chain.add(
        incident::openedEntry({.title = "It", .start = storySecond(0)}, {}, storySecond(0))));
    const auto against = [&](const char* who) {
        return incident::againstClosing(chain.only(), chain.entries, who);
    };
    QVERIFY(against("ada").empty()); // nobody is in command, and no runbook was begun
    QVERIFY(chain.add(incident::commanderEntry(chain.only(), "bo", storySecond(2))));
    QCOMPARE(against("ada"), std::vector<std::string>{"Commanded by bo."});
    QVERIFY(against("bo").empty());

    // One of before is another affair's.
    auto run = runbook::RunbookRun::start(book, "ada", storySecond(-50), {{"service", "bot"}});
    chain.entries.insert(chain.entries.begin(), runbook::startEntry(run, book));
    QVERIFY(against("bo").empty());
    run = runbook::RunbookRun::start(book, "ada", storySecond(10), {{"service", "bot"}});
    QVERIFY(chain.add(runbook::startEntry(run, book)));
    QCOMPARE(against("bo"),
             std::vector<std::string>{"The run of runbook “Roll back” is unfinished: at step "
                                      "“Look at bot”."});
    QCOMPARE(against("ada").size(), 2U);
    const auto settle = [&](const char* step, runbook::StepState state, int second) {
        const runbook::StepProgress progress{
            .step = step, .state = state, .who = "ada", .when = storySecond(second), .note = {}};
        QVERIFY(chain.add(runbook::stepEntry(book.id, step, progress)));
    };
    settle("look", runbook::StepState::Done, 11);
    QVERIFY(against("bo").front().ends_with("at step “Tell them”."));
    settle("tell", runbook::StepState::Failed, 12);
    QVERIFY(against("bo").front().ends_with("at step “Tell them”.")); // failed is not done
    settle("tell", runbook::StepState::Skipped, 13);
    QVERIFY(against("bo").empty());

    // Given up is over as well.
    run = runbook::RunbookRun::start(book, "ada", storySecond(20), {{"service", "bot"}});
    QVERIFY(chain.add(runbook::startEntry(run, book)));
    QCOMPARE(against("bo").size(), 1U);
    QVERIFY(run.abort({.who = "ada", .when = storySecond(21), .reason = "no use"}));
    QVERIFY(chain.add(runbook::abortEntry(run, book.title)));
    QVERIFY(against("bo").empty());
}

void TestIncident::opensOfAnAlarm()
{
    const incident::Opening opening = incident::openingOf(alarm());
    Chain chain;
    QVERIFY(chain.add(incident::openedEntry(opening, {}, storySecond(0))));
    const Incident now = chain.only();
    QCOMPARE(now.title, "answers not grounded: bot"); // what and where
    QCOMPARE(now.summary, "answers of bot are not grounded in their context: 42 % (8 of 19)");
    QCOMPARE(now.severity, 1);
    QCOMPARE(now.alarms, std::vector<std::string>{"A-0001"});
    QCOMPARE(now.groups, std::vector<std::string>{"I-0001"});
    QVERIFY(now.start == storySecond(-60));
    QVERIFY(chain.entries.front().time == storySecond(0)); // it was opened then
}

void TestIncident::opensOfAnAlert_data()
{
    QTest::addColumn<QByteArray>("label");
    QTest::addColumn<int>("severity");
    QTest::newRow("critical") << QByteArray(R"("critical")") << 1;
    QTest::newRow("word in capitals") << QByteArray(R"("WARNING")") << 3;
    QTest::newRow("number") << QByteArray(R"("4")") << 4;
    QTest::newRow("unknown") << QByteArray(R"("purple")") << 2;
    QTest::newRow("no text") << QByteArray("17") << 2;
}

void TestIncident::opensOfAnAlert()
{
    QFETCH(QByteArray, label);
    QFETCH(int, severity);
    telemetry::TimelineEntry entry;
    entry.kind = "alert";
    entry.subject = "a1b2c3d4";
    entry.time = storySecond(0);
    entry.text = "WrongAnswers is firing: refunds";
    entry.payload = "{\"name\":\"WrongAnswers\",\"starts_at\":\"2026-11-18T08:00:00Z\",\"labels\":{"
                    "\"service\":\"bot\","
                    "\"severity\":"
        + label.toStdString() + "}}";
    const auto opening = incident::openingOf(entry);
    QVERIFY(opening);
    QCOMPARE(opening->severity, severity);
    QCOMPARE(opening->title, "WrongAnswers: bot");
    QCOMPARE(opening->summary, "WrongAnswers is firing: refunds");
    QCOMPARE(opening->services, std::vector<std::string>{"bot"});
    QCOMPARE(opening->fingerprints, std::vector<std::string>{"a1b2c3d4"});
    QVERIFY(opening->start == telemetry::Timestamp{std::chrono::seconds(1'794'988'800)});
    entry.payload = "no JSON";
    QVERIFY(incident::openingOf(entry)->start == storySecond(0));
    entry.kind = "note";
    QVERIFY(!incident::openingOf(entry));
}

void TestIncident::anAlarmIsOfOneOpenIncident()
{
    Chain chain;
    QVERIFY(chain.add(incident::openedEntry(incident::openingOf(alarm()), {}, storySecond(0))));
    const auto again =
        incident::openedEntry(incident::openingOf(alarm()), chain.all(), storySecond(1));
    QVERIFY(!again);
    QVERIFY(again.error().kind == telemetry::ErrorKind::Refused);
    QVERIFY(again.error().message.find("INC-0001") != std::string::npos);
    // Another one joins it once.
    const auto joining = incident::openingOf(alarm("A-0002"));
    QVERIFY(
        chain.add(incident::alarmsEntry(chain.only(), chain.all(), joining, {}, storySecond(2))));
    QCOMPARE(chain.only().alarms, (std::vector<std::string>{"A-0001", "A-0002"}));
    QCOMPARE(chain.only().groups.size(), 1U);
    QVERIFY(
        !chain.add(incident::alarmsEntry(chain.only(), chain.all(), joining, {}, storySecond(3))));
    // What is closed lets go of it.
    QVERIFY(chain.add(incident::closedEntry(chain.only(), "over", storySecond(4))));
    QVERIFY(chain.add(
        incident::openedEntry(incident::openingOf(alarm()), chain.all(), storySecond(5))));
    QCOMPARE(chain.all().back().id, "INC-0002");
}

void TestIncident::numbersGoOn()
{
    QCOMPARE(incident::nextId({}), "INC-0001");
    Incident one;
    one.id = "INC-0041";
    Incident other;
    other.id = "named by hand";
    QCOMPARE(incident::nextId({one, other}), "INC-0042");
}

void TestIncident::refusesWhatCannotBe()
{
    Chain chain;
    QVERIFY(!chain.add(incident::openedEntry({.severity = 0}, {}, storySecond(0))));
    QVERIFY(!chain.add(incident::openedEntry({.severity = 5}, {}, storySecond(0))));
    incident::Opening ahead;
    ahead.start = storySecond(1);
    QVERIFY(!chain.add(incident::openedEntry(ahead, {}, storySecond(0))));
    QVERIFY(chain.refusal.kind == telemetry::ErrorKind::Usage);
    QVERIFY(chain.entries.empty());
    QVERIFY(chain.add(incident::openedEntry({.title = "It"}, {}, storySecond(0))));
    const Incident now = chain.only();
    QVERIFY(!chain.add(incident::severityEntry(now, 2, {}, storySecond(1)))); // as it is
    QVERIFY(!chain.add(incident::severityEntry(now, 9, {}, storySecond(1))));
    QVERIFY(!chain.add(incident::statusEntry(now, Status::Closed, "x", storySecond(1))));
    QVERIFY(!chain.add(incident::statusEntry(now, Status::Investigating, "x", storySecond(1))));
    QVERIFY(!chain.add(incident::titleEntry(now, "  ", storySecond(1))));
    QVERIFY(!chain.add(incident::closedEntry(now, " ", storySecond(1))));
    QVERIFY(!chain.add(incident::handoverEntry(now, "", "x", storySecond(1))));
    QVERIFY(!chain.add(incident::linkEntry(now, "x", " ", storySecond(1))));
    QVERIFY(!chain.add(incident::markEntry(now, 0, "x", storySecond(1))));
    QVERIFY(!chain.add(incident::unmarkEntry(now, 3, "x", storySecond(1))));
    QVERIFY(!chain.add(incident::reopenedEntry(now, "x", storySecond(1))));
    QVERIFY(!chain.add(
        incident::momentEntry(now, MomentKind::Start, storySecond(2), 0, {}, storySecond(1))));
    QCOMPARE(chain.entries.size(), 1U);
}

void TestIncident::closedTakesOnlyWhatAPostmortemAdds()
{
    Chain chain;
    QVERIFY(chain.add(incident::openedEntry({.title = "It"}, {}, storySecond(0))));
    QVERIFY(chain.add(incident::closedEntry(chain.only(), "over", storySecond(1))));
    const Incident closed = chain.only();
    QVERIFY(!chain.add(incident::severityEntry(closed, 1, {}, storySecond(2))));
    QVERIFY(!chain.add(incident::statusEntry(closed, Status::Mitigated, {}, storySecond(2))));
    QVERIFY(!chain.add(incident::commanderEntry(closed, "bo", storySecond(2))));
    QVERIFY(!chain.add(incident::closedEntry(closed, "again", storySecond(2))));
    QVERIFY(chain.add(incident::momentEntry(closed, MomentKind::Start, storySecond(-5), 0, "so",
                                            storySecond(2))));
    QVERIFY(chain.add(incident::markEntry(closed, 1, "so", storySecond(2))));
    QVERIFY(chain.add(incident::linkEntry(closed, {}, "https://x.example", storySecond(2))));
    QVERIFY(chain.add(incident::reopenedEntry(closed, "it is back", storySecond(3))));
    QVERIFY(chain.only().isOpen() && !chain.only().closed);
}

void TestIncident::momentsAreFixedAnew()
{
    Chain chain;
    QVERIFY(chain.add(incident::openedEntry({.title = "It"}, {}, storySecond(0))));
    QVERIFY(chain.add(incident::momentEntry(chain.only(), MomentKind::Recovery, storySecond(-1), 4,
                                            "seen", storySecond(9))));
    QVERIFY(chain.add(incident::momentEntry(chain.only(), MomentKind::Start, storySecond(-50), 0,
                                            "log", storySecond(9))));
    const Incident now = chain.only();
    QCOMPARE(now.moments.size(), 2U);
    QVERIFY(now.moments.front().kind == MomentKind::Start); // in their order
    QVERIFY(now.moment(MomentKind::Recovery)->time == storySecond(-1));
    QCOMPARE(now.moment(MomentKind::Recovery)->entry, 4);
    QVERIFY(now.moment(MomentKind::Diagnosis) == nullptr);
    // The entry stands where it happened, not where it was said.
    QVERIFY(chain.entries.back().time == storySecond(-50));
    QVERIFY(!chain.add(incident::momentEntry(now, MomentKind::Start, storySecond(-50), 0, "log",
                                             storySecond(10))));
    QVERIFY(chain.add(
        incident::momentEntry(now, MomentKind::Start, storySecond(-40), 0, "log", storySecond(10)),
        "bo"));
    QVERIFY(chain.only().moment(MomentKind::Start)->time == storySecond(-40));
    QCOMPARE(chain.only().moment(MomentKind::Start)->who, "bo");
    QCOMPARE(chain.only().moments.size(), 2U);
    // And not fixed any more, by a further entry.
    QVERIFY(!chain.add(incident::unfixedEntry(now, MomentKind::Diagnosis, "x", storySecond(11))));
    const std::size_t before = chain.entries.size();
    QVERIFY(chain.add(
        incident::unfixedEntry(now, MomentKind::Start, "a typing error", storySecond(11))));
    QCOMPARE(chain.entries.size(), before + 1);
    QVERIFY(chain.only().moment(MomentKind::Start) == nullptr);
    QVERIFY(chain.only().moment(MomentKind::Recovery) != nullptr);
    QVERIFY(chain.add(incident::momentEntry(chain.only(), MomentKind::Start, storySecond(-40), 0,
                                            "log", storySecond(12))));
    QVERIFY(chain.only().moment(MomentKind::Start)->time == storySecond(-40));
}

void TestIncident::marksComeAndGo()
{
    Chain chain;
    QVERIFY(chain.add(incident::openedEntry({.title = "It"}, {}, storySecond(0))));
    for (const int entry : {7, 3, 5})
        QVERIFY(chain.add(incident::markEntry(chain.only(), entry, "so", storySecond(1))));
    QVERIFY(!chain.add(incident::markEntry(chain.only(), 5, "so", storySecond(1))));
    QVERIFY(chain.add(incident::markEntry(chain.only(), 5, "rather so", storySecond(1))));
    QVERIFY(chain.add(incident::unmarkEntry(chain.only(), 3, {}, storySecond(1))));
    const Incident now = chain.only();
    QCOMPARE(now.marks.size(), 2U);
    QCOMPARE(now.marks.front().entry, 5);
    QCOMPARE(now.marks.front().why, "rather so");
    QCOMPARE(now.marks.back().entry, 7);
    QCOMPARE(chain.entries.size(), 6U); // nothing was taken away
}

void TestIncident::passesOverWhatCannotBeRead()
{
    Chain chain;
    QVERIFY(chain.add(incident::openedEntry({.title = "It"}, {}, storySecond(0))));
    const auto add = [&chain](const char* subject, const char* payload) {
        telemetry::TimelineEntry entry;
        entry.kind = "incident";
        entry.subject = subject;
        entry.payload = payload;
        entry.time = storySecond(5);
        chain.entries.push_back(entry);
    };
    add("INC-0001", "no JSON");
    add("INC-0001", "[]");
    add("INC-0001", R"({"what":"severity","severity":"1"})");
    add("INC-0001", R"({"what":"severity","severity":17})");
    add("INC-0001", R"({"what":"status","status":"closed"})"); // has no reason
    add("INC-0001", R"({"what":"moment","moment":"lunch"})");
    add("INC-0001", R"({"what":"mark","entry":-1})");
    add("INC-0001", R"({"what":"opened","title":"Again","severity":1})");
    add("INC-0009", R"({"what":"severity","severity":1})");
    const Incident now = chain.only();
    QCOMPARE(now.title, "It");
    QCOMPARE(now.severity, 2);
    QVERIFY(now.status == Status::Investigating);
    QVERIFY(now.moments.empty() && now.marks.empty());
}

void TestIncident::keepsHostileTextAsText()
{
    const std::string hostile = "<b>\"a\"</b>\n\u202e\xff{\"what\":\"closed\"}";
    Chain chain;
    QVERIFY(chain.add(incident::openedEntry({.title = hostile}, {}, storySecond(0))));
    const Incident now = chain.only();
    QVERIFY(now.isOpen());
    QVERIFY(now.title.find('\n') == std::string::npos);
    QVERIFY(now.title.find("<b>\"a\"</b>") == 0);
    QVERIFY(QString::fromStdString(now.title).contains(QChar(0xfffd)));
    QVERIFY(chain.entries.front().text.find('\n') == std::string::npos);
    const std::string endless(1'000'000, 'x');
    QVERIFY(chain.add(incident::handoverEntry(now, endless, endless, storySecond(1))));
    QVERIFY(chain.entries.back().payload.size() < 40'000);
    QVERIFY(chain.entries.back().text.size() < 500);
    const std::string wide = std::string(16 * 1024 - 1, 'x') + "\u00e9\u00e9";
    QVERIFY(chain.add(incident::closedEntry(now, wide, storySecond(2))));
    QVERIFY(!QString::fromStdString(chain.only().closedWhy).contains(QChar(0xfffd)));
}

// Whatever is chosen in whatever order: what reads says of itself what was written last.
void TestIncident::anyOrderOfEntriesReads()
{
    std::mt19937 random(7); // NOLINT: the same each time
    const auto below = [&random](int limit) {
        return std::uniform_int_distribution<>(0, limit - 1)(random);
    };
    int written = 0;
    for (int round = 0; round < 200; ++round) {
        Chain chain;
        QVERIFY(chain.add(incident::openedEntry({.title = "It"}, {}, storySecond(0))));
        for (int i = 1; i < 30; ++i) {
            const Incident now = chain.only();
            const auto time = storySecond(i);
            const int choice = below(6);
            const int severity = 1 + below(4);
            const auto status = incident::kStatuses.at(static_cast<std::size_t>(below(4)));
            const bool isDone = choice == 0 ? chain.add(severityEntry(now, severity, {}, time))
                : choice == 1               ? chain.add(statusEntry(now, status, {}, time))
                : choice == 2               ? chain.add(closedEntry(now, "so", time))
                : choice == 3               ? chain.add(reopenedEntry(now, "so", time))
                : choice == 4               ? chain.add(markEntry(now, 1 + below(5), {}, time))
                                            : chain.add(unmarkEntry(now, 1 + below(5), {}, time));
            const Incident after = chain.only();
            QCOMPARE(after.id, "INC-0001");
            QCOMPARE(after.isOpen(), !after.closed);
            if (isDone && choice == 0)
                QCOMPARE(after.severity, severity);
            if (isDone && choice == 1)
                QVERIFY(after.status == status);
            if (isDone && choice == 2)
                QVERIFY(after.closed == time);
            if (!isDone)
                QVERIFY(after.severity == now.severity && after.status == now.status
                        && after.marks.size() == now.marks.size());
            QVERIFY(std::ranges::is_sorted(after.marks, {}, &incident::Mark::entry));
            written += isDone ? 1 : 0;
        }
    }
    QVERIFY(written > 1000);
}

QTEST_GUILESS_MAIN(TestIncident)
#include "tst_incident.moc"
