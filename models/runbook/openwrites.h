// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/undorule.h"
#include "models/telemetry/timelineentry.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace runbook {

// Writes of which a recording does not tell what became, oldest first: those that were sent and
// never answered, those that were accepted and not seen since, and those whose console ended before
// it told. From the timeline's entries of kinds action, undo and rung, in their order; `lever`:
// that one's alone, empty: all. A write is settled once a rung "in effect" of it is reached or
// failed, or once it was set aside. Rungs and ends belong to the intent that they name, and, where
// they name none, to the newest of the same lever, target, environment and value. Entries that
// cannot be read are passed over. Linear.
std::vector<Fired> openWrites(const std::vector<telemetry::TimelineEntry>& entries,
                              const std::string& lever = {});

// Who set a lever to what stands there now, after `since`, as far as these entries tell: a sentence
// either way.
std::string whoSetText(const std::vector<telemetry::TimelineEntry>& entries,
                       const std::string& lever, const LeverState& now, telemetry::Timestamp since);

// Whether two levers of one name are one: in the same environment, of the same target.
bool isSameLever(const LeverDescription& one, const LeverDescription& other);
// Whether a plan would write what an earlier write was to bring about: same lever, same value.
bool isSameWrite(const Fired& fired, const LeverPlan& plan);

// The outcome of a name as toString() gives it; none: no such name.
std::optional<FireOutcome> outcomeNamed(std::string_view name);

// A firing as its intent tells it, and what its end adds to that.
Fired firedFromIntent(const telemetry::TimelineEntry& intent);
void takeEnd(Fired& fired, const telemetry::TimelineEntry& end);

// A person takes an open write for one that does not count any more, and says why (payload.settles,
// payload.set_aside): what became of it stays unknown, it is no open write from then on, and what
// it was to bring about may be fired again. `now`: when they said so.
telemetry::TimelineEntry setAsideEntry(const Fired& fired, const std::string& reason,
                                       telemetry::Timestamp now);
Rung setAsideRung(const std::string& reason, telemetry::Timestamp now);

// Settles an open write by what was read (payload.settles): its rung "in effect" is reached
// (Landed) or failed (Overtaken). `fate` is not Open.
Rung settledRung(WriteFate fate, const LeverState& now, telemetry::Timestamp when);
telemetry::TimelineEntry settlingEntry(const Fired& fired, const Rung& rung,
                                       telemetry::Timestamp now);
telemetry::TimelineEntry settledEntry(const Fired& fired, WriteFate fate, const LeverState& now,
                                      telemetry::Timestamp when);

} // namespace runbook
