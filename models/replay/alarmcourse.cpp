// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/replay/alarmcourse.h"

#include "models/telemetry/timetext.h"

#include <cstddef>
#include <map>
#include <tuple>

namespace replay {

namespace {

using telemetry::AlarmTransition;

using Monitored = std::tuple<std::string, std::string, std::string>;

Monitored monitorOf(const AlarmTransition& one)
{
    return {one.service, one.operation.value_or(std::string()), one.check};
}

// Transitions by monitor, in order: one alarm of a monitor follows another.
std::map<Monitored, std::vector<AlarmTransition>>
byMonitor(const std::vector<AlarmTransition>& transitions)
{
    std::map<Monitored, std::vector<AlarmTransition>> sorted;
    for (const AlarmTransition& one : transitions)
        sorted[monitorOf(one)].push_back(one);
    return sorted;
}

// What a suppressed alarm is explained by may have another id; a sentence may name it.
const char* fieldThatDiffers(const AlarmTransition& one, const AlarmTransition& other)
{
    if (one.state != other.state)
        return "state";
    if (one.time != other.time)
        return "time";
    if (one.recorded != other.recorded)
        return "recorded time";
    if (one.onset != other.onset || one.onsetLow != other.onsetLow
        || one.onsetHigh != other.onsetHigh)
        return "onset";
    if (one.rateBefore != other.rateBefore || one.rateNow != other.rateNow
        || one.rateNowLow != other.rateNowLow || one.rateNowHigh != other.rateNowHigh
        || one.measure != other.measure)
        return "rate";
    if (one.meanBefore != other.meanBefore || one.meanNow != other.meanNow)
        return "mean";
    if (one.observations != other.observations || one.observationsBefore != other.observationsBefore
        || one.failedBefore != other.failedBefore)
        return "number of observations";
    if (one.evidence != other.evidence)
        return "evidence";
    if (one.model != other.model)
        return "model";
    if (one.severity != other.severity)
        return "severity";
    if (one.actor != other.actor)
        return "actor";
    return nullptr;
}

} // namespace

std::vector<AlarmCourse> coursesOf(const std::vector<AlarmTransition>& transitions)
{
    std::vector<AlarmCourse> courses;
    std::map<std::string, std::size_t> places; // by alarm
    for (const AlarmTransition& one : transitions) {
        const auto [place, isNew] = places.try_emplace(one.alarm, courses.size());
        if (isNew)
            courses.push_back({.raised = one, .cleared = {}, .newest = one});
        AlarmCourse& course = courses[place->second];
        course.newest = one;
        if (one.state == telemetry::AlarmState::Cleared)
            course.cleared = one;
    }
    return courses;
}

std::string differenceBetween(const std::vector<AlarmTransition>& recorded,
                              const std::vector<AlarmTransition>& told)
{
    const auto ours = byMonitor(recorded);
    const auto theirs = byMonitor(told);
    const auto name = [](const Monitored& monitor) {
        return std::get<2>(monitor) + " of " + std::get<0>(monitor);
    };
    for (const auto& [monitor, transitions] : theirs) {
        if (!ours.contains(monitor))
            return name(monitor) + " alarms at " + telemetry::toRfc3339(transitions.front().time)
                + ", as it did not then";
    }
    for (const auto& [monitor, transitions] : ours) {
        const auto found = theirs.find(monitor);
        const std::size_t known = found != theirs.end() ? found->second.size() : 0;
        for (std::size_t i = 0; i < transitions.size(); ++i) {
            if (i >= known)
                return name(monitor) + " was " + telemetry::toString(transitions[i].state) + " at "
                    + telemetry::toRfc3339(transitions[i].time) + ", and is not now";
            if (const char* field = fieldThatDiffers(transitions[i], found->second[i]))
                return name(monitor) + ", " + telemetry::toString(transitions[i].state) + " at "
                    + telemetry::toRfc3339(transitions[i].time) + ": another " + field;
        }
        if (known > transitions.size())
            return name(monitor) + " is "
                + telemetry::toString(found->second[transitions.size()].state) + " at "
                + telemetry::toRfc3339(found->second[transitions.size()].time)
                + ", as it was not then";
    }
    return {};
}

} // namespace replay
