// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/distribution.h"

#include "models/otlp/wire.h"

#include <bit>
#include <cmath>
#include <cstddef>

namespace otlp {

namespace {

// Field numbers of metrics.proto that the three messages have in common.
constexpr std::uint32_t kCountField = 4;
constexpr std::uint32_t kSumField = 5;

// Repeated numbers of eight bytes, packed or one by one.
void addFixed(const WireCursor& cursor, std::vector<std::uint64_t>& numbers)
{
    if (cursor.isFixed64())
        numbers.push_back(cursor.number());
    const std::string_view bytes = cursor.bytes();
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t number = 0;
        for (std::size_t i = 8; i > 0; --i)
            number = number << 8U | static_cast<unsigned char>(bytes[at + i - 1]);
        numbers.push_back(number);
    }
}

// Repeated varints, packed or one by one.
void addVarints(const WireCursor& cursor, std::vector<std::uint64_t>& numbers)
{
    if (cursor.isVarint())
        numbers.push_back(cursor.number());
    std::uint64_t number = 0;
    unsigned shift = 0;
    for (const char c : cursor.bytes()) {
        const auto byte = static_cast<unsigned char>(c);
        number |= shift < 64 ? std::uint64_t{byte & 0x7FU} << shift : 0;
        shift += 7;
        if ((byte & 0x80U) != 0)
            continue;
        numbers.push_back(number);
        number = 0;
        shift = 0;
    }
}

double realOf(std::uint64_t bits)
{
    return std::bit_cast<double>(bits);
}

std::int64_t zigZag(std::uint64_t number)
{
    return static_cast<std::int64_t>(number >> 1U) ^ -static_cast<std::int64_t>(number & 1U);
}

void readExplicit(std::string_view point, Distribution& distribution)
{
    std::vector<std::uint64_t> counts;
    std::vector<std::uint64_t> bounds;
    std::optional<double> lowest;
    std::optional<double> highest;
    WireCursor cursor(point);
    while (cursor.next()) {
        if (cursor.field() == 6)
            addFixed(cursor, counts);
        else if (cursor.field() == 7)
            addFixed(cursor, bounds);
        else if (cursor.field() == 11 && cursor.isFixed64())
            lowest = realOf(cursor.number());
        else if (cursor.field() == 12 && cursor.isFixed64())
            highest = realOf(cursor.number());
    }
    if (counts.size() != bounds.size() + 1)
        return;
    for (std::size_t i = 0; i < counts.size(); ++i) {
        Distribution::Bucket bucket{.low = lowest, .high = highest, .count = counts[i]};
        if (i > 0)
            bucket.low = realOf(bounds[i - 1]);
        else if (!lowest && !bounds.empty() && realOf(bounds[0]) > 0)
            bucket.low = 0; // what is measured this way is a time or a size
        if (i < bounds.size())
            bucket.high = realOf(bounds[i]);
        distribution.buckets.push_back(bucket);
    }
}

struct Exponential
{
    std::int64_t offset = 0;
    std::vector<std::uint64_t> counts;
};

Exponential exponentialOf(std::string_view buckets)
{
    Exponential read;
    WireCursor cursor(buckets);
    while (cursor.next()) {
        if (cursor.field() == 1)
            read.offset = zigZag(cursor.number());
        else if (cursor.field() == 2)
            addVarints(cursor, read.counts);
    }
    return read;
}

void readExponential(std::string_view point, Distribution& distribution)
{
    std::int64_t scale = 0;
    std::uint64_t zeros = 0;
    Exponential positive;
    WireCursor cursor(point);
    while (cursor.next()) {
        if (cursor.field() == 6)
            scale = zigZag(cursor.number());
        else if (cursor.field() == 7)
            zeros = cursor.number();
        else if (cursor.field() == 8)
            positive = exponentialOf(cursor.bytes());
        else if (cursor.field() == 9 && !exponentialOf(cursor.bytes()).counts.empty())
            return;
    }
    distribution.buckets.push_back({.low = 0, .high = 0, .count = zeros});
    // Bucket i of base 2^(2^-scale) reaches from base^i, exclusive, to base^(i+1).
    const double width = std::exp2(-static_cast<double>(scale));
    for (std::size_t i = 0; i < positive.counts.size(); ++i) {
        const double index = static_cast<double>(positive.offset) + static_cast<double>(i);
        distribution.buckets.push_back({.low = std::exp2(index * width),
                                        .high = std::exp2((index + 1) * width),
                                        .count = positive.counts[i]});
    }
}

void readQuantiles(std::string_view point, Distribution& distribution)
{
    WireCursor cursor(point);
    while (cursor.next()) {
        if (cursor.field() != 6)
            continue;
        Distribution::Quantile quantile;
        WireCursor one(cursor.bytes());
        while (one.next()) {
            if (one.field() == 1)
                quantile.share = realOf(one.number());
            else if (one.field() == 2)
                quantile.value = realOf(one.number());
        }
        distribution.quantiles.push_back(quantile);
    }
}

} // namespace

std::optional<double> Distribution::mean() const
{
    return sum && count > 0 ? std::optional(*sum / static_cast<double>(count)) : std::nullopt;
}

std::optional<double> Distribution::quantile(double share) const
{
    for (const Quantile& quantile : quantiles) {
        if (std::abs(quantile.share - share) < 1e-9)
            return quantile.value;
    }
    double all = 0;
    for (const Bucket& bucket : buckets)
        all += static_cast<double>(bucket.count);
    const double wanted = share * all;
    double below = 0;
    for (const Bucket& bucket : buckets) {
        const auto here = static_cast<double>(bucket.count);
        if (here > 0 && below + here >= wanted) {
            if (!bucket.low || !bucket.high)
                return std::nullopt;
            return *bucket.low + (*bucket.high - *bucket.low) * (wanted - below) / here;
        }
        below += here;
    }
    return std::nullopt;
}

Distribution distributionOf(telemetry::MetricType type, std::string_view point)
{
    using telemetry::MetricType;
    Distribution distribution;
    if (type == MetricType::Gauge || type == MetricType::Sum)
        return distribution;
    WireCursor cursor(point);
    while (cursor.next()) {
        if (cursor.field() == kCountField)
            distribution.count = cursor.number();
        else if (cursor.field() == kSumField && cursor.isFixed64())
            distribution.sum = realOf(cursor.number());
    }
    if (cursor.hasFailed())
        return {};
    if (type == MetricType::Histogram)
        readExplicit(point, distribution);
    else if (type == MetricType::ExponentialHistogram)
        readExponential(point, distribution);
    else
        readQuantiles(point, distribution);
    return distribution;
}

} // namespace otlp
