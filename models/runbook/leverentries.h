// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/runbook/runbookrun.h"
#include "models/telemetry/timelineentry.h"

#include <string>
#include <utility>
#include <vector>

namespace runbook {

// What an action leaves in the timeline, in one shape whoever carried it out: the window, the
// command line, or a hand at the control plane. English, as everything in a recording. `subject` is
// the lever's id, for steps the runbook's; sequence, recorded time, actor and hashes are for others
// to add. The payload is a JSON object. That of an action holds
//   lever, lever_kind, target, environment, to, raw_after, removes_entry, no_change,
//   before {value, raw, version, exists}, requests [{method, url, headers, body}] (secrets masked)
// and besides, for a disarmed one reason; for a rung rung, state, detail; for an outcome outcome,
// sent, message, raw_reply, written_version, after (null when it was not read back). Where there is
// such a thing, states hold found, endpoint, problem and replicas (states); plans found; outcomes
// served [{title, reached, detail}] and replicas [{endpoint, outcome, sent, written_version,
// message, before, after}]; undos that leave machines alone left_alone [{endpoint, why, missed}].

telemetry::TimelineEntry armEntry(const LeverPlan& plan, telemetry::Timestamp now);
telemetry::TimelineEntry disarmEntry(const LeverPlan& plan, const std::string& reason,
                                     telemetry::Timestamp now);
// The intent, written before anything is sent. Kind "undo" or "action".
telemetry::TimelineEntry actionEntry(const LeverPlan& plan, bool isUndo, telemetry::Timestamp now);
// The time is the rung's own where it has one.
telemetry::TimelineEntry rungEntry(const LeverPlan& plan, const Rung& rung,
                                   telemetry::Timestamp now);
// How it ended, after its rungs. Kind as of the intent.
telemetry::TimelineEntry outcomeEntry(const LeverPlan& plan, const FireResult& result, bool isUndo,
                                      telemetry::Timestamp now);
// The settled rungs in order, then the outcome.
std::vector<telemetry::TimelineEntry> resultEntries(const LeverPlan& plan, const FireResult& result,
                                                    bool isUndo, telemetry::Timestamp now);

// Kind "step" too, with the states "started" and "left": so that what a run was at any moment can
// be read back. The payload of the first holds the parameters.
telemetry::TimelineEntry startEntry(const RunbookRun& run, const std::string& title);
telemetry::TimelineEntry leaveEntry(const std::string& runbook, const std::string& title,
                                    telemetry::Timestamp now);
telemetry::TimelineEntry stepEntry(const std::string& runbook, const std::string& title,
                                   const StepProgress& progress);

// Kind "lever": what was seen at the control plane, whoever moved it. The payload holds lever,
// lever_kind, target, environment, before and after.
telemetry::TimelineEntry leverMovedEntry(const LeverDescription& lever, const LeverState& before,
                                         const LeverState& after, telemetry::Timestamp now);
// Kind "lever" as well: how levers stood when they were first read. The payload holds for each, by
// its id, value, raw, version, exists, target and lever_kind.
telemetry::TimelineEntry
leversFoundEntry(const std::vector<std::pair<LeverDescription, LeverState>>& found,
                 telemetry::Timestamp now);
// Who is named as the actor of these two.
inline constexpr const char* kControlPlaneActor = "control plane";

} // namespace runbook
