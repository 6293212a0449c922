// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/practice/levermoves.h"
#include "models/practice/tape.h"
#include "models/practice/truth.h"
#include "models/store/rawtelemetry.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace practice {

// A recorded incident as a drill: what was received, to be sent once more.
struct RecordedDrill
{
    Truth truth; // what ended it then
    std::string incident; // id; empty: nobody opened one, and it is the whole recording
    std::string title;
    std::vector<store::RawHeader> records;
    std::vector<TapeItem> items; // one for each record
    TapeTimes times;
    // By arrival, bursts and late ones as they were; false: all was imported at once, and what came
    // late then is not known.
    bool isPacedByArrival = true;
    std::size_t leftOut = 0; // arrived after the end
    // Answers before the fault, of the service with most of them; none: not counted.
    std::optional<std::int64_t> answersBefore = {};
    std::map<std::string, StandingLever> levers; // as they stood at the beginning, by id
    // The recorded cure, by which recovery is played. Empty lever: none is known.
    drill::Cure cure;
    std::string cureWhy;
};

inline constexpr std::size_t kMostReplayed = 2'000'000; // records
inline constexpr auto kLead = std::chrono::minutes(10); // before its start
inline constexpr auto kTail = std::chrono::minutes(5); // after its end

// By id; empty: the newest that is open, else the newest, else the whole recording. From `lead`
// before its start (as far as the recording goes back) to kTail after its end. Usage error when
// there is no such incident, Refused when there is nothing to play or too much. Pool thread.
telemetry::Result<RecordedDrill> readRecordedDrill(const store::Reader& reader,
                                                   const std::string& incident,
                                                   telemetry::Duration lead = kLead);

} // namespace practice
