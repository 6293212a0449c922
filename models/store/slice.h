// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <functional>
#include <string>

namespace store {

// A part of a recording, as it was written.
struct SliceReport
{
    telemetry::TimeRange range; // that it holds in full
    bool isCut = false; // something before or after it was left out
    std::int64_t spans = 0;
    std::int64_t spansOfWhole = 0;
    std::int64_t entries = 0; // of the timeline, all there were
    std::string lastHash; // of the newest of them; 64 zeros: there is none
    std::int64_t bytes = 0; // of the file
};

// Writes a new recording, for its owner only, of what happened or was recorded in `range`, and all
// that this refers to: the traces as a whole, with their bodies, log records, evaluations,
// suspicions, texts and fingerprints; counts of seconds and minutes of whole hours, and all of
// hours before; the whole timeline, all alarms, gaps, links, changes, baselines, scales of judges
// and mapping counts. As known at a moment in the range, what happened in the range reads in it as
// in the whole. What lies outside is told as gaps of each service, so that it does not look as if
// nothing had been there. `range` is narrowed to what the recording holds.
//
// Reads one state of the recording, while somebody may write to it, and in bounded memory. Usage
// error when `to` is there, or nothing lies in the range; Unreadable when `from` is no recording;
// Refused when `goesOn` says false, which is asked now and then. Nothing is left of `to` then. Any
// thread.
telemetry::Result<SliceReport> slice(const std::string& from, const std::string& to,
                                     telemetry::TimeRange range,
                                     const std::function<bool()>& goesOn = {});

} // namespace store
