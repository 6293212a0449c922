// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/objective/budget.h"

#include "models/telemetry/filled.h"

#include <QCoreApplication>
#include <QString>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace objective {

namespace {

using namespace std::chrono_literals;
using telemetry::Duration;
using telemetry::filled;
using telemetry::TimeRange;
using telemetry::Timestamp;

struct AlertRow
{
    double threshold;
    std::int64_t longer; // that part of the window
    std::int64_t shorter;
};
constexpr std::array<AlertRow, 3> kTable{{{14.4, 720, 8640}, {6, 120, 1440}, {1, 10, 120}}};
constexpr std::int64_t kFewestForForecast = 30; // results that a forecast may rest on
constexpr double kNearlyAll = 0.9; // of a window
constexpr Duration kShortest = 1min; // in which a service may have several results

telemetry::Result<Burn> burnOf(const Objective& objective, const TimeRange& range,
                               const Source& source, const Coverage& coverage)
{
    const auto sum = source.sum(range);
    if (!sum)
        return tl::make_unexpected(sum.error());
    Burn burn{.over = range.duration(),
              .covered = coverage.within(range),
              .count = sum->count,
              .failed = sum->failed,
              .rate = {},
              .range = {0, 0}};
    if (sum->count <= 0)
        return burn;
    const double allowed = objective.allowed();
    burn.rate = static_cast<double>(sum->failed) / static_cast<double>(sum->count) / allowed;
    const health::Interval share = health::wilsonInterval(sum->failed, sum->count);
    burn.range = {share.low / allowed, share.high / allowed};
    return burn;
}

double partOf(Duration part, Duration whole)
{
    return static_cast<double>(part.count()) / static_cast<double>(whole.count());
}

// When the budget is gone at this burn, while what has failed leaves the window: spent is a line
// between the moments at which a bucket begins or ends to leave. Nothing: never.
std::optional<Duration> lasts(const Objective& objective, Timestamp now, double spent, double rate,
                              const Coverage& coverage, std::int64_t allFailed)
{
    const double window = static_cast<double>(objective.window.count());
    double at = 0; // nanoseconds from now
    // Adds what is spent until then; the moment at which that is all, if it comes.
    const auto goOn = [&](double until, double leaving) -> std::optional<Duration> {
        const double more = (until - at) * rate / window - leaving;
        if (spent + more >= 1)
            return Duration{std::llround(at + (until - at) * (1 - spent) / more)};
        spent += more;
        at = until;
        return std::nullopt;
    };
    const double each = allFailed > 0 ? spent / static_cast<double>(allFailed) : 0;
    const auto untilGone = [&](Timestamp time) {
        return static_cast<double>((time + objective.window - now).count());
    };
    for (const Bucket& bucket : coverage.buckets) {
        if (const auto gone = goOn(untilGone(bucket.range.start), 0))
            return gone;
        const double leaving = each * static_cast<double>(bucket.failed);
        if (const auto gone = goOn(untilGone(bucket.range.end), leaving))
            return gone;
    }
    return rate > 1 ? goOn(window * 2, 0) : std::nullopt;
}

std::optional<Forecast> forecastOf(const Objective& objective, Timestamp now, const Status& status,
                                   const Coverage& coverage)
{
    // The middle row first: recent, and rarely without enough results.
    const auto isEnough = [](const BurnAlert& alert) {
        return alert.longer.count >= kFewestForForecast
            && alert.longer.covered >= alert.shorter.over;
    };
    const BurnAlert& middle = status.alerts.at(1);
    const BurnAlert& last = status.alerts.at(2);
    if (!isEnough(middle) && !isEnough(last))
        return std::nullopt;
    const Burn& at = isEnough(middle) ? middle.longer : last.longer;
    const auto lastsAt = [&](double rate) {
        return lasts(objective, now, *status.spent, rate, coverage, status.sum.failed);
    };
    return Forecast{.expected = lastsAt(*at.rate),
                    .earliest = lastsAt(at.range.high),
                    .latest = lastsAt(at.range.low),
                    .at = at};
}

// In the window's language; English without one, as on the command line. With the context at each
// text, since lupdate takes std for it where a function returns a std::string.
std::string translate(const char* context, const char* text)
{
    return QCoreApplication::translate(context, text).toStdString();
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
    if (!forecast.expected) {
        const bool isDoubtful = forecast.earliest && forecast.at.failed > 0;
        return isDoubtful
            ? filled(translate("objective", "it lasts at this pace, but may be gone in %1"),
                     {timeText(*forecast.earliest)})
            : translate("objective", "it lasts at this pace");
    }
    return filled(translate("objective", "gone in %1 at this pace (%2 to %3)"),
                  {timeText(*forecast.expected),
                   timeText(forecast.earliest.value_or(*forecast.expected)),
                   forecast.latest ? timeText(*forecast.latest) : translate("objective", "never")});
}

std::string outlookOf(const Status& status)
{
    if (status.state == BudgetState::Exhausted)
        return {};
    return "; "
        + (status.forecast
               ? forecastText(*status.forecast)
               : translate("objective", "too few results of late to tell how long it lasts"));
}

std::string sentenceOf(const Objective& objective, const Status& status)
{
    if (status.state == BudgetState::NoData)
        return filled(translate("objective",
                                "no result of %1 of %2 in %3: whether the objective is kept is not "
                                "known"),
                      {objective.check, objective.service, windowText(objective.window)});
    const auto count = static_cast<double>(status.sum.count);
    std::string text = filled(
        translate("objective",
                  "%1 of %2 answers of %3 pass %4, %5 are wanted; %6 of the budget of %7 is "
                  "spent"),
        {shareText(1 - static_cast<double>(status.sum.failed) / count),
         std::to_string(status.sum.count), objective.service, objective.check,
         shareText(objective.target), shareText(*status.spent), windowText(objective.window)});
    if (partOf(status.covered, objective.window) < kNearlyAll)
        text += filled(translate("objective", ", of which %1 have results"),
                       {timeText(status.covered)});
    for (const BurnAlert& alert : status.alerts) {
        if (!alert.isFiring())
            continue;
        char rate[32];
        std::snprintf(rate, sizeof rate, "%.1f", *alert.longer.rate);
        text += filled(translate("objective", "; it burns %1 times as fast as it may over %2"),
                       {rate, windowText(alert.longer.over)});
        break;
    }
    return text + outlookOf(status);
}

void judge(const Objective& objective, Timestamp now, const Coverage& coverage, Status& status)
{
    status.failedShare = health::wilsonInterval(status.sum.failed, status.sum.count);
    status.covered = coverage.within({.start = now - objective.window, .end = now});
    status.spent = static_cast<double>(status.sum.failed) / static_cast<double>(status.sum.count)
        / objective.allowed() * partOf(status.covered, objective.window);
    const bool isBurning =
        std::ranges::any_of(status.alerts, [](const BurnAlert& alert) { return alert.isFiring(); });
    status.state = *status.spent >= 1 ? BudgetState::Exhausted
        : isBurning                   ? BudgetState::Burning
                                      : BudgetState::Kept;
    if (*status.spent < 1)
        status.forecast = forecastOf(objective, now, status, coverage);
}

} // namespace

bool BurnAlert::isFiring() const
{
    if (!longer.rate || !shorter.rate)
        return false;
    return longer.range.low * partOf(longer.covered, longer.over) >= threshold
        && *shorter.rate >= threshold;
}

std::string shareText(double share)
{
    // Two digits of the smaller part, be it the share or the rest.
    const double part = share > 0.5 && share < 1 ? 1 - share : share;
    int decimals = 1;
    if (part > 0 && part < 0.1)
        decimals = std::clamp(1 - static_cast<int>(std::floor(std::log10(part * 100))), 0, 9);
    else if (part >= 1)
        decimals = 0;
    char digits[48];
    std::snprintf(digits, sizeof digits, "%.*f", decimals, share * 100);
    std::string text = digits;
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.ends_with('.'))
            text.pop_back();
    }
    return text + " %";
}

telemetry::Result<Status> statusOf(const Objective& objective, Timestamp now, const Source& source)
{
    Status status;
    const TimeRange window{.start = now - objective.window, .end = now};
    const auto whole = source.sum(window);
    const auto coverage = coverageOf(window, source);
    if (!whole || !coverage)
        return tl::make_unexpected(!whole ? whole.error() : coverage.error());
    status.sum = *whole;
    for (std::size_t row = 0; row < kTable.size(); ++row) {
        status.alerts.at(row).threshold = kTable.at(row).threshold;
        for (const bool isLonger : {true, false}) {
            const auto part = isLonger ? kTable.at(row).longer : kTable.at(row).shorter;
            const Duration over = std::max<Duration>(objective.window / part, kShortest);
            const auto burn =
                burnOf(objective, {.start = now - over, .end = now}, source, *coverage);
            if (!burn)
                return tl::make_unexpected(burn.error());
            BurnAlert& alert = status.alerts.at(row);
            (isLonger ? alert.longer : alert.shorter) = *burn;
        }
    }
    if (status.sum.count > 0)
        judge(objective, now, *coverage, status);
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
