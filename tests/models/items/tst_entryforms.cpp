// SPDX-License-Identifier: GPL-3.0-or-later

// Entries of the timeline as a window of another language says them, each made by the model's own
// function.

#include "models/incident/incidententries.h"
#include "models/incident/keymoments.h"
#include "models/items/viewstate.h"
#include "models/practice/training.h"
#include "models/runbook/guardrails.h"
#include "models/runbook/levercredit.h"
#include "models/runbook/runentries.h"
#include "tests/models/items/saidanew.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include <chrono>
#include <string>
#include <vector>

using namespace runbook;
using namespace saidanew;
using namespace std::chrono_literals;
using namespace Qt::StringLiterals;
using telemetry::TimelineEntry;
using telemetry::Timestamp;

class TestEntryForms : public QObject
{
    Q_OBJECT

private slots:
    void leverEntries();
    void runEntries();
    void approvalEntries();
    void whatWasOnTheScreen();
    void incidentEntries();
    void aPayloadThatSaysOtherwiseStays();
};

void TestEntryForms::leverEntries()
{
    const LeverPlan plan = pinPlan();
    ENTRY_SAID_ANEW(armEntry(plan, kSaidNow));
    ENTRY_SAID_ANEW(disarmEntry(plan, "It was armed for 30 s without being fired.", kSaidNow));
    ENTRY_SAID_ANEW(actionEntry(plan, false, kSaidNow));
    LeverPlan empty = plan;
    empty.before.exists = false;
    empty.before.value.clear();
    empty.isRemoval = true;
    ENTRY_SAID_ANEW(actionEntry(empty, true, kSaidNow));
    GuardRecord broken;
    broken.breakGlass = "it burns";
    broken.broken = "The approval of one more person is missing.";
    ENTRY_SAID_ANEW(withGuard(actionEntry(plan, false, kSaidNow), broken));
    for (const TimelineEntry& entry : resultEntries(plan, fireResult(), false, kSaidNow))
        ENTRY_SAID_ANEW(entry);
    LeverState after = plan.before;
    after.value = "m-0";
    ENTRY_SAID_ANEW(leverMovedEntry(plan.lever, plan.before, after, kSaidNow));
    ENTRY_SAID_ANEW(leversFoundEntry({{plan.lever, plan.before}}, kSaidNow));
    LeverCredit credit;
    credit.entry = 3;
    credit.lever = "pin:bot";
    credit.person = "eve";
    ENTRY_SAID_ANEW(creditEntry(credit, kSaidNow));
    const OtherLanguage other;
    QCOMPARE(items::entryText(rungEntry(plan, fireResult().rungs.back(), kSaidNow)),
             u"«pin:bot, «accepted»: «unknown»» («a conflict, and it stands there»)"_s);
}

void TestEntryForms::runEntries()
{
    const Runbook book = smallBook();
    auto run = RunbookRun::start(book, "ada", kSaidNow, {});
    ENTRY_SAID_ANEW(startEntry(run, book));
    ENTRY_SAID_ANEW(resumeEntry(run, book, kSaidNow));
    ENTRY_SAID_ANEW(leaveEntry(book.id, book.title, kSaidNow));
    StepProgress done{.step = "look",
                      .state = StepState::Done,
                      .who = "ada",
                      .when = kSaidNow,
                      .note = "as it was"};
    ENTRY_SAID_ANEW(stepEntry(book.id, "Look at it", done));
    done.times = 2;
    ENTRY_SAID_ANEW(repeatEntry(book.id, "Look at it", done));
    QVERIFY(run.abort({.who = "ada", .when = kSaidNow, .reason = "enough"}));
    ENTRY_SAID_ANEW(abortEntry(run, book.title));
    ENTRY_SAID_ANEW(probingEntry(book.id, book.steps.at(1), proofRecord()));
    ENTRY_SAID_ANEW(proofEntry(book.id, book.steps.at(1), proofRecord()));
    ProbeAnswer answer;
    answer.probe = "q1";
    answer.model = "m-0";
    answer.reason = "It is empty.";
    ENTRY_SAID_ANEW(answerEntry(book.id, book.steps.at(1), answer));
    ENTRY_SAID_ANEW(practice::trainingStarted(kSaidNow));
    ENTRY_SAID_ANEW(practice::hintTaken(2, kSaidNow));
    ENTRY_SAID_ANEW(practice::trainingEnded({.scenario = "overload"}, kSaidNow, kSaidNow, true));
    // What a person noted, and titles of theirs, stay.
    const OtherLanguage other;
    QCOMPARE(items::entryText(repeatEntry(book.id, "Look at it", done)),
             u"«Step «done» again, time 2: »Look at it (as it was)"_s);
}

void TestEntryForms::approvalEntries()
{
    const LeverPlan plan = pinPlan();
    ENTRY_SAID_ANEW(approvalEntry(plan, "ada", kSaidNow));
    const TimelineEntry asked = approvalRequestEntry(plan, "ada", "Pin it", kSaidNow);
    ENTRY_SAID_ANEW(asked);
    const auto request = approvalRequestFrom(asked);
    QVERIFY(request);
    Approval decision = approvalBy("eve", kSaidNow);
    ENTRY_SAID_ANEW(decisionEntry(*request, decision));
    decision.isDeclined = true;
    decision.reason = "not: now";
    ENTRY_SAID_ANEW(decisionEntry(*request, decision));
    // Values are called what the control plane calls them.
    LeverPlan breaker = plan;
    breaker.before.value = "closed";
    breaker.to = "open";
    LeverPlan removal = plan;
    removal.isRemoval = true;
    const OtherLanguage other;
    const QString said = items::entryText(approvalEntry(breaker, "ada", kSaidNow));
    QVERIFY2(said.startsWith(u"«Approved pin:bot on bot: closed to open (plan "_s),
             qPrintable(said));
    QVERIFY(items::entryText(approvalEntry(removal, "ada", kSaidNow))
                .startsWith(u"«Approved pin:bot on bot: m-1 to «no entry» (plan "_s));
}

void TestEntryForms::whatWasOnTheScreen()
{
    TimelineEntry screen;
    screen.kind = "screen";
    screen.payload = QJsonDocument(QJsonObject{{u"view"_s, items::toJson(items::ViewState())}})
                         .toJson()
                         .toStdString();
    const auto state = items::shownState(screen);
    QVERIFY(state);
    for (const char* when :
         {"the lever was fired", "an undo was sent", "A-0001 was acknowledged",
          "pin:bot was approved in another window", "pin:bot was declined in another window"}) {
        screen.text = std::string("On the screen when ") + when + ": "
            + items::viewStateText(*state).toStdString();
        QCOMPARE(items::entryText(screen), QString::fromStdString(screen.text));
        const OtherLanguage other;
        QVERIFY2(items::entryText(screen).startsWith(u"«On the screen when «"_s
                                                     + QString::fromLatin1(when) + u"»: "_s),
                 qPrintable(items::entryText(screen)));
    }
}

void TestEntryForms::incidentEntries()
{
    using namespace incident;
    Opening opening;
    opening.title = "answers refused: bot";
    opening.alarms = {"A-0001"};
    const auto opened = openedEntry(opening, {}, kSaidNow);
    QVERIFY(opened);
    ENTRY_SAID_ANEW(*opened);
    Incident one;
    one.id = opened->subject;
    one.title = "it";
    one.openedBy = "ada";
    one.severity = 2;
    one.alarms = {"A-0001"};
    one.marks.push_back({.entry = 4, .why = {}, .who = {}});
    const auto check = [](const incident::Entry& made) {
        QVERIFY2(made, made ? "" : made.error().message.c_str());
        ENTRY_SAID_ANEW(*made);
    };
    check(titleEntry(one, "The bot", kSaidNow));
    check(severityEntry(one, 1, "worse", kSaidNow));
    check(commanderEntry(one, "ada", kSaidNow));
    check(statusEntry(one, Status::Identified, "the prompt", kSaidNow));
    check(servicesEntry(one, {"bot", "shop"}, kSaidNow));
    check(momentEntry(one, MomentKind::Detection, kSaidNow, 3, "seen", kSaidNow));
    check(linkEntry(one, "", "http://x", kSaidNow));
    check(markEntry(one, 5, "look", kSaidNow));
    check(unmarkEntry(one, 4, "", kSaidNow));
    check(handoverEntry(one, "eve", "all of it", kSaidNow));
    check(closedEntry(one, "over", kSaidNow));
    const auto refused = [](const Entry& entry) {
        QVERIFY(!entry);
        SAID_ANEW(entry.error().message);
    };
    refused(titleEntry(one, "", kSaidNow));
    refused(titleEntry(one, "it", kSaidNow));
    refused(severityEntry(one, 2, "", kSaidNow));
    refused(severityEntry(one, 9, "", kSaidNow));
    refused(unfixedEntry(one, MomentKind::Start, "", kSaidNow));
    refused(momentEntry(one, MomentKind::Start, kSaidNow + 1h, 0, "", kSaidNow));
    refused(unmarkEntry(one, 77, "", kSaidNow));
    refused(closedEntry(one, "", kSaidNow));
    refused(reopenedEntry(one, "again", kSaidNow));
    for (const KeyMoment& moment : keyMoments(one, {}, {}))
        SAID_ANEW(moment.why);
}

// What is recorded counts: a payload that would make other words of it is not believed.
void TestEntryForms::aPayloadThatSaysOtherwiseStays()
{
    TimelineEntry entry = armEntry(pinPlan(), kSaidNow);
    entry.text = "Armed pin:bot: m-1 to m-9";
    const OtherLanguage other;
    QCOMPARE(items::entryText(entry), QString::fromStdString(entry.text));
    TimelineEntry note;
    note.kind = "note";
    note.text = "accepted";
    QCOMPARE(items::entryText(note), u"accepted"_s);
}

QTEST_GUILESS_MAIN(TestEntryForms)
#include "tst_entryforms.moc"
