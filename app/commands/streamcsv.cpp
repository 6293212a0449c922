// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/streamcsv.h"

#include "models/telemetry/timetext.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <vector>

namespace commands {

using telemetry::ErrorKind;
using telemetry::Result;

namespace {

std::vector<std::string_view> fieldsOf(std::string_view line)
{
    std::vector<std::string_view> fields;
    std::size_t start = 0;
    while (start <= line.size()) {
        const std::size_t end = std::min(line.find(',', start), line.size());
        std::string_view field = line.substr(start, end - start);
        const std::size_t first = field.find_first_not_of(" \t\"");
        const std::size_t last = field.find_last_not_of(" \t\r\"");
        field = first == std::string_view::npos || last == std::string_view::npos
            ? std::string_view()
            : field.substr(first, last - first + 1);
        fields.push_back(field);
        start = end + 1;
    }
    return fields;
}

} // namespace

std::string place(const std::string& name, std::int64_t line)
{
    return name + ":" + std::to_string(line) + ": ";
}

namespace {

std::optional<std::size_t> columnNamed(const std::vector<std::string_view>& fields,
                                       std::string_view name)
{
    const auto found = std::ranges::find(fields, name);
    return found == fields.end() ? std::nullopt
                                 : std::optional(static_cast<std::size_t>(found - fields.begin()));
}

} // namespace

Result<Columns> columnsOf(const std::string& name, std::string_view header)
{
    if (header.starts_with("\xEF\xBB\xBF"))
        header.remove_prefix(3);
    const std::vector<std::string_view> fields = fieldsOf(header);
    const auto time = std::ranges::find(fields, "t_s");
    const auto value = std::ranges::find(fields, "value");
    if (time == fields.end() || value == fields.end())
        return telemetry::failure(ErrorKind::Unreadable,
                                  place(name, 1)
                                      + "the header must name the columns t_s and value");
    return Columns{.time = static_cast<std::size_t>(time - fields.begin()),
                   .value = static_cast<std::size_t>(value - fields.begin()),
                   .load = columnNamed(fields, "load"),
                   .segment = columnNamed(fields, "segment"),
                   .count = fields.size()};
}

namespace {

std::optional<double> numberOf(std::string_view text)
{
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isWhole = error == std::errc() && end == text.data() + text.size();
    return isWhole && std::isfinite(number) ? std::optional(number) : std::nullopt;
}

std::optional<StreamTime> timeOf(std::string_view text)
{
    constexpr double kFirst = 631'152'000; // 1990-01-01
    constexpr double kLast = 4'102'444'800; // 2100-01-01
    if (const std::optional<double> number = numberOf(text)) {
        StreamTime time{.seconds = *number, .moment = {}};
        if (*number >= kFirst && *number < kLast)
            time.moment = telemetry::Timestamp(std::chrono::round<telemetry::Duration>(
                std::chrono::duration<double, std::micro>(std::round(*number * 1e6))));
        return time;
    }
    if (text.find('-') == std::string_view::npos)
        return std::nullopt;
    const auto moment = telemetry::timestampFromText(text);
    if (!moment)
        return std::nullopt;
    const std::chrono::duration<double> seconds = moment->time_since_epoch();
    return StreamTime{.seconds = seconds.count(), .moment = *moment};
}

} // namespace

Result<Row> rowOf(const std::string& where, std::string_view line, const Columns& columns,
                  bool isFlag)
{
    const std::vector<std::string_view> fields = fieldsOf(line);
    const auto refuse = [&where](const std::string& what) {
        return telemetry::failure(ErrorKind::Unreadable, where + what);
    };
    if (fields.size() < columns.count)
        return refuse(std::to_string(fields.size()) + " fields where the header has "
                      + std::to_string(columns.count));
    const std::optional<StreamTime> time = timeOf(fields[columns.time]);
    if (!time)
        return refuse("t_s is neither a number of seconds nor a time as RFC 3339 has it: \""
                      + std::string(fields[columns.time].substr(0, 40)) + "\"");
    const std::optional<double> value = numberOf(fields[columns.value]);
    if (!value)
        return refuse("value is no number: \"" + std::string(fields[columns.value].substr(0, 40))
                      + "\"");
    if (isFlag && *value != 0 && *value != 1)
        return refuse("a flag must be 0 or 1, not " + std::string(fields[columns.value]));
    if (*value < 0 || *value > 1)
        return refuse("a score must lie between 0 and 1, not "
                      + std::string(fields[columns.value]));
    Row row{.time = *time, .value = *value, .load = {}, .segment = {}};
    if (columns.segment)
        row.segment = fields[*columns.segment];
    if (!columns.load || fields[*columns.load].empty()) // not known is no number
        return row;
    row.load = numberOf(fields[*columns.load]);
    if (!row.load)
        return refuse("load is no number: \"" + std::string(fields[*columns.load].substr(0, 40))
                      + "\"");
    return row;
}

} // namespace commands
