// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/batch.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace otlp {

// What a point of a histogram or summary tells (metrics.proto: HistogramDataPoint,
// ExponentialHistogramDataPoint, SummaryDataPoint).
struct Distribution
{
    struct Bucket
    {
        std::optional<double> low; // absent: it has no bound on that side
        std::optional<double> high;
        std::uint64_t count = 0;
    };
    struct Quantile
    {
        double share = 0; // 0..1
        double value = 0;
    };
    std::uint64_t count = 0;
    std::optional<double> sum;
    std::vector<Bucket> buckets; // ascending; none where it has none, or some are below zero
    std::vector<Quantile> quantiles; // of a summary, as sent

    std::optional<double> mean() const; // absent without a sum, or of nothing
    // The value below which this share lies, 0..1: as sent, else within its bucket as if that were
    // evenly filled. Absent where that bucket is open.
    std::optional<double> quantile(double share) const;
};

// Empty for what is malformed, and for points of other types.
Distribution distributionOf(telemetry::MetricType type, std::string_view point);

} // namespace otlp
