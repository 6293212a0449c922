// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/detector.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace commands {

// The CSV file that `detect` reads: t_s,value[,load][,segment].
struct Columns
{
    std::size_t time = 0;
    std::size_t value = 0;
    std::optional<std::size_t> load;
    std::optional<std::size_t> segment;
    std::size_t count = 0;

    health::SeriesShape shape() const
    {
        return {.hasLoad = load.has_value(), .hasSegments = segment.has_value()};
    }
};

// Of an observation. Seconds since whatever the file counts from.
struct StreamTime
{
    double seconds = 0;
    // Where the file says it: as RFC 3339, or as seconds since 1970 of the years 1990 to 2100.
    std::optional<telemetry::Timestamp> moment;
};

struct Row
{
    StreamTime time;
    double value = 0;
    std::optional<double> load;
    std::string_view segment;
};

// "stream.csv:17: "
std::string place(const std::string& name, std::int64_t line);

telemetry::Result<Columns> columnsOf(const std::string& name, std::string_view header);

// Unreadable, with what is wrong behind `where`.
telemetry::Result<Row> rowOf(const std::string& where, std::string_view line,
                             const Columns& columns, bool isFlag);

} // namespace commands
