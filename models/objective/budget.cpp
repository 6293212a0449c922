// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/objective/budget.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace objective {

namespace {

using namespace std::chrono_literals;
using telemetry::Duration;
using telemetry::Timestamp;

struct AlertRow
{
    double threshold;
    std::int64_t longer; // that part of the window
    std::int64_t shorter;
};
constexpr std::array<AlertRow, 3> kTable{{{14.4, 720, 8640}, {6, 120, 1440}, {1, 10, 120}}};
constexpr std::int64_t kFewest = 30; // results that a forecast may rest on
constexpr auto kShortest = 1s;

Burn burnOf(const Objective& objective, Duration over, const telemetry::Rollup& sum)
{
    Burn burn{.over = over, .count = sum.count, .failed = sum.failed, .rate = {}, .range = {0, 0}};
    if (sum.count <= 0)
        return burn;
    const double allowed = objective.allowed();
    burn.rate = static_cast<double>(sum.failed) / static_cast<double>(sum.count) / allowed;
    const health::Interval share = health::wilsonInterval(sum.failed, sum.count);
    burn.range = {share.low / allowed, share.high / allowed};
    return burn;
}

// At this burn, what is left of the budget lasts so long; nothing when the window gives back at
// least as much as is spent.
std::optional<Duration> lasts(const Objective& objective, double left, double rate)
{
    if (left <= 0)
        return Duration::zero();
    if (rate <= 1)
        return std::nullopt;
    return Duration{std::llround(left / rate * static_cast<double>(objective.window.count()))};
}

Forecast forecastOf(const Objective& objective, const Status& status)
{
    Forecast forecast;
    // The middle row: recent, and rarely without enough results.
    for (const std::size_t row : {1U, 2U}) {
        forecast.at = status.alerts.at(row).longer;
        if (forecast.at.count >= kFewest)
            break;
    }
    const double left = 1 - status.spent.value_or(0);
    forecast.expected = lasts(objective, left, forecast.at.rate.value_or(0));
    forecast.earliest = lasts(objective, left, forecast.at.range.high);
    forecast.latest = lasts(objective, left, forecast.at.range.low);
    return forecast;
}

std::string percent(double share)
{
    char text[32];
    std::snprintf(text, sizeof text, share < 0.1 ? "%.2g %%" : "%.3g %%", share * 100);
    return text;
}

std::string timeText(Duration duration)
{
    const auto minutes = std::chrono::round<std::chrono::minutes>(duration).count();
    if (minutes < 120)
        return std::to_string(minutes) + " min";
    if (minutes < 48 * 60)
        return std::to_string((minutes + 30) / 60) + " h";
    return std::to_string((minutes + 720) / 1440) + " d";
}

std::string forecastText(const Forecast& forecast)
{
    if (!forecast.expected)
        return forecast.earliest
            ? "; it lasts at this pace, but may be gone in " + timeText(*forecast.earliest)
            : "; it lasts at this pace";
    std::string text = "; gone in " + timeText(*forecast.expected) + " at this pace (";
    text += timeText(forecast.earliest.value_or(*forecast.expected)) + " to ";
    return text + (forecast.latest ? timeText(*forecast.latest) : "never") + ")";
}

std::string sentenceOf(const Objective& objective, const Status& status)
{
    if (status.state == BudgetState::NoData)
        return "no result of " + objective.check + " of " + objective.service + " in "
            + windowText(objective.window) + ": whether the objective is kept is not known";
    const auto count = static_cast<double>(status.sum.count);
    std::string text = percent(1 - static_cast<double>(status.sum.failed) / count) + " of "
        + std::to_string(status.sum.count) + " answers of " + objective.service + " pass "
        + objective.check + ", " + percent(objective.target) + " are wanted; ";
    text +=
        percent(*status.spent) + " of the budget of " + windowText(objective.window) + " is spent";
    for (const BurnAlert& alert : status.alerts) {
        if (!alert.isFiring())
            continue;
        char rate[32];
        std::snprintf(rate, sizeof rate, "%.1f", *alert.longer.rate);
        text += "; it burns " + std::string(rate) + " times as fast as it may over "
            + windowText(alert.longer.over);
        break;
    }
    if (status.state != BudgetState::Exhausted && status.forecast)
        text += forecastText(*status.forecast);
    return text;
}

void judge(const Objective& objective, Timestamp now, const Counted& whole, Status& status)
{
    status.failedShare = health::wilsonInterval(status.sum.failed, status.sum.count);
    const Timestamp first = std::max(whole.first.value_or(now), now - objective.window);
    status.covered = std::clamp<Duration>(now - first, kShortest, objective.window);
    const double part =
        static_cast<double>(status.covered.count()) / static_cast<double>(objective.window.count());
    status.spent = static_cast<double>(status.sum.failed) / static_cast<double>(status.sum.count)
        / objective.allowed() * part;
    const bool isBurning =
        std::ranges::any_of(status.alerts, [](const BurnAlert& alert) { return alert.isFiring(); });
    status.state = *status.spent >= 1 ? BudgetState::Exhausted
        : isBurning                   ? BudgetState::Burning
                                      : BudgetState::Kept;
    if (*status.spent < 1)
        status.forecast = forecastOf(objective, status);
}

} // namespace

telemetry::Result<Status> statusOf(const Objective& objective, Timestamp now, const Count& count)
{
    Status status;
    const auto whole = count({.start = now - objective.window, .end = now});
    if (!whole)
        return tl::make_unexpected(whole.error());
    status.sum = whole->sum;
    for (std::size_t row = 0; row < kTable.size(); ++row) {
        status.alerts.at(row).threshold = kTable.at(row).threshold;
        for (const bool isLonger : {true, false}) {
            const auto part = isLonger ? kTable.at(row).longer : kTable.at(row).shorter;
            const Duration over = std::max<Duration>(objective.window / part, kShortest);
            const auto counted = count({.start = now - over, .end = now});
            if (!counted)
                return tl::make_unexpected(counted.error());
            BurnAlert& alert = status.alerts.at(row);
            (isLonger ? alert.longer : alert.shorter) = burnOf(objective, over, counted->sum);
        }
    }
    if (status.sum.count > 0)
        judge(objective, now, *whole, status);
    status.sentence = sentenceOf(objective, status);
    return status;
}

const char* toString(BudgetState state)
{
    switch (state) {
    case BudgetState::NoData:
        return "no_data";
    case BudgetState::Kept:
        return "kept";
    case BudgetState::Burning:
        return "burning";
    case BudgetState::Exhausted:
        return "exhausted";
    }
    return "no_data";
}

} // namespace objective
