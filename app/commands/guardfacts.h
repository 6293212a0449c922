// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/guardrails.h"
#include "models/runbook/openwrites.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timelineentry.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace commands {

// Fills in what a recording knows about moving this lever: firings of the last hour, answers of the
// last 15 minutes, how old the telemetry is, approvals (of the chain and of the file beside it).
// What cannot be read stays unknown; approvals that were handed over (--approval) are in
// `known.handedOver`. `service` is whose answers are counted where the lever's
// target names none that answers; may be empty. Any thread; opens the recording.
runbook::GuardFacts guardFacts(runbook::GuardFacts known, const std::string& recording,
                               const runbook::LeverPlan& plan, const std::string& service,
                               telemetry::Timestamp now);

// The same facts with what the timeline tells anew, up to an own intent: see
// runbook::countFirings(). Where it cannot be read, it is not known.
runbook::GuardFacts factsUpTo(runbook::GuardFacts facts, const std::string& recording,
                              const runbook::LeverPlan& plan, telemetry::Timestamp now,
                              std::int64_t intent);

// What was said of this plan beside the recording, as entries for its chain, by whoever said it:
// what stands there already is left out, and so is what no longer holds.
std::vector<telemetry::TimelineEntry> decisionsToRecord(const std::string& recording,
                                                        const runbook::LeverPlan& plan,
                                                        telemetry::Timestamp now);

// When the newest span came in; none: there is none.
telemetry::Result<std::optional<telemetry::Timestamp>> newestTelemetry(const store::Reader& reader,
                                                                       telemetry::Timestamp now);

// Whose answers a lever reaches: its target where that answered within 15 minutes, else `service`
// where that did, else empty.
telemetry::Result<std::string> answeringService(const store::Reader& reader,
                                                const runbook::LeverPlan& plan,
                                                const std::string& service,
                                                telemetry::Timestamp now);

// Writes of a lever of which the recording does not tell what became; none where it cannot be read.
// Any thread; opens the recording.
std::vector<runbook::Fired> openWritesIn(const std::string& recording, const std::string& lever);

// An undo's conflict, with who set what stands there as far as the recording tells. Empty: there is
// no conflict. Any thread; opens the recording, where one is named.
std::string conflictIn(const std::string& recording, const runbook::UndoPlan& undo,
                       const runbook::Fired& fired);

// A file of roles. Unreadable error with the first problem and its place.
telemetry::Result<runbook::Roles> readRoles(const std::string& path);

} // namespace commands
