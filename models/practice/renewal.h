// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/rawtelemetry.h"
#include "models/telemetry/timerange.h"

#include <array>
#include <cstdint>
#include <string>

namespace practice {

// What makes another record of a recorded one: its times are moved, and it gets ids of its own, so
// that nobody takes it for the one that it was made of.
struct Renewal
{
    telemetry::Duration shift{};
    std::array<unsigned char, 16> traceKey{}; // is added to trace ids bit by bit; zeros keep them
    std::array<unsigned char, 8> spanKey{}; // likewise, to ids of spans
    std::uint32_t textKey = 0; // turns ids of responses; 0 keeps them
};
// The same for the same numbers.
Renewal renewalOf(std::uint64_t seed, std::uint64_t pass, telemetry::Duration shift);

// In place, the size stays. Of a Span: its times, those of its events, its ids, its parent's and
// those of its links; of a LogRecord its times and ids; of a data point its times and its
// exemplars'. In attributes whose name ends in "response.id" the last letters and digits of the
// text; all else stays as it was sent. Zero stays zero. A body that cannot be read is left as far
// as it was read.
void renew(std::string& body, const store::RawHeader& header, telemetry::MetricType type,
           const Renewal& renewal);

} // namespace practice
