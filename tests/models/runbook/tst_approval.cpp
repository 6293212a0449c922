// SPDX-License-Identifier: GPL-3.0-or-later

// What an approval covers, and who is who.

#include "models/runbook/approval.h"
#include "models/runbook/guardrails.h"
#include "models/runbook/person.h"

#include <QTest>

#include <string>
#include <vector>

using namespace runbook;
using namespace std::chrono_literals;
using telemetry::Timestamp;

namespace {

constexpr Timestamp kNow{100000s};

LeverPlan pin()
{
    LeverPlan plan;
    plan.lever.id = "pin:bot";
    plan.lever.kind = "pin";
    plan.lever.target = "bot";
    plan.lever.environment = "production";
    plan.lever.guard.approvals = 1;
    plan.before = {.value = "m-2", .raw = "m-2", .version = "7", .exists = true, .readAt = {}};
    plan.to = "m-1";
    plan.rawAfter = "m-1";
    plan.requests = {{.method = "PUT",
                      .url = "http://plane/pin",
                      .headers = {{"If-Match", "7"}},
                      .body = "eyJ9",
                      .decoded = {{"/value", "m-1"}}}};
    plan.found = {{"now", "2026-11-28T10:00:00Z"}, {"until", "2026-11-28T12:00:00Z"}};
    return plan;
}

GuardFacts factsWith(std::vector<Approval> approvals)
{
    GuardFacts facts;
    facts.who = {.person = "Ada", .account = "ada", .plan = {}, .when = {}};
    facts.fired = 0;
    facts.reach = 1;
    facts.approvals = std::move(approvals);
    return facts;
}

std::size_t counting(std::vector<Approval> approvals)
{
    for (Approval& approval : approvals) {
        approval.plan = planHash(pin());
        if (approval.when == Timestamp{})
            approval.when = kNow - 1s;
    }
    return countingApprovals(pin(), factsWith(std::move(approvals)), kNow).size();
}

Approval by(const std::string& person, const std::string& account)
{
    return {.person = person, .account = account, .plan = {}, .when = {}};
}

} // namespace

class TestApproval : public QObject
{
    Q_OBJECT

private slots:
    void aPersonHasOneKeyHoweverItIsWritten()
    {
        const std::string key = personKey("Ada Lovelace");
        for (const char* spelling :
             {"ada lovelace", " ADA  LOVELACE ", "Ada\u00a0Lovelace", "Ada\u200bLovelace",
              "\uff21\uff44\uff41 \uff2c\uff4f\uff56\uff45\uff4c\uff41\uff43\uff45",
              "Ada\tLovelace\n", "A\u00adda Lovelace", "Ada Lovelace\ufe0f"})
            QCOMPARE(personKey(spelling), key);
        QCOMPARE(personKey("Stra\u00dfe"), personKey("STRASSE"));
        QCOMPARE(personKey("Zo\u00eb"), personKey("zoe\u0308"));
        QVERIFY(personKey("Zo\u00eb") != personKey("zoe"));
        for (const char* nobody : {"", " ", "\u200b", "\u3164", "\t\n"})
            QVERIFY(personKey(nobody).empty());
    }

    void onePersonNeverCountsTwice()
    {
        QCOMPARE(counting({by("bo", "bo"), by("cy", "cy")}), std::size_t{2});
        QCOMPARE(counting({by("bo", "bo"), by("\uff22\uff2f", "u2")}), std::size_t{1});
        QCOMPARE(counting({by("bo", "u1"), by("cy", " U1")}), std::size_t{1});
        QCOMPARE(counting({by("A da", "u1")}), std::size_t{0});
        QCOMPARE(counting({by("bo", "\uff41\uff44\uff41")}),
                 std::size_t{0}); // the account that fires
        Approval calls = by("bo", "bo");
        calls.name = "ada"; // says itself who it is
        QCOMPARE(counting({calls}), std::size_t{0});
    }

    void nobodyIsNoPerson()
    {
        for (const auto& nobody :
             {by("", ""), by("bo", ""), by("", "bo"), by(" ", "bo"), by("bo", "\u200b")})
            QCOMPARE(counting({nobody}), std::size_t{0});
        // Who fires as nobody may be any of them.
        GuardFacts known = factsWith({by("bo", "bo")});
        known.approvals.front().plan = planHash(pin());
        known.approvals.front().when = kNow - 1s;
        QCOMPARE(countingApprovals(pin(), known, kNow).size(), std::size_t{1});
        known.who = by("", "");
        QCOMPARE(countingApprovals(pin(), known, kNow).size(), std::size_t{0});
    }

    void whatIsDeclinedSinceDoesNotCount()
    {
        Approval declined = by("bo", "bo");
        declined.isDeclined = true;
        declined.reason = "wait for the canary";
        declined.when = kNow - 500ms;
        QCOMPARE(counting({declined}), std::size_t{0});
        QCOMPARE(counting({by("BO", "bo"), declined}), std::size_t{0});
        QCOMPARE(counting({by("bo", "bo"), declined, by("cy", "cy")}), std::size_t{1});
        Approval again = by("bo", "bo");
        again.when = kNow - 100ms;
        QCOMPARE(counting({declined, again}), std::size_t{1});
        GuardFacts known = factsWith({declined});
        known.approvals.front().plan = planHash(pin());
        const std::string text = blockingText(guardObstacles(pin(), known, kNow));
        QVERIFY2(text.find("bo declined it: wait for the canary") != std::string::npos,
                 text.c_str());
    }

    void allThatIsSentIsApproved()
    {
        const std::string hash = planHash(pin());
        const auto differs = [&hash](auto change) {
            LeverPlan other = pin();
            change(other);
            return planHash(other) != hash;
        };
        QVERIFY(!differs([](LeverPlan& plan) { plan.before.readAt = kNow; }));
        // A body with something decoded in it, and what is not decoded of it.
        QVERIFY(differs([](LeverPlan& plan) { plan.requests[0].body = "eyJY"; }));
        QVERIFY(differs([](LeverPlan& plan) { plan.requests[0].decoded[0].second = "m-0"; }));
        QVERIFY(differs([](LeverPlan& plan) { plan.requests[0].headers[0].second = "8"; }));
        QVERIFY(differs([](LeverPlan& plan) { plan.requests[0].headers.clear(); }));
        QVERIFY(differs([](LeverPlan& plan) { plan.requests[0].method = "POST"; }));
        QVERIFY(differs([](LeverPlan& plan) { plan.requests.push_back(plan.requests[0]); }));
        // How long it lasts, not when it was planned.
        QVERIFY(differs([](LeverPlan& plan) { plan.found["until"] = "2026-11-29T10:00:00Z"; }));
        QVERIFY(!differs([](LeverPlan& plan) {
            plan.found = {{"now", "2026-11-28T10:05:00Z"}, {"until", "2026-11-28T12:05:00Z"}};
        }));
        // A short name found somewhere takes nothing out of the rest.
        QVERIFY(differs([](LeverPlan& plan) {
            plan.found["actor"] = "m-1";
            plan.requests[0].url = "http://plane/pin/m-1";
        }));
    }

    void theCanonicalTextIsWhatIsApproved()
    {
        const auto planned = [](const std::string& actor, const std::string& value) {
            LeverPlan plan = pin();
            plan.found["actor"] = actor;
            plan.rawAfter = "{\"by\":\"" + actor + "\"}";
            plan.requests[0].body = actor + " sets " + value;
            plan.requests[0].decoded.clear();
            plan.requests[0].canonical = "PUT /pin\n\n{{actor}} sets " + value;
            return plan;
        };
        // A plan of one person is that of another who would write the same.
        QCOMPARE(planHash(planned("ada", "m-1")), planHash(planned("bo", "m-1")));
        QVERIFY(planHash(planned("ada", "m-1")) != planHash(planned("ada", "m-2")));
    }

    void aRequestTellsTheWholePlan()
    {
        LeverPlan plan = pin();
        plan.before.exists = false;
        plan.before.value.clear();
        auto entry = approvalRequestEntry(plan, "ada", "pin the good one", kNow);
        entry.actor = "Ada";
        QVERIFY(!approvalFrom(entry)); // asks, and approves nothing
        auto request = approvalRequestFrom(entry);
        QVERIFY(request.has_value());
        QVERIFY(isWhole(*request));
        QCOMPARE(request->plan, planHash(plan));
        QCOMPARE(request->person, std::string("Ada"));
        QCOMPARE(request->account, std::string("ada"));
        QCOMPARE(request->before, std::string("no entry"));
        QCOMPARE(request->to, std::string("m-1"));
        QCOMPARE(request->reason, std::string("pin the good one"));
        QVERIFY(request->until == kNow + kApprovalHolds);
        // What is shown in large letters has to be what is hashed.
        const auto isWholeWith = [&request](auto change) {
            ApprovalRequest other = *request;
            change(other);
            return isWhole(other);
        };
        QVERIFY(!isWholeWith([](ApprovalRequest& other) { other.to = "m-0"; }));
        QVERIFY(!isWholeWith([](ApprovalRequest& other) { other.before = "m-1"; }));
        QVERIFY(!isWholeWith([](ApprovalRequest& other) { other.target = "dot"; }));
        QVERIFY(!isWholeWith([](ApprovalRequest& other) { other.environment = "test"; }));
        QVERIFY(!isWholeWith([](ApprovalRequest& other) { other.lever = "pin:dot"; }));
        QVERIFY(!isWholeWith([](ApprovalRequest& other) { other.parts.back().second += '.'; }));
        QVERIFY(!isWholeWith([](ApprovalRequest& other) { other.parts.clear(); }));
        // One too long to be told is not told in part.
        plan.requests[0].body.assign(kMostPlanBytes, 'x');
        const auto longOne = approvalRequestFrom(approvalRequestEntry(plan, "ada", {}, kNow));
        QVERIFY(longOne && longOne->parts.empty() && !isWhole(*longOne));
    }

    void aDecisionIsOfTheRequestedPlan()
    {
        auto asked = approvalRequestEntry(pin(), "ada", {}, kNow - 1min);
        asked.actor = "Ada";
        const auto request = approvalRequestFrom(asked);
        Approval decision = by("bo", "u1001");
        decision.when = kNow;
        decision.name = "Bo B.";
        auto entry = decisionEntry(*request, decision);
        entry.actor = "bo";
        const auto read = approvalFrom(entry);
        QVERIFY(read && !read->isDeclined);
        QCOMPARE(read->plan, planHash(pin()));
        QCOMPARE(read->account, std::string("u1001"));
        QCOMPARE(read->name, std::string("Bo B."));
        QCOMPARE(countingApprovals(pin(), factsWith({*read}), kNow).size(), std::size_t{1});
        decision.isDeclined = true;
        decision.reason = "not today";
        const auto declined = approvalFrom(decisionEntry(*request, decision));
        QVERIFY(declined && declined->isDeclined);
        QCOMPARE(declined->reason, std::string("not today"));
        QVERIFY(!approvalRequestFrom(entry));
    }
};

QTEST_APPLESS_MAIN(TestApproval)
#include "tst_approval.moc"
