// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/caseonset.h"

#include "models/causes/likelihood.h"
#include "models/store/reader.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <chrono>
#include <vector>

namespace causes {

namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kBuckets = 100;
constexpr double kOnsetSpeaks = 9; // log likelihood, as where single answers are looked at

// A bucket that the rollups can be read by: whole seconds, minutes or hours.
telemetry::Duration stepFor(telemetry::Duration span)
{
    const telemetry::Duration wanted = span / kBuckets;
    for (const telemetry::Duration unit : {telemetry::Duration(1h), telemetry::Duration(1min)}) {
        if (wanted >= unit)
            return wanted / unit * unit;
    }
    return std::max<telemetry::Duration>(1s, wanted / 1s * 1s);
}

struct Rise
{
    double likelihood = 0;
    telemetry::Timestamp at;
};

Rise riseOf(const std::vector<store::SeriesPoint>& points)
{
    Counts all;
    for (const store::SeriesPoint& point : points)
        all = all.plus({.bad = point.sum.failed, .count = point.sum.count});
    Rise best;
    Counts before;
    for (const store::SeriesPoint& point : points) {
        const Counts after{.bad = all.bad - before.bad, .count = all.count - before.count};
        if (const double likelihood = riseLikelihood(after, before); likelihood > best.likelihood)
            best = {.likelihood = likelihood, .at = point.start};
        before = before.plus({.bad = point.sum.failed, .count = point.sum.count});
    }
    return best;
}

} // namespace

telemetry::Result<std::optional<telemetry::Timestamp>>
roughOnset(const store::Reader& reader, const store::View& view, const std::string& service)
{
    using Onset = std::optional<telemetry::Timestamp>;
    telemetry::SignalKey match;
    match.service = service;
    const auto sums = reader.sums(view, match, {&telemetry::SignalKey::check});
    if (!sums)
        return tl::make_unexpected(sums.error());
    Rise best{.likelihood = kOnsetSpeaks, .at = {}};
    Onset onset;
    for (const store::SumRow& sum : *sums) {
        if (sum.sum.failed == 0 || telemetry::isShiftCheck(sum.key.check))
            continue;
        match.check = sum.key.check;
        const auto points =
            reader.series(view, {.match = match, .step = stepFor(view.range.duration())});
        if (!points)
            return tl::make_unexpected(points.error());
        const Rise rise = riseOf(*points);
        if (rise.likelihood <= best.likelihood)
            continue;
        best = rise;
        onset = rise.at;
    }
    return onset;
}

} // namespace causes
