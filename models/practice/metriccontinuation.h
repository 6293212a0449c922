// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/rawtelemetry.h"
#include "models/telemetry/timerange.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace practice {

// Counters that a tape plays again would fall back at each pass, which is what a restarted process
// looks like. These go on from where they were: what a jump of the tape skips or repeats is no
// increase and no fall. Of cumulative monotonic sums and cumulative histograms; exponential
// histograms, whose buckets may have another width each time, stay as they were sent, and restart.
// One thread.
class MetricContinuation
{
public:
    // In place, before its times are moved by `shift`; `jumps` is Played::jumps. Points of one
    // series come in the order in which they are sent. A restart that was recorded stays one. What
    // cannot be read stays as it is.
    void carryOn(store::RawRecord& record, telemetry::Duration shift, std::uint64_t jumps);

private:
    struct Series
    {
        std::uint64_t jumps = 0;
        std::uint64_t rawStart = 0; // nanoseconds, as recorded
        std::int64_t start = 0; // as it is told
        std::vector<std::uint64_t> sent; // bits of what was told last
        std::vector<std::uint64_t> offsets; // bits of what is added
    };

    std::unordered_map<std::string, Series> m_series; // by origin, name, unit and attributes
};

} // namespace practice
