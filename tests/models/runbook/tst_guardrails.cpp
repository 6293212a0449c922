// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/guardrails.h"
#include "models/runbook/leverentries.h"

#include <QTest>

#include <algorithm>
#include <string>
#include <vector>

using namespace runbook;
using namespace std::chrono_literals;
using telemetry::TimelineEntry;
using telemetry::Timestamp;

namespace {

constexpr Timestamp kGuardNow{100000s};

LeverPlan guardedPin()
{
    LeverPlan plan;
    plan.lever.id = "pin:bot";
    plan.lever.kind = "pin";
    plan.lever.target = "bot";
    plan.lever.environment = "production";
    plan.before = {
        .value = "m-2", .raw = "m-2", .version = "7", .exists = true, .readAt = kGuardNow - 1s};
    plan.to = "m-1";
    plan.rawAfter = "m-1";
    return plan;
}

LeverPlan trip()
{
    LeverPlan plan = guardedPin();
    plan.lever.id = "breaker:bot";
    plan.lever.kind = "breaker";
    plan.lever.safeValue = "tripped";
    plan.to = "tripped";
    return plan;
}

GuardFacts facts()
{
    GuardFacts facts;
    facts.who = {.person = "ada", .account = "ada", .plan = {}, .when = {}};
    facts.fired = 0;
    facts.reach = 10;
    facts.isTelemetryKnown = true;
    facts.newestTelemetry = kGuardNow - 1s;
    return facts;
}

Approval approval(const LeverPlan& plan, const std::string& person, Timestamp when)
{
    return {.person = person, .account = person, .plan = planHash(plan), .when = when};
}

const Obstacle* find(const std::vector<Obstacle>& obstacles, Rail rail)
{
    const auto found = std::find_if(obstacles.begin(), obstacles.end(),
                                    [rail](const Obstacle& each) { return each.rail == rail; });
    return found == obstacles.end() ? nullptr : &*found;
}

bool isBlockedBy(const LeverPlan& plan, const GuardFacts& known, Rail rail)
{
    const auto obstacles = guardObstacles(plan, known, kGuardNow);
    const Obstacle* found = find(obstacles, rail);
    return found != nullptr && found->isBlocking && isBlocked(obstacles);
}

TimelineEntry outcome(const LeverPlan& plan, bool wasSent, Timestamp when)
{
    FireResult result;
    result.wasSent = wasSent;
    return outcomeEntry(plan, result, false, when);
}

} // namespace

class TestGuardrails : public QObject
{
    Q_OBJECT

private slots:
    void whatTheRunbookRequiresHoldsTheDangerousDirection()
    {
        GuardFacts known = facts();
        known.unmet = "It requires a proof.";
        known.unmetLifting = "Have it ask.";
        auto obstacles = guardObstacles(guardedPin(), known, kGuardNow);
        QVERIFY(isBlocked(obstacles));
        QVERIFY(obstacles.front().rail == Rail::Requirement);
        QCOMPARE(
            blockingText(obstacles),
            std::string("It requires a proof. Have it ask. Or break the glass, with a reason."));
        // The safe direction is not held up, and is told.
        obstacles = guardObstacles(trip(), known, kGuardNow);
        QVERIFY(!isBlocked(obstacles) && !obstacles.empty());
        // A reason lifts it, and is recorded with what was broken through.
        known.breakGlass = "the endpoint is gone";
        obstacles = guardObstacles(guardedPin(), known, kGuardNow);
        QVERIFY(!isBlocked(obstacles));
        QCOMPARE(brokenText(obstacles), std::string("It requires a proof."));
        QCOMPARE(guardRecord(guardedPin(), known, obstacles, kGuardNow).breakGlass,
                 std::string("the endpoint is gone"));
        QVERIFY(isBreakable(Rail::Requirement));
    }

    void nothingStandsInTheWayOfAnOrdinaryPlan();
    void theCapAnHourIsReached();
    void theBlastRadiusIsTooLarge();
    void whatIsNotKnownIsNotZero();
    void oneApprovalIsMissingGivenAndLapsed();
    void oneAndTheSamePersonNeverCountsTwice();
    void anyChangeOfThePlanVoidsAnApproval();
    void anApprovalIsSpentByFiring();
    void theTargetIsTyped();
    void theSafeDirectionIsNotHeldUp();
    void breakingTheGlassLiftsCapsAndApprovalsOnly();
    void rolesSayWhoMovesWhat();
    void theAuthorIsNotTheExecutor();
    void aCapAnHourDoesNotHoldTheUndoUp();
    void staleDataWarnsAndBlocksRecommendations();
    void firingsAreCountedFromTheTimeline();
    void ofTwoIntentsTheLaterOneLoses();
    void secretNamesAreTold();
};

void TestGuardrails::nothingStandsInTheWayOfAnOrdinaryPlan()
{
    QVERIFY(guardObstacles(guardedPin(), facts(), kGuardNow).empty());
    QVERIFY(guardObstacles(trip(), facts(), kGuardNow).empty());
}

void TestGuardrails::theCapAnHourIsReached()
{
    LeverPlan plan = guardedPin();
    plan.lever.guard.perHour = 2;
    GuardFacts known = facts();
    known.fired = 1;
    QVERIFY(!isBlockedBy(plan, known, Rail::PerHour));
    known.fired = 2;
    QVERIFY(isBlockedBy(plan, known, Rail::PerHour));
    QVERIFY(blockingText(guardObstacles(plan, known, kGuardNow)).find("Fired 2 times") == 0);
}

void TestGuardrails::theBlastRadiusIsTooLarge()
{
    LeverPlan plan = guardedPin();
    plan.lever.guard.blastRadius = 100;
    GuardFacts known = facts();
    known.reach = 100;
    QVERIFY(!isBlockedBy(plan, known, Rail::BlastRadius));
    known.reach = 101;
    QVERIFY(isBlockedBy(plan, known, Rail::BlastRadius));
}

void TestGuardrails::whatIsNotKnownIsNotZero()
{
    LeverPlan plan = guardedPin();
    plan.lever.guard.blastRadius = 100;
    plan.lever.guard.perHour = 2;
    GuardFacts known = facts();
    known.reach.reset();
    known.fired.reset();
    QVERIFY(isBlockedBy(plan, known, Rail::BlastRadius));
    QVERIFY(isBlockedBy(plan, known, Rail::PerHour));
}

void TestGuardrails::oneApprovalIsMissingGivenAndLapsed()
{
    LeverPlan plan = guardedPin();
    plan.lever.guard.approvals = 1;
    GuardFacts known = facts();
    QVERIFY(isBlockedBy(plan, known, Rail::Approval));
    known.approvals = {approval(plan, "bo", kGuardNow - 10min)};
    QVERIFY(!isBlockedBy(plan, known, Rail::Approval));
    known.approvals = {approval(plan, "bo", kGuardNow - 10min - 1ns)};
    QVERIFY(isBlockedBy(plan, known, Rail::Approval));
    QVERIFY(blockingText(guardObstacles(plan, known, kGuardNow)).find("That of bo lapsed")
            != std::string::npos);
    plan.lever.guard.approvals = 2;
    known.approvals = {approval(plan, "bo", kGuardNow - 1min)};
    QVERIFY(isBlockedBy(plan, known, Rail::Approval));
}

void TestGuardrails::oneAndTheSamePersonNeverCountsTwice()
{
    LeverPlan plan = guardedPin();
    plan.lever.guard.approvals = 1;
    GuardFacts known = facts();
    known.approvals = {approval(plan, "bo", kGuardNow - 9min)};
    const auto told = guardObstacles(plan, known, kGuardNow); // who gave it is said
    QVERIFY(told.size() == 1 && told[0].isGiven && !isBlocked(told));
    QCOMPARE(told[0].sentence, std::string("Approved by bo, for 60 s more."));
    known.approvals.front().name = "Bo B.";
    QCOMPARE(guardObstacles(plan, known, kGuardNow).at(0).sentence,
             std::string("Approved by Bo B., account bo, for 60 s more."));
    known.approvals.front().name = "BO"; // which says no more
    QCOMPARE(guardObstacles(plan, known, kGuardNow).at(0).sentence,
             std::string("Approved by bo, for 60 s more."));
    known.approvals = {approval(plan, " ADA", kGuardNow - 1s)};
    QVERIFY(isBlockedBy(plan, known, Rail::Approval));
    // Another name, but the same account.
    known.who.account = "u1000";
    known.approvals = {
        {.person = "somebody", .account = "u1000", .plan = planHash(plan), .when = kGuardNow - 1s}};
    QVERIFY(isBlockedBy(plan, known, Rail::Approval));
    plan.lever.guard.approvals = 2;
    known.approvals = {approval(plan, "bo", kGuardNow - 2s), approval(plan, "bo", kGuardNow - 1s)};
    QVERIFY(isBlockedBy(plan, known, Rail::Approval));
    known.approvals = {approval(plan, "bo", kGuardNow - 2s), approval(plan, "cy", kGuardNow - 1s)};
    QVERIFY(!isBlockedBy(plan, known, Rail::Approval));
}

void TestGuardrails::anyChangeOfThePlanVoidsAnApproval()
{
    LeverPlan plan = guardedPin();
    plan.lever.guard.approvals = 1;
    plan.replicas = {guardedPin()};
    GuardFacts known = facts();
    known.approvals = {approval(plan, "bo", kGuardNow - 1s)};
    QVERIFY(!isBlockedBy(plan, known, Rail::Approval));
    plan.before.readAt = kGuardNow; // read again, and nothing has changed
    QVERIFY(!isBlockedBy(plan, known, Rail::Approval));
    // What every planning finds anew is no change.
    const auto planned = [&plan](const std::string& id) {
        LeverPlan again = plan;
        again.found["plan_id"] = id;
        again.requests = {{.method = "PUT",
                           .url = "http://x",
                           .headers = {{"Idempotency-Key", id}},
                           .body = "{\"by\": \"" + id + "\"}",
                           .canonical = "PUT {{plan_id}}"}};
        return again;
    };
    QCOMPARE(planHash(planned("1111")), planHash(planned("2222")));
    QVERIFY(planHash(planned("1111")) != planHash(plan));
    const auto voids = [&](auto change) {
        LeverPlan other = plan;
        change(other);
        return isBlockedBy(other, known, Rail::Approval);
    };
    QVERIFY(voids([](LeverPlan& other) { other.to = "m-0"; }));
    QVERIFY(voids([](LeverPlan& other) { other.before.version = "8"; }));
    QVERIFY(voids([](LeverPlan& other) { other.lever.target = "bot-2"; }));
    QVERIFY(voids([](LeverPlan& other) { other.replicas.front().before.version = "8"; }));
    QVERIFY(voids([](LeverPlan& other) { other.replicas.clear(); }));
}

void TestGuardrails::anApprovalIsSpentByFiring()
{
    LeverPlan plan = guardedPin();
    plan.lever.guard.approvals = 1;
    GuardFacts known = facts();
    known.approvals = {approval(plan, "bo", kGuardNow - 60s)};
    known.lastFired = kGuardNow - 30s; // and undone since: the plan is the same
    QVERIFY(isBlockedBy(plan, known, Rail::Approval));
    known.lastFired = kGuardNow - 90s;
    QVERIFY(!isBlockedBy(plan, known, Rail::Approval));
}

void TestGuardrails::theTargetIsTyped()
{
    LeverPlan plan = guardedPin();
    plan.lever.guard.isTyped = true;
    GuardFacts known = facts();
    QVERIFY(isBlockedBy(plan, known, Rail::TypedTarget));
    known.typed = "bot-2";
    QVERIFY(isBlockedBy(plan, known, Rail::TypedTarget));
    known.typed = "bot";
    QVERIFY(!isBlockedBy(plan, known, Rail::TypedTarget));
}

void TestGuardrails::theSafeDirectionIsNotHeldUp()
{
    LeverPlan plan = trip();
    plan.lever.guard = {.approvals = 1, .isTyped = true, .perHour = 1, .blastRadius = 1};
    GuardFacts known = facts();
    known.fired = 5;
    known.reach = 5000;
    const auto safe = guardObstacles(plan, known, kGuardNow);
    QVERIFY(!isBlocked(safe));
    QVERIFY(find(safe, Rail::PerHour) != nullptr); // it is said all the same
    plan.to = "reset";
    QVERIFY(isBlocked(guardObstacles(plan, known, kGuardNow)));
    plan.to = "tripped";
    plan.isRemoval = true; // whatever it says, it takes an entry away
    QVERIFY(isBlocked(guardObstacles(plan, known, kGuardNow)));
}

void TestGuardrails::breakingTheGlassLiftsCapsAndApprovalsOnly()
{
    LeverPlan plan = guardedPin();
    plan.lever.guard = {.approvals = 1, .isTyped = false, .perHour = 1, .blastRadius = 1};
    GuardFacts known = facts();
    known.fired = 1;
    known.breakGlass = "INC-42, nobody else awake";
    const auto obstacles = guardObstacles(plan, known, kGuardNow);
    QVERIFY(!isBlocked(obstacles));
    QCOMPARE(std::count_if(obstacles.begin(), obstacles.end(),
                           [](const Obstacle& each) { return each.isBroken; }),
             3);
    QVERIFY(!brokenText(obstacles).empty());
    known.isReadOnly = true;
    QVERIFY(isBlockedBy(plan, known, Rail::ReadOnly));
    known.isReadOnly = false;
    plan.lever.guard.isTyped = true;
    QVERIFY(isBlockedBy(plan, known, Rail::TypedTarget));
    const Roles none;
    known.roles = &none;
    QVERIFY(isBlockedBy(plan, known, Rail::Role));
}

void TestGuardrails::rolesSayWhoMovesWhat()
{
    Roles roles;
    roles.people = {{"ada", Role::Responder}, {"bo", Role::Observer}};
    roles.moves[Role::Responder] = {{.kinds = {"breaker"},
                                     .isSafeAllowed = true,
                                     .isOtherAllowed = false,
                                     .perHour = 0,
                                     .blastRadius = 50}};
    GuardFacts known = facts();
    known.roles = &roles;
    QVERIFY(!isBlocked(guardObstacles(trip(), known, kGuardNow)));
    QVERIFY(isBlockedBy(guardedPin(), known, Rail::Role));
    known.reach = 51; // a role's own cap holds in the safe direction too
    QVERIFY(isBlockedBy(trip(), known, Rail::BlastRadius));
    known.reach = 1;
    known.who.person = "bo";
    QVERIFY(isBlockedBy(trip(), known, Rail::Role));
    // Whose role approves nothing does not approve.
    LeverPlan plan = guardedPin();
    plan.lever.guard.approvals = 1;
    known.approvals = {approval(plan, "bo", kGuardNow - 1s)};
    known.who.person = "ada";
    QVERIFY(isBlockedBy(plan, known, Rail::Approval));
    roles.approvers[Role::Observer] = true;
    QVERIFY(!isBlockedBy(plan, known, Rail::Approval));
}

void TestGuardrails::theAuthorIsNotTheExecutor()
{
    Roles roles;
    roles.people = {{"ada", Role::Commander}};
    roles.moves[Role::Commander] = {{.kinds = {},
                                     .isSafeAllowed = true,
                                     .isOtherAllowed = true,
                                     .perHour = 0,
                                     .blastRadius = 0}};
    GuardFacts known = facts();
    known.roles = &roles;
    known.author = "Ada";
    QVERIFY(!isBlocked(guardObstacles(guardedPin(), known, kGuardNow)));
    roles.mayAuthorExecute = false;
    QVERIFY(isBlockedBy(guardedPin(), known, Rail::Author));
    known.author = "bo";
    QVERIFY(!isBlocked(guardObstacles(guardedPin(), known, kGuardNow)));
}

// Who fired as often as may be can take it back.
void TestGuardrails::aCapAnHourDoesNotHoldTheUndoUp()
{
    LeverPlan plan = guardedPin();
    plan.lever.guard.perHour = 1;
    Roles roles;
    roles.people = {{"ada", Role::Responder}};
    roles.moves[Role::Responder] = {{.kinds = {"pin"},
                                     .isSafeAllowed = true,
                                     .isOtherAllowed = true,
                                     .perHour = 1,
                                     .blastRadius = 0}};
    GuardFacts known = facts();
    known.roles = &roles;
    known.fired = 1;
    QVERIFY(isBlockedBy(plan, known, Rail::PerHour));
    known.isUndo = true;
    const auto obstacles = guardObstacles(plan, known, kGuardNow);
    QVERIFY2(!isBlocked(obstacles), blockingText(obstacles).c_str());
    const Obstacle* warning = find(obstacles, Rail::PerHour);
    QVERIFY(warning != nullptr); // it is said all the same
    QVERIFY2(warning->sentence.find("Taking back") != std::string::npos, warning->sentence.c_str());
}

void TestGuardrails::staleDataWarnsAndBlocksRecommendations()
{
    GuardFacts known = facts();
    known.newestTelemetry = kGuardNow - 61s;
    LeverPlan plan = guardedPin();
    plan.before.readAt = kGuardNow - 61s;
    const auto obstacles = guardObstacles(plan, known, kGuardNow);
    QVERIFY(!isBlocked(obstacles));
    QVERIFY(find(obstacles, Rail::StaleTelemetry) != nullptr);
    QVERIFY(find(obstacles, Rail::StaleState) != nullptr);
    QVERIFY(recommendationObstacle(kGuardNow - 60s, kGuardNow).empty());
    QVERIFY(!recommendationObstacle(kGuardNow - 61s, kGuardNow).empty());
    QVERIFY(!recommendationObstacle(std::nullopt, kGuardNow).empty());
}

void TestGuardrails::firingsAreCountedFromTheTimeline()
{
    const LeverPlan plan = guardedPin();
    std::vector<TimelineEntry> entries{actionEntry(plan, false, kGuardNow - 61min),
                                       outcome(plan, true, kGuardNow - 61min), // too long ago
                                       actionEntry(plan, false, kGuardNow - 50min),
                                       outcome(plan, true, kGuardNow - 50min + 1s),
                                       actionEntry(plan, false, kGuardNow - 40min),
                                       outcome(plan, false, kGuardNow - 40min), // refused
                                       actionEntry(trip(), false, kGuardNow - 30min),
                                       outcome(trip(), true, kGuardNow - 30min),
                                       actionEntry(plan, true, kGuardNow - 20min),
                                       outcome(plan, true, kGuardNow - 20min)};
    const FiringCount count = countFirings(entries, plan.lever.id, kGuardNow);
    QCOMPARE(count.sent, 2);
    QVERIFY(count.newest == kGuardNow - 20min);
    entries.push_back(actionEntry(plan, false, kGuardNow - 10min)); // the console died there
    QCOMPARE(countFirings(entries, plan.lever.id, kGuardNow).sent, 3);
    QCOMPARE(countFirings({}, plan.lever.id, kGuardNow).sent, 0);
}

// Two consoles write into one chain: intents and ends stand in any order.
void TestGuardrails::ofTwoIntentsTheLaterOneLoses()
{
    const LeverPlan plan = guardedPin();
    const auto at = [](TimelineEntry entry, std::int64_t sequence) {
        entry.sequence = sequence;
        return entry;
    };
    std::vector<TimelineEntry> entries{at(actionEntry(plan, false, kGuardNow - 3s), 10),
                                       at(actionEntry(plan, false, kGuardNow - 2s), 11)};
    QCOMPARE(countFirings(entries, plan.lever.id, kGuardNow, 10).sent, 0); // its own is not counted
    QCOMPARE(countFirings(entries, plan.lever.id, kGuardNow, 11).sent, 1);
    QVERIFY(countFirings(entries, plan.lever.id, kGuardNow, 11).newest == kGuardNow - 3s);
    QCOMPARE(countFirings(entries, plan.lever.id, kGuardNow).sent, 2);
    // The later one is refused, the earlier one sent: one firing, in either order of their ends.
    const auto refused = at(ofIntent(outcome(plan, false, kGuardNow - 1s), 11), 12);
    const auto sent = at(ofIntent(outcome(plan, true, kGuardNow - 1s), 10), 13);
    entries.push_back(refused);
    entries.push_back(sent);
    QCOMPARE(countFirings(entries, plan.lever.id, kGuardNow).sent, 1);
    QVERIFY(countFirings(entries, plan.lever.id, kGuardNow).newest == kGuardNow - 3s);
    std::swap(entries[2], entries[3]);
    QCOMPARE(countFirings(entries, plan.lever.id, kGuardNow).sent, 1);
}

void TestGuardrails::secretNamesAreTold()
{
    QVERIFY(isSecretName("Api-Key"));
    QVERIFY(isSecretName("accessToken"));
    QVERIFY(!isSecretName("key"));
    QVERIFY(!isSecretName("model_id"));
}

QTEST_APPLESS_MAIN(TestGuardrails)
#include "tst_guardrails.moc"
