// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/timerange.h"

#include <string>

namespace commands {

// What is known around the newest state of an alarm.
struct AlarmAround
{
    telemetry::Timestamp raised;
    std::string sentence; // when it was raised
    telemetry::TimeRange range; // from the onset to its end, or to the newest that is known
    telemetry::Rollup latest; // what was counted in it
};

// Counts `around.latest`, by what `known` knows, over all that the alarm may be about: a scope that
// is no model is in the sentence only.
telemetry::Result<void> addLatest(const store::Reader& reader, const store::View& known,
                                  const telemetry::AlarmTransition& alarm, AlarmAround& around);

} // namespace commands
