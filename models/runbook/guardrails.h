// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/approval.h"
#include "models/runbook/lever.h"
#include "models/runbook/roles.h"
#include "models/telemetry/timelineentry.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace runbook {

// What may stand between a hand and a lever.
enum class Rail : std::uint8_t
{
    ReadOnly, // the console commands nothing
    Role, // who acts may not move it this way
    Author, // who wrote the runbook carries it out
    TypedTarget,
    PerHour,
    BlastRadius,
    Approval,
    Requirement, // a step of the runbook that has to have ended well
    StaleTelemetry,
    StaleState,
};

// One thing that stands in the way, or is to be known.
struct Obstacle
{
    Rail rail = Rail::ReadOnly;
    bool isBlocking = true; // else a warning
    bool isBroken = false; // it would block, and the glass was broken
    std::string sentence; // what stands in the way
    std::string lifting; // what would lift it, in a sentence; empty: nothing does
    bool isGiven = false; // nothing stands in the way: this is an approval that was asked for
};

// What is known when somebody wants to fire. What is not known is empty, and never taken for zero:
// a cap on something unknown blocks.
struct GuardFacts
{
    Approval who; // person and account of who fires; the rest is not looked at
    const Roles* roles = nullptr; // null: none are set
    std::string author; // of the runbook; empty: none is named, or no runbook
    bool isReadOnly = false;
    std::string typed; // what was typed as the target
    std::string breakGlass; // the reason; empty: it is not broken
    bool isUndo = false; // it takes back what was fired from here, and nothing else
    std::optional<int> fired; // firings of this lever that were sent in the last hour, by anybody
    std::optional<telemetry::Timestamp> lastFired; // approvals of before are spent
    std::optional<std::int64_t> reach; // answers of the target in the last 15 minutes
    std::optional<telemetry::Timestamp> newestTelemetry; // recorded; none: never any
    bool isTelemetryKnown = false; // there is a recording to look at
    std::vector<Approval> approvals; // and what was declined, of any plan
    // What the runbook requires of an earlier step and is not there, see requirement.h; empty: all
    // is there, or nothing is required.
    std::string unmet = {};
    std::string unmetLifting = {}; // what would lift it
    std::vector<Approval> handedOver = {}; // of these, what was put into the hand of who fires
    bool isCommandLine = false; // what lifts an obstacle is told by its options
};

inline constexpr telemetry::Duration kFreshFor = std::chrono::minutes(1);
inline constexpr telemetry::Duration kGuardHour = std::chrono::hours(1);

// What stands in the way of this plan now, the gravest first. Asked when a plan is shown and again
// just before it is sent. Rules:
//   - The safe direction is never held up by the lever's own guard: its caps and approvals warn
//     there, and nothing is typed. Roles, read-only mode and a role's own caps hold in both.
//   - Caps per hour, of the lever or of a role, never keep anybody from taking back what was fired:
//     they warn there.
//   - What the runbook requires of an earlier step holds up the dangerous direction.
//   - A reason for breaking the glass lifts caps, approvals and such a requirement, nothing else.
//   - Stale telemetry and a stale state warn. They block what is recommended, see
//     recommendationObstacle().
std::vector<Obstacle> guardObstacles(const LeverPlan& plan, const GuardFacts& facts,
                                     telemetry::Timestamp now);
// What a reason for breaking the glass lifts: caps, approvals and requirements.
bool isBreakable(Rail rail);
bool isBlocked(const std::vector<Obstacle>& obstacles);
// The blocking ones, or with `isBroken` those that were broken through, as one text; empty: none.
std::string blockingText(const std::vector<Obstacle>& obstacles);
std::string brokenText(const std::vector<Obstacle>& obstacles);

// Whose approvals count for this plan now: one a person, nobody who is the one that fires or is not
// told by name and account, none that lapsed, is of another plan, was given before the lever was
// last fired, or was taken back by declining since.
std::vector<Approval> countingApprovals(const LeverPlan& plan, const GuardFacts& facts,
                                        telemetry::Timestamp now);

// What a command's intent tells of its guard: whose approvals it rested on, and what was broken
// through, for what reason.
struct GuardRecord
{
    std::string role; // of who fires; empty: no roles are set
    std::string breakGlass; // the reason; empty: nothing was broken through
    std::string broken; // what would have stood in the way
    std::vector<Approval> approvals;
};
GuardRecord guardRecord(const LeverPlan& plan, const GuardFacts& facts,
                        const std::vector<Obstacle>& obstacles, telemetry::Timestamp now);
// Puts it into the intent of a firing: payload.guard {role, approvals [{person, account, when}],
// break_glass, broken}, and where the glass was broken, that before everything else in its text.
telemetry::TimelineEntry withGuard(telemetry::TimelineEntry intent, const GuardRecord& record);

// Why nothing is recommended on what is known; empty: it may be. Telemetry older than kFreshFor, or
// none at all.
std::string recommendationObstacle(std::optional<telemetry::Timestamp> newestTelemetry,
                                   telemetry::Timestamp now);

// Firings of a lever that were sent in the hour before `now`, and when the newest was, from the
// timeline's entries of kinds action and undo. One whose end is not recorded counts as sent. Ends
// belong to the intent they name, in whatever order consoles write; where they name none (of older
// versions), to the one before. `intent`: the sequence of an own intent, which is not counted, nor
// is any after it: of two that fire at the same time the one that was written later loses.
struct FiringCount
{
    int sent = 0;
    std::optional<telemetry::Timestamp> newest;
};
FiringCount countFirings(const std::vector<telemetry::TimelineEntry>& entries,
                         const std::string& lever, telemetry::Timestamp now,
                         std::optional<std::int64_t> intent = std::nullopt);
// An end of a firing that says that something left.
bool wasSent(const telemetry::TimelineEntry& entry);
// Puts the intent's sequence into an end: payload.intent.
telemetry::TimelineEntry ofIntent(telemetry::TimelineEntry outcome, std::int64_t intent);

const char* toString(Rail rail);

} // namespace runbook
