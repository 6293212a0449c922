// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <string>

namespace telemetry {

// How telemetry from one source is coming in. A source is an endpoint that is listened on, a sender
// it hears (an endpoint and a service), a file, or a back end that is pulled from.
enum class LinkState : std::uint8_t
{
    Waiting, // configured, nothing has come yet
    Connected,
    Lagging, // data comes, but late: see LinkStatus::lag
    Stale, // nothing for longer than the source's own interval allows
    Failing, // the last attempt failed; reason says why
    Closed, // ended on purpose: a file read to its end, a session closed
};

// What is known of a link at one moment. Absent values are unknown, never zero.
struct LinkStatus
{
    std::string source; // as Batch::source
    std::string service = {}; // of a sender; empty: the endpoint, file or back end as a whole
    // Of one of several instances of the service (signals stay those of the service); "(others)"
    // are those beyond what is told apart.
    std::string instance = {};
    LinkState state = LinkState::Waiting;
    std::string reason; // in words; empty while connected
    Timestamp since; // when this state began
    std::optional<Timestamp> lastData; // recorded time of the newest delivery
    std::optional<Duration> lag; // recorded time less event time of the newest item, less the skew
    std::optional<Duration> skew; // the sender's clock against ours; positive: theirs is ahead
    std::optional<Duration> expected = {}; // between deliveries, as learned
    std::optional<Timestamp> nextTry = {}; // of a back end that failed
    std::optional<double> itemsPerSecond; // over the last minute
    std::uint64_t items = 0; // spans, log records and points kept
    std::uint64_t duplicates = 0;
    std::uint64_t rejected = 0; // could not be kept
    std::uint64_t refused = 0; // sent away because the queue was full
};

const char* toString(LinkState state);
// From a recording; what is not known there is Waiting.
LinkState linkStateFrom(std::int64_t number);

} // namespace telemetry
