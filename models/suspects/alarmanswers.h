// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace suspects {

// The answers that raised an alarm: what its detector counted from the onset until it raised, in
// its scope, as known then. Found again by the results of its check, in the order in which they
// were counted; the alarm's own numbers tell whether they are all there.
struct AlarmAnswers
{
    enum class Found
    {
        All, // as many as the alarm counted, and as many failed
        Some, // fewer: some are gone
        AsMany, // as many as it counted, though which it counted was not recorded, as for the next
        TooMany, // which of these it counted was not recorded: high load, a scope of no name here
        None, // what it counts is no result on single answers, or none is left
    };
    std::string alarm;
    Found found = Found::None;
    // From the onset to the moment it was raised, both included, and what was known then.
    telemetry::TimeRange range;
    telemetry::Timestamp knownAt;
    std::string scope; // "model codegen-7b"; empty: all answers of the operation
    // To be shown: those that failed where failures were counted, else all that were counted.
    std::vector<telemetry::SpanKey> answers;
    bool areFailures = false;
    std::int64_t wanted = 0; // of these the alarm counted
    std::int64_t counted = 0; // that it counted at all, failed or not
    std::int64_t removed = 0; // of those missing, as far as retention has been at work there
    std::string sentence; // all of that in words
};

// `raised` is the transition by which the alarm was raised.
telemetry::Result<AlarmAnswers> alarmAnswers(const store::Reader& reader,
                                             const telemetry::AlarmTransition& raised);
// The same by its id, as known then; nothing when there is no such alarm.
telemetry::Result<std::optional<AlarmAnswers>>
alarmAnswers(const store::Reader& reader, const std::string& alarm, telemetry::Timestamp knownAt);

} // namespace suspects
