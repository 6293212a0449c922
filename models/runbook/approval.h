// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/telemetry/timelineentry.h"
#include "models/telemetry/timerange.h"

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace runbook {

inline constexpr telemetry::Duration kApprovalHolds = std::chrono::minutes(10);

// What of a plan somebody agrees to, name and value each: the lever, its target and environment,
// where it stands (value, raw, version, exists), where it goes, how long it lasts, every request as
// it will be sent, with its headers and its body, and the same of every replica. What every
// planning finds anew (now, until, plan_id) and who acts (actor) stand there by their names, where
// the plan's requests have a canonical text: the same in every console that reads the same control
// plane, whoever sits at it.
using PlanParts = std::vector<std::pair<std::string, std::string>>;
PlanParts planParts(const LeverPlan& plan);
// SHA-256 of the parts, lower-case hex: any change of the plan is another hash.
std::string planHash(const LeverPlan& plan);
std::string planHash(const PlanParts& parts);

// One person agrees to one plan, or declines it.
struct Approval
{
    std::string person;
    std::string account; // of the system, where the person is known by another name; empty: unknown
    std::string plan; // hash
    telemetry::Timestamp when;
    std::string name = {}; // what the person calls itself besides; proves nothing
    bool isDeclined = false;
    std::string reason = {}; // of a decline, or said with an approval
};

// An entry of kind "approval". The payload is {approves | declines, account, lever, target, to} and
// {name, reason} where they are given; the actor is for others to add.
telemetry::TimelineEntry approvalEntry(const LeverPlan& plan, const std::string& account,
                                       telemetry::Timestamp now);
// Nothing where the entry is no decision.
std::optional<Approval> approvalFrom(const telemetry::TimelineEntry& entry);

// A plan that waits for the approval of others.
struct ApprovalRequest
{
    std::string person; // who asks, and would fire
    std::string account;
    std::string plan; // hash
    std::string lever;
    std::string target;
    std::string environment;
    std::string before;
    std::string to;
    std::string reason; // of the step, in a line; may be empty
    PlanParts parts; // empty: too long to be told, see kMostPlanBytes
    telemetry::Timestamp when; // asked
    telemetry::Timestamp until; // lapses
};
inline constexpr std::size_t kMostPlanBytes = 64UL * 1024; // of the parts in one entry

// An entry of kind "approval" whose payload is {asks, account, lever, target, environment, before,
// to, reason, until, plan: [[name, value] ...]}. It approves nothing.
telemetry::TimelineEntry approvalRequestEntry(const LeverPlan& plan, const std::string& account,
                                              const std::string& reason, telemetry::Timestamp now);
std::optional<ApprovalRequest> approvalRequestFrom(const telemetry::TimelineEntry& entry);
// What is told as the plan is what the hash is of.
bool isWhole(const ApprovalRequest& request);
// As approvalEntry(), of a plan that somebody else asks about.
telemetry::TimelineEntry decisionEntry(const ApprovalRequest& request, const Approval& decision);

// The two are, as far as names tell, one and the same person: the same name or the same account, as
// personKey() compares. Who has neither is nobody, and the same as nobody.
bool isSamePerson(const Approval& one, const Approval& other);
// "Ada, account ada", or who it is alone where the name says no more: for people.
std::string approverText(const Approval& approval);
// Whoever decided is told by name and account: else it counts for nobody.
bool isNamed(const Approval& approval);

} // namespace runbook
