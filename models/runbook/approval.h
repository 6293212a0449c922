// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/telemetry/timelineentry.h"
#include "models/telemetry/timerange.h"

#include <optional>
#include <string>
#include <vector>

namespace runbook {

// What of a plan somebody agrees to: SHA-256, lower-case hex, of the lever, its target and
// environment, where it stands (value, raw, version, exists), where it goes, what is written to
// which address, and the same of every replica. The same in every console that reads the same
// control plane; any change of the plan is another hash. Headers, and what every planning finds
// anew (found: now, until, plan_id), are no part of it.
std::string planHash(const LeverPlan& plan);

// One person agrees to one plan.
struct Approval
{
    std::string person;
    std::string account; // of the system, where the person is known by another name; may be empty
    std::string plan; // hash
    telemetry::Timestamp when;
};

// An entry of kind "approval". The payload is {approves, account, lever, target, to}; the actor is
// for others to add.
telemetry::TimelineEntry approvalEntry(const LeverPlan& plan, const std::string& account,
                                       telemetry::Timestamp now);
// Nothing where the entry is no approval.
std::optional<Approval> approvalFrom(const telemetry::TimelineEntry& entry);

// The two are, as far as names tell, one and the same person: the same name or the same account,
// whatever the case and the blanks around it.
bool isSamePerson(const Approval& one, const Approval& other);

} // namespace runbook
