// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/alarmtext.h"
#include "models/incident/incidententries.h"
#include "models/incident/incidentrecord.h"
#include "models/incident/keymoments.h"
#include "models/incident/madeanew.h"
#include "models/telemetry/signalcheck.h"
#include "tests/models/incident/story.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using incident::Incident;
using incident::MomentKind;
using incidenttest::storySecond;

namespace {

telemetry::AlarmTransition alarm(const std::string& id, const std::string& group, int onset,
                                 const std::string& service = "bot")
{
    telemetry::AlarmTransition transition;
    transition.alarm = id;
    transition.service = service;
    transition.check = telemetry::kGroundedness;
    transition.incident = group;
    transition.onset = storySecond(onset);
    transition.time = storySecond(onset + 5);
    transition.recorded = storySecond(onset + 6);
    transition.actor = "detector";
    return transition;
}

// A-0001 and A-0002 of one group, A-0003 of another; of these A-0001 began an incident.
class AlarmStory
{
public:
    AlarmStory() { add(incident::openedEntry(incident::openingOf(alarms[0]), {}, storySecond(0))); }
    bool add(incident::Entry entry)
    {
        if (!entry) {
            refusal = entry.error().message;
            return false;
        }
        entry->actor = "ada";
        entry->sequence = static_cast<std::int64_t>(entries.size()) + 1;
        entry->recorded = storySecond(static_cast<int>(entries.size()) + 1);
        entries.push_back(std::move(*entry));
        return true;
    }
    bool join(std::size_t which, const std::string& id, const std::string& why = {})
    {
        return add(incident::alarmsEntry(of(id), all(), incident::openingOf(alarms[which]), why,
                                         storySecond(10)));
    }
    bool takeOut(std::size_t which, const std::string& id, const std::string& into = {},
                 const std::string& why = "another fault")
    {
        const auto leaving =
            incident::leavingOf(of(id), incident::openingOf(alarms[which]), alarms);
        return add(incident::takenOutEntry(of(id), leaving, into, why, storySecond(20)));
    }
    std::vector<Incident> all() const { return incident::incidentsOf(entries); }
    Incident of(const std::string& id) const
    {
        const auto incidents = all();
        const Incident* found = incident::find(incidents, id);
        return found != nullptr ? *found : Incident{};
    }
    incident::KeyMoment moment(MomentKind kind) const
    {
        return incident::keyMoments(of("INC-0001"), entries, alarms)
            .at(static_cast<std::size_t>(kind));
    }

    const std::vector<telemetry::AlarmTransition> alarms{alarm("A-0001", "I-0001", -60),
                                                         alarm("A-0002", "I-0001", -90, "shop"),
                                                         alarm("A-0003", "I-0002", -30)};
    std::vector<telemetry::TimelineEntry> entries;
    std::string refusal;
};

using Names = std::vector<std::string>;

} // namespace

class TestIncidentAlarms final : public QObject
{
    Q_OBJECT

private slots:
    void whatJoinsBringsItsService();
    void whatIsTakenOutTakesAllWithIt();
    void whatIsTakenOutStaysOut();
    void theLastOneLeavesNothingKnown();
    void whatIsPutBackReachesBackAgain();
    void whatPeopleSaidOfTheStartStays();
    void whatPeopleSaidOfServicesStays();
    void itIsPutIntoAnother();
    void itIsRefusedInWords();
    void aTitleSaysWhatAndWhere_data();
    void aTitleSaysWhatAndWhere();
    void whatIsOpenOfItsGroupComesAlong();
    void whichIncidentHoldsAnAlarm();
    void whatOthersAskIsMadeAnew();
    void whatOthersAskIsHeldAgainstWhatStands();
};

void TestIncidentAlarms::whatJoinsBringsItsService()
{
    AlarmStory story;
    QVERIFY(story.join(1, "INC-0001"));
    QCOMPARE(story.of("INC-0001").alarms, (Names{"A-0001", "A-0002"}));
    QCOMPARE(story.of("INC-0001").services, (Names{"bot", "shop"}));
    QVERIFY(*story.moment(MomentKind::Start).time == storySecond(-90));
}

void TestIncidentAlarms::whatIsTakenOutTakesAllWithIt()
{
    AlarmStory story;
    QVERIFY(story.join(1, "INC-0001"));
    QVERIFY(story.takeOut(0, "INC-0001"));
    const Incident now = story.of("INC-0001");
    QCOMPARE(now.alarms, Names{"A-0002"});
    QCOMPARE(now.services, Names{"shop"}); // the other was A-0001's
    QCOMPARE(now.groups, Names{"I-0001"}); // A-0002 is of it
    QVERIFY(now.start == storySecond(-90)); // it had reached back to A-0001's onset
    QCOMPARE(now.takenOut.size(), 1U);
    QCOMPARE(now.takenOut.front().alarm, "A-0001");
    QCOMPARE(now.takenOut.front().who, "ada");
    QCOMPARE(now.takenOut.front().why, "another fault");
    QVERIFY(now.takenOut.front().when == storySecond(20));
    QVERIFY(*story.moment(MomentKind::Start).time == storySecond(-90));
    // Its entry stands a second before: at the time of the answer.
    QCOMPARE(story.moment(MomentKind::Detection).why,
             "A-0002 was raised, by an answer of " + health::clockText(storySecond(-85)));
    // Its entries are another affair's.
    telemetry::TimelineEntry told;
    told.kind = "alarm";
    told.subject = "A-0001";
    told.time = storySecond(-55);
    const telemetry::TimeRange range{.start = storySecond(-90), .end = storySecond(100)};
    QVERIFY(!incident::belongs(told, now, range));
    told.subject = "A-0002";
    QVERIFY(incident::belongs(told, now, range));
    // Nothing was rewritten, and as it was known before it was part of it.
    QCOMPARE(story.entries.size(), 3U);
    story.entries.pop_back();
    QCOMPARE(story.of("INC-0001").alarms, (Names{"A-0001", "A-0002"}));
}

// As it does with a window: the alarm next to it is about the same.
void TestIncidentAlarms::whatIsOpenOfItsGroupComesAlong()
{
    const AlarmStory story;
    const auto opening = incident::openingOf(story.alarms[0]);
    const auto whole = incident::withGroup(opening, story.alarms, {});
    QCOMPARE(whole.alarms, (Names{"A-0001", "A-0002"})); // A-0003 is of another
    QCOMPARE(whole.services, (Names{"bot", "shop"}));
    QVERIFY(whole.start == opening.start);
    // What is over is not, nor what another incident has.
    auto transitions = story.alarms;
    transitions.push_back(story.alarms[1]);
    transitions.back().state = telemetry::AlarmState::Cleared;
    QCOMPARE(incident::withGroup(opening, transitions, {}).alarms, Names{"A-0001"});
    Incident other;
    other.id = "INC-0007";
    other.alarms = {"A-0002"};
    QCOMPARE(incident::withGroup(opening, story.alarms, {other}).alarms, Names{"A-0001"});
    auto alone = opening;
    alone.groups.clear();
    QCOMPARE(incident::withGroup(alone, story.alarms, {}).alarms, Names{"A-0001"});
}

void TestIncidentAlarms::whatIsTakenOutStaysOut()
{
    AlarmStory story;
    QVERIFY(story.join(1, "INC-0001"));
    QVERIFY(incident::openWith(story.all(), story.alarms[1]) != nullptr);
    QVERIFY(story.takeOut(1, "INC-0001"));
    // Its group is still of the incident, and does not bring it back.
    QCOMPARE(story.of("INC-0001").groups, Names{"I-0001"});
    QVERIFY(incident::openWith(story.all(), story.alarms[1]) == nullptr);
    QVERIFY(incident::openWith(story.all(), alarm("A-0009", "I-0001", 1)) != nullptr);
    // An incident of its own is not of that group.
    QVERIFY(story.add(
        incident::openedEntry(incident::openingOf(story.alarms[1]), story.all(), storySecond(30))));
    QVERIFY(story.of("INC-0002").groups.empty());
    QCOMPARE(incident::openWith(story.all(), story.alarms[0])->id, "INC-0001");
    QCOMPARE(incident::openWith(story.all(), story.alarms[1])->id, "INC-0002");
    // A person may put back what a person took out.
    QVERIFY(story.takeOut(1, "INC-0002"));
    QVERIFY(story.join(1, "INC-0001", "it was this fault"));
    QVERIFY(story.of("INC-0001").takenOut.empty());
    QCOMPARE(incident::openWith(story.all(), story.alarms[1])->id, "INC-0001");
}

void TestIncidentAlarms::theLastOneLeavesNothingKnown()
{
    AlarmStory story;
    QVERIFY(story.takeOut(0, "INC-0001"));
    const Incident now = story.of("INC-0001");
    QVERIFY(now.alarms.empty() && now.groups.empty() && now.services.empty());
    QVERIFY(now.start == now.opened); // no onset is known
    QVERIFY(*story.moment(MomentKind::Start).time == storySecond(0));
    QVERIFY(*story.moment(MomentKind::Detection).time == storySecond(0));
    QVERIFY(!story.moment(MomentKind::Recovery).time);
}

// As the page's Undo does it.
void TestIncidentAlarms::whatIsPutBackReachesBackAgain()
{
    AlarmStory story;
    const Incident before = story.of("INC-0001");
    QVERIFY(before.start == storySecond(-60));
    QVERIFY(story.takeOut(0, "INC-0001"));
    QVERIFY(!story.of("INC-0001").covers(storySecond(-30)));
    QVERIFY(story.join(0, "INC-0001", "undone"));
    QVERIFY(story.of("INC-0001").start == before.start);
    QVERIFY(
        story.of("INC-0001").covers(storySecond(-30))); // a lever that was fired then is its own
    QVERIFY(story.join(2, "INC-0001")); // which began later
    QVERIFY(story.of("INC-0001").start == before.start);
}

void TestIncidentAlarms::whatPeopleSaidOfTheStartStays()
{
    AlarmStory story;
    const incident::Opening byHand{.title = "Refunds", .start = storySecond(-20)};
    QVERIFY(story.add(incident::openedEntry(byHand, story.all(), storySecond(1))));
    QVERIFY(story.of("INC-0002").start == storySecond(-20));
    QVERIFY(story.join(2, "INC-0002"));
    QVERIFY(story.of("INC-0002").start == storySecond(-30));
    QVERIFY(story.takeOut(2, "INC-0002"));
    QVERIFY(story.of("INC-0002").start == storySecond(-20));
}

void TestIncidentAlarms::whatPeopleSaidOfServicesStays()
{
    AlarmStory story;
    QVERIFY(
        story.add(incident::servicesEntry(story.of("INC-0001"), {"bot", "desk"}, storySecond(5))));
    QVERIFY(story.takeOut(0, "INC-0001"));
    QCOMPARE(story.of("INC-0001").services, (Names{"bot", "desk"}));
}

void TestIncidentAlarms::itIsPutIntoAnother()
{
    AlarmStory story;
    QVERIFY(story.join(1, "INC-0001"));
    QVERIFY(story.add(
        incident::openedEntry(incident::openingOf(story.alarms[2]), story.all(), storySecond(15))));
    // Not while it is the other's.
    QVERIFY(!story.join(1, "INC-0002"));
    QVERIFY2(story.refusal.find("INC-0001") != std::string::npos, story.refusal.c_str());
    QVERIFY(story.takeOut(1, "INC-0001", "INC-0002"));
    QVERIFY(story.join(1, "INC-0002", "from INC-0001"));
    QCOMPARE(story.of("INC-0001").alarms, Names{"A-0001"});
    QCOMPARE(story.of("INC-0001").takenOut.front().into, "INC-0002");
    QCOMPARE(story.of("INC-0002").alarms, (Names{"A-0003", "A-0002"}));
    QCOMPARE(story.of("INC-0002").services, (Names{"bot", "shop"}));
}

void TestIncidentAlarms::itIsRefusedInWords()
{
    AlarmStory story;
    QVERIFY(!story.takeOut(1, "INC-0001"));
    QCOMPARE(story.refusal, "A-0002 is no part of INC-0001, which has A-0001.");
    QVERIFY(!story.takeOut(0, "INC-0001", {}, " "));
    QCOMPARE(story.refusal, "Say why A-0001 is no part of INC-0001.");
    QVERIFY(!story.takeOut(0, "INC-0001", "INC-0001"));
    // A postmortem may find that it was no part.
    QVERIFY(story.add(incident::closedEntry(story.of("INC-0001"), "over", storySecond(30))));
    QVERIFY(!story.join(1, "INC-0001"));
    QVERIFY(story.takeOut(0, "INC-0001"));
    QVERIFY(story.of("INC-0001").alarms.empty());
}

void TestIncidentAlarms::aTitleSaysWhatAndWhere_data()
{
    QTest::addColumn<std::string>("check");
    QTest::addColumn<std::string>("title");
    const auto row = [](const char* check, const char* title) {
        QTest::newRow(check) << std::string(check) << std::string(title);
    };
    row("groundedness", "answers not grounded: bot");
    row("served_model", "another model answers: bot");
    row("answer_length", "length of answers moved: bot");
    row("call_duration", "duration of calls moved: bot");
    row("helpfulness (distribution)", "scores of helpfulness moved: bot");
    row("tone", "tone failing: bot");
    row("", "A-0001: bot");
}

void TestIncidentAlarms::aTitleSaysWhatAndWhere()
{
    QFETCH(std::string, check);
    QFETCH(std::string, title);
    telemetry::AlarmTransition told = alarm("A-0001", {}, 0);
    told.check = check;
    QCOMPARE(incident::shortTitle(told), title);
    told.model = "m-2";
    QCOMPARE(incident::shortTitle(told), title + ", m-2");
    for (const char* each : telemetry::kValidatorChecks) {
        told.check = each;
        QVERIFY2(incident::shortTitle(told).size() < 60, each);
    }
}

void TestIncidentAlarms::whichIncidentHoldsAnAlarm()
{
    AlarmStory story;
    QCOMPARE(incident::holding(story.all(), "A-0001")->id, "INC-0001");
    QVERIFY(incident::holding(story.all(), "A-0002") == nullptr);
    QVERIFY(incident::holding(story.all(), {}) == nullptr);
    QVERIFY(story.add(incident::closedEntry(story.of("INC-0001"), "over", storySecond(30))));
    QCOMPARE(incident::holding(story.all(), "A-0001")->id, "INC-0001"); // closed, and all the same
    QVERIFY(story.add(
        incident::openedEntry(incident::openingOf(story.alarms[0]), story.all(), storySecond(31))));
    QCOMPARE(incident::holding(story.all(), "A-0001")->id, "INC-0002"); // an open one first
}

// Each kind of entry, asked by another program and made anew, says the same.
void TestIncidentAlarms::whatOthersAskIsMadeAnew()
{
    AlarmStory story;
    const auto asked = [&story](incident::Entry entry) {
        QVERIFY2(entry, entry ? "" : entry.error().message.c_str());
        const auto anew = incident::madeAnew(*entry, story.all(), storySecond(50));
        QVERIFY2(anew, anew ? entry->payload.c_str() : anew.error().message.c_str());
        QCOMPARE(anew->subject, entry->subject);
        QCOMPARE(anew->text, entry->text);
        QJsonObject one =
            QJsonDocument::fromJson(QByteArray::fromStdString(anew->payload)).object();
        QJsonObject other =
            QJsonDocument::fromJson(QByteArray::fromStdString(entry->payload)).object();
        one.remove(QStringLiteral("uid"));
        other.remove(QStringLiteral("uid"));
        QCOMPARE(one, other);
        QVERIFY(story.add(anew));
    };
    const auto now = [&story] { return story.of("INC-0001"); };
    asked(
        incident::openedEntry(incident::openingOf(story.alarms[2]), story.all(), storySecond(50)));
    asked(incident::titleEntry(now(), "Refunds", storySecond(50)));
    asked(incident::severityEntry(now(), 1, "tenants call", storySecond(50)));
    asked(incident::commanderEntry(now(), "bo", storySecond(50)));
    asked(incident::statusEntry(now(), incident::Status::Mitigated, "pinned", storySecond(50)));
    asked(incident::servicesEntry(now(), {"a", "b"}, storySecond(50)));
    asked(incident::alarmsEntry(now(), story.all(), incident::openingOf(story.alarms[1]), "so",
                                storySecond(50)));
    asked(incident::takenOutEntry(
        now(), incident::leavingOf(now(), incident::openingOf(story.alarms[1]), story.alarms),
        "INC-0002", "no", storySecond(50)));
    asked(incident::momentEntry(now(), MomentKind::Recovery, storySecond(40), 3, "seen",
                                storySecond(50)));
    asked(incident::unfixedEntry(now(), MomentKind::Recovery, "not so", storySecond(50)));
    asked(incident::markEntry(now(), 2, "here", storySecond(50)));
    asked(incident::unmarkEntry(now(), 2, "not here", storySecond(50)));
    asked(incident::linkEntry(now(), "Chat", "https://chat.example", storySecond(50)));
    asked(incident::handoverEntry(now(), "cy", "pinned", storySecond(50)));
    asked(incident::closedEntry(now(), "over", storySecond(50)));
    asked(incident::reopenedEntry(now(), "it is back", storySecond(50)));
    QCOMPARE(story.entries.size(), 17U);
}

void TestIncidentAlarms::whatOthersAskIsHeldAgainstWhatStands()
{
    AlarmStory story;
    const auto severity = incident::severityEntry(story.of("INC-0001"), 1, {}, storySecond(1));
    QVERIFY(story.add(incident::madeAnew(*severity, story.all(), storySecond(2))));
    const auto again = incident::madeAnew(*severity, story.all(), storySecond(3));
    QVERIFY(!again && again.error().kind == telemetry::ErrorKind::Refused);
    telemetry::TimelineEntry asked = *severity;
    asked.subject = "INC-0009";
    QVERIFY(!incident::madeAnew(asked, story.all(), storySecond(3)));
    asked.subject = "INC-0001";
    for (const char* payload : {"", "[]", R"({"what":"rewritten"})", R"({"what":"status"})",
                                R"({"what":"moment","moment":"start"})"}) {
        asked.payload = payload;
        const auto refused = incident::madeAnew(asked, story.all(), storySecond(3));
        QVERIFY2(!refused && refused.error().kind == telemetry::ErrorKind::Usage, payload);
    }
    asked = *severity;
    asked.kind = "action"; // nothing but incidents is asked for this way
    QVERIFY(!incident::madeAnew(asked, story.all(), storySecond(3)));
}

QTEST_GUILESS_MAIN(TestIncidentAlarms)
#include "tst_incidentalarms.moc"
