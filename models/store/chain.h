// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timelineentry.h"

#include <string>

namespace store {

// The hash chain of the timeline. hash = SHA-256, in lower-case hex, of
//
//     previous_hash || field || field || ...
//
// where previous_hash is the hex text of the entry before (64 zeros for the first) and the fields
// are sequence, time_ns, recorded_ns (decimal), kind, actor, subject, text, payload, each written
// as a netstring: its length in bytes in decimal, a colon, its bytes, a comma. No two entries can
// collide.
std::string chainHash(const telemetry::TimelineEntry& entry);

inline constexpr const char* kFirstPreviousHash =
    "0000000000000000000000000000000000000000000000000000000000000000";

} // namespace store
