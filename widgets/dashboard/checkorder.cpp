// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/dashboard/checkorder.h"

#include "models/health/freshness.h"
#include "models/health/interval.h"

#include <algorithm>
#include <utility>

namespace dashboard {

namespace {

constexpr int kAlarms = 0; // and one more for each severity
constexpr int kDegraded = 10; // and one more for each tenth that did not fail
constexpr int kOthers = 100;

bool isObserved(const items::CheckSeries& series)
{
    return series.alarm || std::ranges::any_of(series.points, [](const auto& point) {
               return point.sum.count > 0 || point.sum.level().has_value();
           });
}

int rankOf(const items::CheckSeries& series)
{
    if (series.alarm)
        return kAlarms + series.alarm->severity;
    telemetry::Rollup sum;
    for (const auto& point : series.points)
        sum.merge(point.sum);
    if (sum.count == 0
        || health::wilsonInterval(sum.failed, sum.count).low <= health::wellUpTo(series.usual))
        return kOthers;
    return kDegraded + 10 - static_cast<int>(sum.failed * 10 / sum.count);
}

} // namespace

CheckOrder checkOrder(const items::SeriesSnapshot& snapshot)
{
    struct Check
    {
        std::string name;
        int rank = kOthers;
        bool isObserved = false;
    };
    std::vector<Check> checks;
    for (const auto& series : snapshot.checks) {
        auto check = std::ranges::find(checks, series.check, &Check::name);
        if (check == checks.end())
            check = checks.insert(checks.end(), {.name = series.check});
        check->rank = std::min(check->rank, rankOf(series));
        check->isObserved = check->isObserved || isObserved(series);
    }
    std::ranges::stable_sort(checks, {}, &Check::rank);
    CheckOrder order;
    for (Check& check : checks)
        (check.isObserved ? order.shown : order.unobserved).push_back(std::move(check.name));
    return order;
}

} // namespace dashboard
