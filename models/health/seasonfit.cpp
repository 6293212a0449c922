// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/seasonfit.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <span>

namespace health {

namespace {

constexpr std::int64_t kFewestOfHour = 20; // observations
constexpr std::size_t kFewestHours = 18; // that are known, to stand for a whole day
// For normal values: of the deviation from the median, and of a median over a mean.
constexpr double kMedianDeviation = 1.4826;
constexpr double kMedianError = 1.2533;
constexpr double kClear = 2; // standard errors from which an hour differs

std::int64_t hoursOf(telemetry::Timestamp time)
{
    return std::chrono::floor<std::chrono::hours>(time).time_since_epoch().count();
}

double medianOf(std::span<double> values)
{
    std::ranges::sort(values);
    return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

} // namespace

std::size_t SeasonFit::hourOf(std::int64_t hours)
{
    constexpr std::int64_t day = kHours;
    return static_cast<std::size_t>((hours % day + day) % day);
}

double SeasonFit::shiftAt(telemetry::Timestamp time) const
{
    return m_shifts[hourOf(hoursOf(time))];
}

void SeasonFit::learn(double badness, telemetry::Timestamp time)
{
    const std::int64_t hour = hoursOf(time);
    // A clock that was a day ahead does not end the learning.
    if (hour < m_hour && m_hour - hour < std::int64_t{kHours})
        return;
    if (hour != m_hour) {
        closeHour();
        m_hour = hour;
    }
    ++m_count;
    m_sum += badness;
}

void SeasonFit::noteReference(telemetry::Timestamp time)
{
    ++m_reference[hourOf(hoursOf(time))];
}

void SeasonFit::clearReference()
{
    m_reference.fill(0);
    update();
}

void SeasonFit::closeHour()
{
    if (m_count >= kFewestOfHour) {
        m_days.resize(kHours * kDays);
        const std::size_t hour = hourOf(m_hour);
        m_days[hour * kDays + m_closed[hour] % kDays] =
            static_cast<float>(m_sum / static_cast<double>(m_count));
        ++m_closed[hour];
        update();
    }
    m_count = 0;
    m_sum = 0;
}

SeasonFit::Level SeasonFit::levelOf(std::size_t hour) const
{
    const std::size_t count = std::min<std::size_t>(m_closed[hour], kDays);
    if (count < kFewestDays)
        return {};
    std::array<double, kDays> days{};
    const auto first = m_days.begin() + static_cast<std::ptrdiff_t>(hour * kDays);
    std::copy_n(first, count, days.begin());
    const double median = medianOf({days.data(), count});
    for (double& day : days)
        day = std::abs(day - median);
    return {.count = static_cast<double>(count),
            .median = median,
            .deviation = kMedianDeviation * medianOf({days.data(), count})};
}

void SeasonFit::update()
{
    m_shifts.clear();
    std::array<Level, kHours> levels{};
    double known = 0;
    double deviation = 0;
    for (std::size_t hour = 0; hour < kHours; ++hour) {
        levels[hour] = levelOf(hour);
        known += levels[hour].count > 0 ? 1 : 0;
        deviation += levels[hour].deviation;
    }
    const bool hasReference =
        std::ranges::any_of(m_reference, [](auto count) { return count > 0; });
    double anchor = 0;
    double weight = 0;
    for (std::size_t hour = 0; hour < kHours; ++hour) {
        const double share = hasReference ? m_reference[hour] : 1;
        anchor += levels[hour].count > 0 ? share * levels[hour].median : 0;
        weight += levels[hour].count > 0 ? share : 0;
    }
    if (weight <= 0 || (!hasReference && known < kFewestHours))
        return;
    m_shifts.assign(kHours, 0);
    for (std::size_t hour = 0; hour < kHours; ++hour) {
        if (levels[hour].count <= 0)
            continue;
        const double away = levels[hour].median - anchor / weight;
        const double error = kMedianError * deviation / known / std::sqrt(levels[hour].count);
        if (std::abs(away) > kClear * error)
            m_shifts[hour] = away + error;
    }
}

} // namespace health
