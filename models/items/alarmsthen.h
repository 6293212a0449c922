// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/timeconductor.h"
#include "models/store/reader.h"

namespace items {

// Up to when what happened is told: what is known now is of what had happened at the cursor, as in
// every other view. All of it (the end of time) as known then and live, where what is recorded
// bounds it; and at the end of a recording, so that nothing is left out there, nor what was written
// a moment ago or after the telemetry.
telemetry::Timestamp shownUntil(const TimeConductor& conductor);

// Where each alarm stood then, by all that is recorded by `view.knownAt`: the last transition of it
// that was not later, whatever came of it since; by order of time. One that was raised later counts
// as it was raised, where its onset was not later: it is known by now that it had begun. Pool
// thread.
telemetry::Result<store::Reader::Alarms>
alarmsThen(const store::Reader& reader, const store::View& view, telemetry::Timestamp then);

} // namespace items
