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
    // `table` is rollups_second, rollups_minute or rollups_hour, whose buckets are `seconds` wide.
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

// The three widths together: what is added to seconds is in their minute and hour too.
class RollupTables
{
public:
    explicit RollupTables(const Database& database);

    // As RollupWriter::add().
    bool add(std::int64_t signal, const telemetry::Rollup& rollup, telemetry::Timestamp recorded);
    void forget();

private:
    RollupWriter m_seconds;
    RollupWriter m_minutes;
    RollupWriter m_hours;
};

// How a histogram is stored: of each bin with something in it its number (a byte) and its count
// (seven bits a byte, lowest first, the eighth set where more follow); kBins little-endian numbers
// of 32 bits where that is as short, which is also how recordings before schema 14 have it.
std::string histogramBytes(const telemetry::Rollup& rollup);
void readHistogram(std::string_view bytes, telemetry::Rollup& rollup);

} // namespace store
