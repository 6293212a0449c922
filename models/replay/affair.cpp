// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/affair.h"

#include "models/health/falsealarmbudget.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <utility>

namespace replay {

namespace {

constexpr double kNormal95 = 1.959964;

// The `normal` quantile of a chi-square variable (Wilson and Hilferty 1931).
double chiSquare(double degrees, double normal)
{
    if (degrees <= 0)
        return 0;
    const double part = 2 / (9 * degrees);
    return degrees * std::pow(std::max(1 - part + normal * std::sqrt(part), 0.0), 3);
}

} // namespace

bool Affair::concerns(const std::string& service) const
{
    return services.empty() || std::ranges::find(services, service) != services.end();
}

std::vector<Affair> affairsOf(const std::vector<AlarmCourse>& alarms)
{
    std::vector<Affair> affairs;
    std::map<std::string, std::size_t> places; // by group
    for (const AlarmCourse& alarm : alarms) {
        if (telemetry::isShiftCheck(alarm.raised.check)
            || alarm.raised.check == telemetry::kAnswerText)
            continue;
        // Recordings from before alarms were grouped: each is one of its own.
        const std::string id =
            alarm.raised.incident.empty() ? alarm.raised.alarm : alarm.raised.incident;
        const auto [place, isNew] = places.try_emplace(id, affairs.size());
        if (isNew)
            affairs.push_back(
                {.id = id, .services = {}, .start = alarm.raised.onset, .end = alarm.raised.time});
        Affair& affair = affairs[place->second];
        affair.start = std::min(affair.start, alarm.raised.onset);
        const telemetry::Timestamp low = alarm.raised.onsetLow.value_or(alarm.raised.onset);
        affair.startLow = std::min(affair.startLow.value_or(low), low);
        if (!alarm.cleared)
            affair.end.reset();
        else if (affair.end)
            affair.end = std::max(*affair.end, alarm.cleared->time);
        if (std::ranges::find(affair.services, alarm.raised.service) == affair.services.end())
            affair.services.push_back(alarm.raised.service);
        affair.alarms.push_back(alarm.raised.alarm);
    }
    std::ranges::stable_sort(affairs, {}, &Affair::start);
    return affairs;
}

std::vector<Affair> allAffairs(std::vector<Affair> ofPeople, const std::vector<AlarmCourse>& alarms,
                               const std::string& asked)
{
    const auto isAbout = [](const Affair& affair, const Affair& group) {
        if (std::ranges::find(affair.groups, group.id) != affair.groups.end()
            || std::ranges::find_first_of(affair.alarms, group.alarms) != affair.alarms.end())
            return true;
        const bool isThen = (!affair.end || group.earliest() <= *affair.end)
            && (!group.end || *group.end >= affair.earliest());
        return isThen && std::ranges::any_of(group.services, [&](const std::string& service) {
                   return affair.concerns(service);
               });
    };
    std::vector<Affair> all = std::move(ofPeople);
    const std::size_t people = all.size();
    for (Affair& group : affairsOf(alarms)) {
        const bool isTheirs =
            std::any_of(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(people),
                        [&](const Affair& affair) { return isAbout(affair, group); });
        if (!isTheirs)
            all.push_back(std::move(group));
    }
    for (Affair& affair : all)
        affair.isAsked = asked.empty() || affair.id == asked;
    std::ranges::stable_sort(all, {}, &Affair::start);
    return all;
}

WeeklyRate weeklyRate(std::int64_t count, telemetry::Duration time)
{
    const double seconds = std::chrono::duration<double>(time).count();
    WeeklyRate rate{.count = count, .hours = seconds / 3600, .perWeek = {}};
    if (seconds <= 0)
        return rate;
    const double weeks = seconds / health::kSecondsOfWeek;
    const auto events = static_cast<double>(count);
    rate.perWeek = events / weeks;
    rate.low = chiSquare(2 * events, -kNormal95) / 2 / weeks;
    rate.high = chiSquare(2 * events + 2, kNormal95) / 2 / weeks;
    return rate;
}

telemetry::Duration healthyTime(const std::vector<telemetry::TimeRange>& recorded,
                                const std::vector<Affair>& affairs)
{
    telemetry::Duration healthy{};
    for (const telemetry::TimeRange& stretch : recorded) {
        telemetry::Timestamp at = stretch.start;
        std::vector<telemetry::TimeRange> bad;
        for (const Affair& affair : affairs)
            bad.push_back({std::max(affair.start, stretch.start),
                           std::min(affair.end.value_or(stretch.end), stretch.end)});
        std::ranges::sort(bad, {}, &telemetry::TimeRange::start);
        for (const telemetry::TimeRange& one : bad) {
            if (one.end <= one.start)
                continue;
            healthy += std::max(one.start - at, telemetry::Duration{});
            at = std::max(at, one.end);
        }
        healthy += std::max(stretch.end - at, telemetry::Duration{});
    }
    return healthy;
}

} // namespace replay
