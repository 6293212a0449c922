// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/whatiftext.h"

#include "models/telemetry/timetext.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

namespace replay {

namespace {

std::string printed(const char* format, double value)
{
    char text[64];
    std::snprintf(text, sizeof text, format, value);
    return text;
}

std::string count(std::int64_t number)
{
    return std::to_string(number);
}

// Three digits, and no more of what is an estimate.
std::string rounded(double value)
{
    return std::abs(value) < 9.95 ? printed("%.1f", value) : printed("%.0f", value);
}

} // namespace

std::string gainText(telemetry::Duration gain)
{
    // Alarms are raised once a second: less than that is no difference.
    if (std::chrono::abs(gain) < std::chrono::seconds(1))
        return "at the same time";
    const auto seconds = std::llround(std::abs(std::chrono::duration<double>(gain).count()));
    std::string text;
    if (seconds < 120)
        text = count(seconds) + " s";
    else if (seconds < 7200)
        text = count(seconds / 60) + " min"
            + (seconds % 60 != 0 ? " " + count(seconds % 60) + " s" : "");
    else
        text = count(seconds / 3600) + " h " + count(seconds % 3600 / 60) + " min";
    return text + (gain > telemetry::Duration::zero() ? " sooner" : " later");
}

std::string wrongText(const Counted& counted)
{
    const std::string least = counted.isAtLeast ? "at least " : "";
    if (counted.judged == 0)
        return counted.answers == 0 && !counted.isAtLeast ? "no answer of that time is recorded"
                                                          : "none of the " + least
                + count(counted.answers) + " answers was judged: how many were wrong is not known";
    std::string text = least + count(counted.wrong) + " of " + count(counted.judged)
        + " judged answers were wrong";
    if (counted.unknown() > 0)
        text += "; " + count(counted.unknown()) + " were not judged";
    return text;
}

std::string avoidedText(const Avoided& avoided)
{
    const Counted& counted = avoided.counted;
    const auto number = [](std::int64_t of, const Counted& in) {
        return (in.isAtLeast ? "at least " : "") + count(of);
    };
    if (counted.judged == 0)
        return counted.answers == 0 && !counted.isAtLeast
            ? "no answer of that time is recorded: how many were wrong is not known"
            : "none of the " + number(counted.answers, counted)
                + " answers in that time was judged: how many were wrong is not known";
    std::string text = number(counted.wrong, counted) + " of " + number(counted.judged, counted)
        + " judged were wrong in that time";
    text += avoided.usual.judged > 0 ? ", before it " + number(avoided.usual.wrong, avoided.usual)
            + " of " + number(avoided.usual.judged, avoided.usual)
                                     : ", what was usual before is not known";
    if (counted.unknown() > 0)
        text += "; " + number(counted.unknown(), counted) + " were not judged";
    if (!avoided.answers)
        return "how many wrong answers fewer is not known: " + text;
    const double low = avoided.isLoss ? -avoided.high : avoided.low;
    const double high = avoided.isLoss ? -avoided.low : avoided.high;
    const double answers = avoided.isLoss ? -*avoided.answers : *avoided.answers;
    return "≈ " + rounded(answers)
        + (avoided.isLoss ? " more wrong answers (95 %: " : " fewer wrong answers (95 %: ")
        + rounded(low) + " to " + rounded(high) + "); " + text;
}

std::string falseAlarmText(const WeeklyRate& rate)
{
    const bool isShort = rate.hours < 1;
    std::string text = count(rate.count) + " in " + rounded(isShort ? rate.hours * 60 : rate.hours)
        + (isShort ? " healthy minutes" : " healthy hours");
    // Of minutes nothing but an alarming number could be said.
    if (isShort || !rate.perWeek)
        return text + ": too little healthy time to say how many a week";
    if (rate.count == 0) // nothing is known but how many there may be at most
        return text + ": up to " + rounded(rate.high) + " a week (95 %)";
    return text + ": ≈ " + rounded(*rate.perWeek) + " a week (95 %: " + rounded(rate.low) + " to "
        + rounded(rate.high) + ")";
}

std::string assumptionText(bool isMitigation)
{
    return isMitigation
        ? "Taken for granted: from then on answers would have been wrong as often as before it."
        : "Taken for granted: what followed the alarm would have followed it as long after, and "
          "from then on answers would have been wrong as often as before it.";
}

std::string openText()
{
    return "it had not ended: what would have followed the alarm was not seen";
}

std::string unsettledText(std::int64_t alarms)
{
    return count(alarms) + (alarms == 1 ? " alarm" : " alarms")
        + " where no incident is: nobody said whether anything was wrong";
}

std::string budgetText(const BudgetCourse& course)
{
    if (course.wasSpent)
        return "before it began";
    const std::string time = !course.ticket
        ? course.isRecorded ? "none in it" : "none seen in it"
        : telemetry::toRfc3339(*course.ticket).substr(0, 19) + "Z";
    if (course.isRecorded)
        return time;
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(course.step).count();
    return time + " (looked at each "
        + (seconds < 120 ? count(seconds) + " s)" : count(seconds / 60) + " min)");
}

std::string exactnessText(const WhatIf& whatIf)
{
    if (whatIf.facts.wasStopped)
        return "Stopped before the end.";
    if (!whatIf.difference.empty())
        return "Told again, the settings in use do not say what the console said: "
            + whatIf.difference + ".";
    if (whatIf.recorded.empty())
        return "Told again, the settings in use raise no alarm, and the console raised none.";
    return "Told again, the settings in use say exactly what the console said: "
        + count(static_cast<std::int64_t>(whatIf.recorded.size()))
        + (whatIf.recorded.size() == 1 ? " alarm." : " alarms.");
}

std::string axisText(const WhatIf& whatIf, const VariantResult& result, std::size_t width)
{
    std::string axis(width, '.');
    const auto length = static_cast<double>(whatIf.range.duration().count());
    if (length <= 0 || width == 0)
        return axis;
    const auto cellOf = [&](telemetry::Timestamp time) {
        const double share = static_cast<double>((time - whatIf.range.start).count()) / length;
        return static_cast<std::size_t>(
            std::clamp(share * static_cast<double>(width), 0.0, static_cast<double>(width - 1)));
    };
    for (const Affair& affair : whatIf.affairs) {
        const std::size_t end = cellOf(affair.end.value_or(whatIf.range.end));
        for (std::size_t cell = cellOf(affair.start); cell <= end; ++cell)
            axis[cell] = '=';
    }
    for (const AlarmCourse& alarm : result.alarms)
        axis[cellOf(alarm.raised.time)] = 'a';
    for (const AlarmCourse& alarm : result.falseAlarms)
        axis[cellOf(alarm.raised.time)] = 'F';
    for (const Detection& detection : result.detections) {
        if (detection.variant)
            axis[cellOf(detection.variant->raised.time)] = 'A';
    }
    return axis;
}

} // namespace replay
