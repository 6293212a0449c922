// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/seasonfit.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <span>
#include <utility>

namespace health {

namespace {

constexpr float kMostHours = 16e6F; // since the epoch: as a float holds them exactly
constexpr std::int64_t kToldAgain = 24 * 30; // hours
constexpr float kMostOfHour = 1e9F; // observations that a kept season may tell of
constexpr std::int64_t kFewestOfHour = 20; // observations
constexpr std::size_t kFewestHours = 18; // that are known, to stand for a whole day
// For normal values: of the deviation from the median, and of a median over a mean.
constexpr double kMedianDeviation = 1.4826;
constexpr double kMedianError = 1.2533;
constexpr double kClearHour = 2; // standard errors from which an hour differs

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
    // Told again when a recording is continued.
    if (m_knownUntil && hour <= *m_knownUntil && *m_knownUntil - hour < kToldAgain)
        return;
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
        m_hasChanged = true;
        m_closedUntil = m_hour;
        update();
    }
    m_count = 0;
    m_sum = 0;
}

std::optional<std::vector<float>> SeasonFit::takeState()
{
    if (!std::exchange(m_hasChanged, false))
        return std::nullopt;
    std::vector<float> state{static_cast<float>(m_closedUntil)};
    for (std::size_t hour = 0; hour < kHours; ++hour) {
        const std::size_t closed = m_closed[hour];
        const std::size_t count = std::min(closed, kDays);
        state.push_back(static_cast<float>(m_reference[hour]));
        state.push_back(static_cast<float>(count));
        for (std::size_t day = closed - count; day < closed; ++day)
            state.push_back(m_days[hour * kDays + day % kDays]);
    }
    return state;
}

bool SeasonFit::restore(const std::vector<float>& state)
{
    std::vector<float> days(kHours * kDays);
    std::array<std::uint32_t, kHours> closed{};
    std::array<std::uint32_t, kHours> reference{};
    if (state.empty() || !(std::abs(state.front()) < kMostHours))
        return false;
    std::size_t at = 1;
    for (std::size_t hour = 0; hour < kHours; ++hour) {
        if (state.size() - at < 2 || !(state[at] >= 0 && state[at] < kMostOfHour)
            || !(state[at + 1] >= 0 && state[at + 1] <= static_cast<float>(kDays)))
            return false;
        reference[hour] = static_cast<std::uint32_t>(state[at]);
        closed[hour] = static_cast<std::uint32_t>(state[at + 1]);
        at += 2;
        if (state.size() - at < closed[hour])
            return false;
        for (std::size_t day = 0; day < closed[hour]; ++day, ++at) {
            if (!(state[at] >= -1 && state[at] <= 2))
                return false;
            days[hour * kDays + day] = state[at];
        }
    }
    if (at != state.size())
        return false;
    m_days = std::move(days);
    m_closed = closed;
    m_reference = reference;
    m_knownUntil = static_cast<std::int64_t>(state.front());
    m_closedUntil = *m_knownUntil;
    update();
    return true;
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
        if (std::abs(away) > kClearHour * error)
            m_shifts[hour] = away + error;
    }
}

} // namespace health
