// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/objective/coverage.h"

#include <algorithm>
#include <chrono>
#include <functional>
#include <optional>
#include <utility>

namespace objective {

namespace {

using namespace std::chrono_literals;
using telemetry::Duration;
using telemetry::Result;
using telemetry::TimeRange;

constexpr Duration kHoursFrom = 48h;
constexpr int kPaces = 10; // of a thousand silences of a steady stream hardly one is longer
constexpr std::size_t kRhythm = 4; // weekends of a month

Duration silenceAfter(const std::vector<Bucket>& buckets, std::size_t index)
{
    return std::max(Duration::zero(),
                    buckets.at(index + 1).range.start - buckets.at(index).range.end);
}

// How far apart two results usually are: the median of results, not of buckets.
Duration paceOf(const std::vector<Bucket>& buckets)
{
    std::vector<std::pair<Duration, std::int64_t>> distances;
    std::int64_t results = 0;
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        const Bucket& bucket = buckets[i];
        Duration distance = bucket.range.duration() / bucket.count;
        if (bucket.count == 1 && i + 1 < buckets.size())
            distance = buckets[i + 1].range.start - bucket.range.start;
        distances.emplace_back(distance, bucket.count);
        results += bucket.count;
    }
    std::ranges::sort(distances);
    std::int64_t before = 0;
    for (const auto& [distance, count] : distances) {
        before += count;
        if (before * 2 >= results)
            return distance;
    }
    return Duration::zero();
}

// Up to which length a silence is none of the telemetry's.
Duration patienceOf(const std::vector<Bucket>& buckets)
{
    std::vector<Duration> silences;
    for (std::size_t i = 0; i + 1 < buckets.size(); ++i)
        silences.push_back(silenceAfter(buckets, i));
    std::ranges::sort(silences, std::ranges::greater());
    const Duration rhythm =
        silences.size() >= kRhythm ? silences[kRhythm - 1] * 2 : Duration::zero();
    return std::max(rhythm, paceOf(buckets) * kPaces);
}

// From the first second of a bucket that has a result to the last; nothing where seconds are no
// longer kept, so that one row stands for the bucket.
Result<std::optional<TimeRange>> exactOf(const Bucket& bucket, const Source& source)
{
    const auto points = source.series(bucket.range, 1s);
    if (!points)
        return tl::make_unexpected(points.error());
    std::optional<TimeRange> exact;
    for (const store::SeriesPoint& point : *points) {
        if (point.sum.count == 0)
            continue;
        exact = TimeRange{.start = exact ? exact->start : point.start, .end = point.start + 1s};
    }
    const bool isRow =
        exact && exact->duration() <= 1s && bucket.count > 1 && exact->start <= bucket.range.start;
    return isRow ? std::nullopt : exact;
}

// The bucket's own range where seconds do not tell.
Result<TimeRange> stretchOf(const Bucket& first, const Bucket& last, const Source& source)
{
    const auto begin = exactOf(first, source);
    const auto end = exactOf(last, source);
    if (!begin || !end)
        return tl::make_unexpected(!begin ? begin.error() : end.error());
    return TimeRange{.start = std::max(begin->value_or(first.range).start, first.range.start),
                     .end = std::min(end->value_or(last.range).end, last.range.end)};
}

Result<std::vector<Bucket>> bucketsOf(const TimeRange& window, const Source& source)
{
    const Duration step = window.duration() > kHoursFrom ? Duration(1h) : 1min;
    const auto points = source.series(window, step);
    if (!points)
        return tl::make_unexpected(points.error());
    std::vector<Bucket> buckets;
    for (const store::SeriesPoint& point : *points) {
        const TimeRange range{.start = std::max(point.start, window.start),
                              .end = std::min(point.start + step, window.end)};
        if (point.sum.count > 0 && range.start < range.end)
            buckets.push_back(
                {.range = range, .count = point.sum.count, .failed = point.sum.failed});
    }
    return buckets;
}

} // namespace

Duration Coverage::within(const TimeRange& range) const
{
    Duration sum{};
    for (const TimeRange& stretch : stretches) {
        const TimeRange common = stretch.intersected(range);
        sum += common.isEmpty() ? Duration::zero() : common.duration();
    }
    return sum;
}

Result<Coverage> coverageOf(const TimeRange& window, const Source& source)
{
    auto buckets = bucketsOf(window, source);
    if (!buckets)
        return tl::make_unexpected(buckets.error());
    Coverage coverage{.buckets = std::move(*buckets), .stretches = {}};
    const std::vector<Bucket>& all = coverage.buckets;
    const Duration patience = patienceOf(all);
    std::size_t first = 0;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i + 1 < all.size() && silenceAfter(all, i) <= patience)
            continue;
        const auto stretch = stretchOf(all[first], all[i], source);
        if (!stretch)
            return tl::make_unexpected(stretch.error());
        coverage.stretches.push_back(*stretch);
        first = i + 1;
    }
    if (!all.empty() && window.end - coverage.stretches.back().end <= patience)
        coverage.stretches.back().end = window.end;
    return coverage;
}

} // namespace objective
