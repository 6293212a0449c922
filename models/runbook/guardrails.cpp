// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/runbook/guardrails.h"

#include "models/runbook/entryjson.h"
#include "models/runbook/person.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QString>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

using namespace Qt::StringLiterals;

namespace runbook {

namespace {

std::string shortTimeText(telemetry::Duration age)
{
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(age).count();
    return seconds < 120 ? std::to_string(seconds) + " s" : std::to_string(seconds / 60) + " min";
}

constexpr std::size_t kMostReasons = 400; // characters

// The same person declined the same plan since.
bool isTakenBack(const Approval& approval, const GuardFacts& facts)
{
    return std::any_of(
        facts.approvals.begin(), facts.approvals.end(), [&approval](const Approval& other) {
            return other.isDeclined && other.plan == approval.plan && other.when >= approval.when
                && isNamed(other) && isSamePerson(approval, other);
        });
}

class Guard
{
public:
    Guard(const LeverPlan& plan, const GuardFacts& facts, telemetry::Timestamp now)
        : m_plan(plan)
        , m_facts(facts)
        , m_now(now)
        , m_isSafe(directionOf(plan) == Direction::Safe)
    {
    }

    std::vector<Obstacle> take()
    {
        if (m_facts.isReadOnly)
            block(Rail::ReadOnly, "This console is read-only.",
                  "Start it without --read-only, or switch read-only mode off in the menu.");
        const Move* move = lookAtRole();
        lookAtAuthor();
        const LeverGuard& guard = m_plan.lever.guard;
        if (guard.isTyped && !m_isSafe && m_facts.typed != m_plan.lever.target)
            block(Rail::TypedTarget,
                  m_facts.typed.empty() ? "The target has not been typed."
                                        : "\"" + m_facts.typed + "\" is not the target, which is "
                          + m_plan.lever.target + ".",
                  "Type " + m_plan.lever.target + ".");
        lookAtHour(guard.perHour, "of this lever", m_isSafe || m_facts.isUndo);
        lookAtReach(guard.blastRadius, "of this lever", m_isSafe);
        if (move != nullptr) {
            const std::string whose =
                std::string("of the role ") + toString(m_facts.roles->roleOf(m_facts.who.person));
            lookAtHour(move->perHour, whose, m_facts.isUndo);
            lookAtReach(move->blastRadius, whose, false);
        }
        lookAtApprovals(guard.approvals);
        if (!m_facts.unmet.empty())
            cap(Rail::Requirement, m_isSafe, m_facts.unmet, m_facts.unmetLifting);
        lookAtAges();
        std::stable_sort(
            m_obstacles.begin(), m_obstacles.end(),
            [](const Obstacle& a, const Obstacle& b) { return a.isBlocking && !b.isBlocking; });
        return std::move(m_obstacles);
    }

private:
    void block(Rail rail, std::string sentence, std::string lifting)
    {
        m_obstacles.push_back({.rail = rail,
                               .isBlocking = true,
                               .isBroken = false,
                               .sentence = std::move(sentence),
                               .lifting = std::move(lifting)});
    }
    void warn(Rail rail, std::string sentence, std::string lifting = {})
    {
        block(rail, std::move(sentence), std::move(lifting));
        m_obstacles.back().isBlocking = false;
    }
    // Caps and approvals: what breaking the glass lifts.
    void cap(Rail rail, bool isOnlyWarning, const std::string& sentence, std::string lifting)
    {
        if (isOnlyWarning) {
            warn(rail,
                 sentence
                     + (m_isSafe ? " The safe direction is not held up by it."
                                 : " Taking back what was fired is not held up by it."));
            return;
        }
        block(rail, sentence,
              std::move(lifting)
                  + (m_facts.isCommandLine ? " Or break the glass: --break-glass REASON."
                                           : " Or break the glass, with a reason."));
        if (m_facts.breakGlass.empty())
            return;
        m_obstacles.back().isBlocking = false;
        m_obstacles.back().isBroken = true;
    }

    const Move* lookAtRole()
    {
        if (m_facts.roles == nullptr)
            return nullptr;
        const Direction direction = directionOf(m_plan);
        const Role role = m_facts.roles->roleOf(m_facts.who.person);
        const Move* move = m_facts.roles->moveFor(role, m_plan.lever.kind, direction);
        if (move == nullptr)
            block(
                Rail::Role,
                (m_facts.who.person.empty() ? std::string("Whoever acts here") : m_facts.who.person)
                    + " is " + toString(role) + " and may not move a lever of kind \""
                    + m_plan.lever.kind + "\" "
                    + (m_isSafe ? "to its safe value." : "to anything but its safe value."),
                "Ask somebody whose role allows it, or have the file of roles changed.");
        return move;
    }

    void lookAtAuthor()
    {
        if (m_facts.roles == nullptr || m_facts.roles->mayAuthorExecute || m_facts.author.empty()
            || !isSamePerson(m_facts.who,
                             {.person = m_facts.author, .account = {}, .plan = {}, .when = {}}))
            return;
        block(Rail::Author, m_facts.author + " owns this runbook, and may not carry it out.",
              "Have somebody else carry it out.");
    }

    void lookAtHour(int limit, const std::string& whose, bool isOnlyWarning)
    {
        if (limit == 0 || (m_facts.fired && *m_facts.fired < limit))
            return;
        const std::string text = std::to_string(limit) + " an hour, the cap " + whose;
        if (m_facts.fired)
            cap(Rail::PerHour, isOnlyWarning,
                "Fired " + std::to_string(*m_facts.fired) + " times in the last hour: " + text
                    + ", is reached.",
                "Wait until the oldest is an hour ago.");
        else
            cap(Rail::PerHour, isOnlyWarning,
                "How often it was fired in the last hour is not known, and " + text + ", holds.",
                "Name the recording that holds it.");
    }

    void lookAtReach(std::int64_t limit, const std::string& whose, bool isOnlyWarning)
    {
        if (limit == 0 || (m_facts.reach && *m_facts.reach <= limit))
            return;
        const std::string text = "the cap " + whose + " is " + std::to_string(limit);
        if (m_facts.reach)
            cap(Rail::BlastRadius, isOnlyWarning,
                "It reaches " + std::to_string(*m_facts.reach) + " answers of the last 15 min, and "
                    + text + ".",
                "Ask somebody with a higher cap.");
        else
            cap(Rail::BlastRadius, isOnlyWarning,
                "How many answers it reaches is not known, and " + text + ".",
                "Name a recording in which the target's answers are.");
    }

    void lookAtApprovals(int needed)
    {
        const auto given = countingApprovals(m_plan, m_facts, m_now);
        const int missing = needed - static_cast<int>(given.size());
        if (missing <= 0) {
            for (const Approval& approval : given) {
                warn(Rail::Approval,
                     "Approved by " + approverText(approval) + ", for "
                         + shortTimeText(kApprovalHolds - (m_now - approval.when)) + " more.");
                m_obstacles.back().isGiven = true;
            }
            return;
        }
        cap(Rail::Approval, m_isSafe,
            missing == 1
                ? "The approval of one more person is missing."
                : "The approvals of " + std::to_string(missing) + " more people are missing.",
            "Another person approves plan " + planHash(m_plan).substr(0, 12)
                + " in a window on this recording, or with plumbline lever approve"
                + (m_facts.isCommandLine ? ", whose file is named here: --approval FILE." : "."));
        m_obstacles.back().sentence += unusedApprovals();
    }

    // Why approvals that somebody remembers do not count; empty: there are none.
    std::string unusedApprovals() const
    {
        std::string reasons;
        const std::string hash = planHash(m_plan);
        for (const Approval& approval : m_facts.approvals) {
            const bool isSpent = m_facts.lastFired && approval.when <= *m_facts.lastFired;
            if (approval.plan != hash || isSpent)
                continue;
            const std::string reason = whyUnused(approval);
            if (!reason.empty() && reasons.find(reason) == std::string::npos
                && reasons.size() < kMostReasons)
                reasons += " " + reason;
        }
        return reasons;
    }

    std::string whyUnused(const Approval& approval) const
    {
        if (approval.isDeclined)
            return m_now - approval.when > kApprovalHolds ? std::string()
                : approval.reason.empty()                 ? approval.person + " declined it."
                                          : approval.person + " declined it: " + approval.reason
                    + (std::string_view(".!?").find(approval.reason.back())
                               == std::string_view::npos
                           ? "."
                           : "");
        if (!isNamed(approval))
            return "One without a name and an account does not count.";
        if (isTakenBack(approval, m_facts))
            return {};
        if (isSamePerson(approval, m_facts.who))
            return "That of " + approval.person + " does not count: it is who fires.";
        if (m_now - approval.when > kApprovalHolds)
            return "That of " + approval.person + " lapsed: 10 min is how long one holds.";
        if (m_facts.roles != nullptr && !m_facts.roles->mayApprove(approval.person))
            return "That of " + approval.person + " does not count: the role "
                + toString(m_facts.roles->roleOf(approval.person)) + " approves nothing.";
        return {};
    }

    void lookAtAges()
    {
        if (m_facts.isTelemetryKnown) {
            if (const std::string why = recommendationObstacle(m_facts.newestTelemetry, m_now);
                !why.empty())
                warn(Rail::StaleTelemetry, why + " You act on what was then.");
        }
        const telemetry::Timestamp read = m_plan.before.readAt;
        if (read != telemetry::Timestamp{} && m_now - read > kFreshFor)
            warn(Rail::StaleState,
                 "The control plane was read " + shortTimeText(m_now - read) + " ago.",
                 "Have it read again.");
    }

    const LeverPlan& m_plan;
    const GuardFacts& m_facts;
    const telemetry::Timestamp m_now;
    const bool m_isSafe;
    std::vector<Obstacle> m_obstacles;
};

template<class Wanted>
std::string joined(const std::vector<Obstacle>& obstacles, Wanted isWanted, bool isLiftingTold)
{
    std::string text;
    for (const Obstacle& obstacle : obstacles) {
        if (!isWanted(obstacle))
            continue;
        text += (text.empty() ? "" : " ") + obstacle.sentence;
        if (isLiftingTold && !obstacle.lifting.empty())
            text += " " + obstacle.lifting;
    }
    return text;
}

} // namespace

std::vector<Obstacle> guardObstacles(const LeverPlan& plan, const GuardFacts& facts,
                                     telemetry::Timestamp now)
{
    return Guard(plan, facts, now).take();
}

bool isBreakable(Rail rail)
{
    return rail == Rail::PerHour || rail == Rail::BlastRadius || rail == Rail::Approval
        || rail == Rail::Requirement;
}

bool isBlocked(const std::vector<Obstacle>& obstacles)
{
    return std::any_of(obstacles.begin(), obstacles.end(),
                       [](const Obstacle& obstacle) { return obstacle.isBlocking; });
}

std::string blockingText(const std::vector<Obstacle>& obstacles)
{
    return joined(
        obstacles, [](const Obstacle& each) { return each.isBlocking; }, true);
}

std::string brokenText(const std::vector<Obstacle>& obstacles)
{
    return joined(
        obstacles, [](const Obstacle& each) { return each.isBroken; }, false);
}

std::vector<Approval> countingApprovals(const LeverPlan& plan, const GuardFacts& facts,
                                        telemetry::Timestamp now)
{
    const std::string hash = planHash(plan);
    std::vector<Approval> counting;
    if (personKey(facts.who.person).empty() && personKey(facts.who.account).empty())
        return counting; // whoever fires may be any of them
    for (const Approval& approval : facts.approvals) {
        const bool isOfNow = !approval.isDeclined && approval.plan == hash && approval.when <= now
            && now - approval.when <= kApprovalHolds
            && !(facts.lastFired && approval.when <= *facts.lastFired);
        const bool mayApprove = facts.roles == nullptr || facts.roles->mayApprove(approval.person);
        const bool isCounted =
            std::any_of(counting.begin(), counting.end(), [&approval](const Approval& other) {
                return isSamePerson(approval, other);
            });
        if (isOfNow && mayApprove && !isCounted && isNamed(approval)
            && !isSamePerson(approval, facts.who) && !isTakenBack(approval, facts))
            counting.push_back(approval);
    }
    return counting;
}

GuardRecord guardRecord(const LeverPlan& plan, const GuardFacts& facts,
                        const std::vector<Obstacle>& obstacles, telemetry::Timestamp now)
{
    GuardRecord record;
    if (facts.roles != nullptr)
        record.role = toString(facts.roles->roleOf(facts.who.person));
    record.approvals = countingApprovals(plan, facts, now);
    record.broken = brokenText(obstacles);
    if (!record.broken.empty()) // a reason given where nothing stood in the way breaks nothing
        record.breakGlass = facts.breakGlass;
    return record;
}

telemetry::TimelineEntry withGuard(telemetry::TimelineEntry intent, const GuardRecord& record)
{
    QJsonArray approvals;
    for (const Approval& approval : record.approvals)
        approvals.append(
            QJsonObject{{u"person"_s, text(approval.person)},
                        {u"account"_s, text(approval.account)},
                        {u"when"_s, QString::fromStdString(telemetry::toRfc3339(approval.when))}});
    QJsonObject guard{{u"approvals"_s, approvals}};
    if (!record.role.empty())
        guard[u"role"_s] = text(record.role);
    if (!record.breakGlass.empty()) {
        guard[u"break_glass"_s] = text(record.breakGlass);
        guard[u"broken"_s] = text(record.broken);
        intent.text =
            telemetry::sanitizedUtf8("Glass broken (" + record.breakGlass + "): ") + intent.text;
    }
    QJsonObject payload = payloadOf(intent);
    payload[u"guard"_s] = guard;
    intent.payload = compact(payload);
    return intent;
}

std::string recommendationObstacle(std::optional<telemetry::Timestamp> newestTelemetry,
                                   telemetry::Timestamp now)
{
    if (!newestTelemetry)
        return "No telemetry has come in.";
    if (now - *newestTelemetry <= kFreshFor)
        return {};
    return "No telemetry has come in for " + shortTimeText(now - *newestTelemetry) + ".";
}

FiringCount countFirings(const std::vector<telemetry::TimelineEntry>& entries,
                         const std::string& lever, telemetry::Timestamp now,
                         std::optional<std::int64_t> intent)
{
    FiringCount count;
    const auto add = [&count, now](telemetry::Timestamp when) {
        count.sent += now - when <= kGuardHour ? 1 : 0;
        count.newest = count.newest ? std::max(*count.newest, when) : when;
    };
    std::map<std::int64_t, telemetry::Timestamp> open; // intents without an end yet
    for (const telemetry::TimelineEntry& entry : entries) {
        if ((entry.kind != "action" && entry.kind != "undo") || entry.subject != lever)
            continue;
        const QJsonObject payload = payloadOf(entry);
        if (!payload.contains(u"outcome"_s)) {
            if (!intent || entry.sequence < *intent)
                open.insert_or_assign(entry.sequence > 0 ? entry.sequence
                                                         : static_cast<std::int64_t>(open.size()),
                                      entry.time);
            continue;
        }
        const bool wasSent = payload[u"sent"_s].toBool();
        const auto named = payload[u"intent"_s];
        const auto own = named.isUndefined() ? (open.empty() ? open.end() : std::prev(open.end()))
                                             : open.find(named.toInteger());
        if (own == open.end()) {
            if (wasSent && named.isUndefined())
                add(entry.time);
            continue;
        }
        if (wasSent)
            add(own->second);
        open.erase(own);
    }
    for (const auto& [sequence, when] : open)
        add(when);
    return count;
}

bool wasSent(const telemetry::TimelineEntry& entry)
{
    return (entry.kind == "action" || entry.kind == "undo") && payloadOf(entry)[u"sent"_s].toBool();
}

telemetry::TimelineEntry ofIntent(telemetry::TimelineEntry outcome, std::int64_t intent)
{
    QJsonObject payload = payloadOf(outcome);
    payload[u"intent"_s] = static_cast<qint64>(intent);
    outcome.payload = compact(payload);
    return outcome;
}

const char* toString(Rail rail)
{
    switch (rail) {
    case Rail::ReadOnly:
        return "read_only";
    case Rail::Role:
        return "role";
    case Rail::Author:
        return "author";
    case Rail::TypedTarget:
        return "typed_target";
    case Rail::PerHour:
        return "per_hour";
    case Rail::BlastRadius:
        return "blast_radius";
    case Rail::Approval:
        return "approval";
    case Rail::Requirement:
        return "requirement";
    case Rail::StaleTelemetry:
        return "stale_telemetry";
    case Rail::StaleState:
        return "stale_state";
    }
    return "unknown";
}

} // namespace runbook
