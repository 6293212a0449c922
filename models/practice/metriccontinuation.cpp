// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/metriccontinuation.h"

#include "models/otlp/wire.h"

#include <bit>
#include <optional>
#include <string_view>

namespace practice {

namespace {

using store::RawRecord;
using telemetry::MetricType;

constexpr int kCumulative = 2; // AggregationTemporality
constexpr std::size_t kFixed64 = 8; // bytes
constexpr std::size_t kMostValues = 4096; // buckets and the like

// opentelemetry-proto 1.11.0. NumberDataPoint { 4 as_double, 6 as_int, 7 attributes },
// HistogramDataPoint { 4 count, 5 sum, 6 bucket_counts packed, 9 attributes }, both with 2 start.
constexpr std::uint32_t kStart = 2;

struct Value
{
    std::size_t at = 0; // in the body
    std::uint64_t bits = 0;
    bool isDouble = false;
};

struct Point
{
    std::size_t startAt = 0; // 0: none is told
    std::uint64_t start = 0;
    std::string attributes;
    std::vector<Value> values;
};

// Past the tag, which may be longer than it has to be.
std::size_t valueAt(std::string_view body, std::size_t field)
{
    while ((static_cast<unsigned char>(body[field]) & 0x80U) != 0)
        ++field;
    return field + 1;
}

std::uint64_t bitsAt(std::string_view body, std::size_t at)
{
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < kFixed64; ++i)
        bits |= std::uint64_t{static_cast<unsigned char>(body[at + i])} << (8 * i);
    return bits;
}

void write(std::string& body, std::size_t at, std::uint64_t bits)
{
    for (std::size_t i = 0; i < kFixed64; ++i)
        body[at + i] = static_cast<char>((bits >> (8 * i)) & 0xffU);
}

// Nothing: of no kind that can go on, or not readable.
std::optional<Point> pointOf(const RawRecord& record)
{
    const bool isHistogram = record.type == MetricType::Histogram;
    if (record.temporality != kCumulative
        || !(isHistogram || (record.type == MetricType::Sum && record.isMonotonic)))
        return std::nullopt;
    Point point;
    const std::string_view body = record.body;
    otlp::WireCursor cursor(body);
    while (cursor.next()) {
        const std::uint32_t field = cursor.field();
        if (cursor.isFixed64()) {
            const std::size_t at = valueAt(body, cursor.offset());
            if (field == kStart) {
                point.startAt = at;
                point.start = cursor.number();
            } else if (field == 4) {
                point.values.push_back(
                    {.at = at, .bits = cursor.number(), .isDouble = !isHistogram});
            } else if (field == (isHistogram ? 5U : 6U)) {
                point.values.push_back(
                    {.at = at, .bits = cursor.number(), .isDouble = isHistogram});
            }
        } else if (cursor.isBytes() && field == (isHistogram ? 9U : 7U)) {
            point.attributes += cursor.bytes();
            point.attributes += '\0';
        } else if (cursor.isBytes() && isHistogram && field == 6) {
            const std::string_view packed = cursor.bytes();
            const auto begin = static_cast<std::size_t>(packed.data() - body.data());
            for (std::size_t i = 0; i + kFixed64 <= packed.size(); i += kFixed64)
                point.values.push_back(
                    {.at = begin + i, .bits = bitsAt(body, begin + i), .isDouble = false});
        }
    }
    if (cursor.hasFailed() || point.values.empty() || point.values.size() > kMostValues)
        return std::nullopt;
    return point;
}

std::uint64_t sum(std::uint64_t left, std::uint64_t right, bool isDouble)
{
    return isDouble
        ? std::bit_cast<std::uint64_t>(std::bit_cast<double>(left) + std::bit_cast<double>(right))
        : left + right; // whole numbers wrap as their two's complement does
}

std::uint64_t difference(std::uint64_t left, std::uint64_t right, bool isDouble)
{
    return isDouble
        ? std::bit_cast<std::uint64_t>(std::bit_cast<double>(left) - std::bit_cast<double>(right))
        : left - right;
}

std::string keyOf(const RawRecord& record, const Point& point)
{
    std::string key =
        std::to_string(record.resource) + ' ' + std::to_string(record.scope) + ' ' + record.name;
    key += '\0';
    key += record.unit;
    key += '\0';
    for (const Value& value : point.values) // another shape is another series
        key += value.isDouble ? 'd' : 'i';
    return key + point.attributes;
}

} // namespace

void MetricContinuation::carryOn(RawRecord& record, telemetry::Duration shift, std::uint64_t jumps)
{
    const std::optional<Point> point = pointOf(record);
    if (!point)
        return;
    const auto [at, isNew] = m_series.try_emplace(keyOf(record, *point));
    Series& series = at->second;
    const std::size_t count = point->values.size();
    if (isNew || (series.jumps == jumps && series.rawStart != point->start)) {
        series.start = static_cast<std::int64_t>(point->start) + shift.count();
        series.offsets.assign(count, 0);
    } else if (series.jumps != jumps) {
        for (std::size_t i = 0; i < count; ++i)
            series.offsets[i] =
                difference(series.sent[i], point->values[i].bits, point->values[i].isDouble);
    }
    series.jumps = jumps;
    series.rawStart = point->start;
    series.sent.resize(count);
    for (std::size_t i = 0; i < count; ++i) {
        const Value& value = point->values[i];
        series.sent[i] = sum(value.bits, series.offsets[i], value.isDouble);
        write(record.body, value.at, series.sent[i]);
    }
    if (point->start != 0) // is moved by the shift with the other times
        write(record.body, point->startAt,
              static_cast<std::uint64_t>(series.start - shift.count()));
}

} // namespace practice
