// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/departure.h"
#include "models/practice/metriccontinuation.h"
#include "models/practice/recordeddrill.h"
#include "models/practice/tape.h"
#include "models/store/reader.h"

#include <cstdint>
#include <unordered_map>
#include <vector>

namespace practice {

// Makes OTLP export requests of recorded records, each with its resource and scope, moved in time
// and with new ids; counters go on where a jump of the tape would take them back. One thread.
class ReplayRequests
{
public:
    // Both must outlive it. `seed`: another one gives other ids.
    ReplayRequests(const store::Reader& reader, const RecordedDrill& drill, std::uint64_t seed);

    // In the order of their signals, of a thousand records or some 4 MB at most each.
    telemetry::Result<std::vector<drill::RequestBody>> of(const std::vector<Played>& played);

private:
    const std::string& resource(std::int64_t number);
    const std::string& scope(std::int64_t number);

    const store::Reader& m_reader;
    const RecordedDrill& m_drill;
    std::uint64_t m_seed;
    MetricContinuation m_counters;
    std::unordered_map<std::int64_t, std::string> m_resources;
    std::unordered_map<std::int64_t, std::string> m_scopes;
};

} // namespace practice
