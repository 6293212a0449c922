// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/sqlite.h"
#include "models/telemetry/signal.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

namespace store {

// Buckets before 1970 are negative. `divisor` is positive.
constexpr std::int64_t floorDivide(std::int64_t value, std::int64_t divisor)
{
    const std::int64_t quotient = value / divisor;
    return value % divisor < 0 ? quotient - 1 : quotient;
}

// Adds rollup rows of one width. A row is keyed by signal, bucket of event time and bucket of
// recorded time; what comes for a row that is there already is added to it.
class RollupWriter
{
public:
    // `table` is rollups_second or rollups_minute, whose buckets are `seconds` wide.
    RollupWriter(const Database& database, const std::string& table, std::int64_t seconds);

    // `rollup` has buckets of one second; `recorded` is when the newest of it was learned. False
    // after an error.
    bool add(std::int64_t signal, const telemetry::Rollup& rollup, telemetry::Timestamp recorded);
    void forget() { m_recent.clear(); }

private:
    using Key = std::tuple<std::int64_t, std::int64_t, std::int64_t>;
    struct Row
    {
        telemetry::Rollup sum;
        telemetry::Timestamp recorded;
    };
    Row* find(const Key& key);

    std::int64_t m_seconds;
    Statement m_select;
    Statement m_replace;
    std::map<Key, Row> m_recent; // as stored
};

// How a histogram is stored: kBins little-endian numbers of 32 bits.
std::string histogramBytes(const telemetry::Rollup& rollup);
void readHistogram(std::string_view bytes, telemetry::Rollup& rollup);

} // namespace store
