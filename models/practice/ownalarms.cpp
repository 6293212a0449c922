// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/practice/ownalarms.h"

#include "models/incident/keymoments.h"
#include "models/telemetry/alarm.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace practice {

namespace {

using telemetry::AlarmState;
using telemetry::AlarmTransition;
using telemetry::Timestamp;

// Of alarms that are about the fault.
std::set<std::string> ownIds(const Truth& truth, const std::vector<AlarmTransition>& alarms)
{
    std::set<std::string> own;
    for (const AlarmTransition& alarm : alarms) {
        if (alarm.state == AlarmState::Raised && truth.isAbout(alarm)
            && (!truth.faultTime || alarm.recorded >= *truth.faultTime))
            own.insert(alarm.alarm);
    }
    return own;
}

} // namespace

incident::IncidentRecord recordAbout(const Truth& truth, incident::IncidentRecord record)
{
    if (truth.effect == Effect::Unknown)
        return record;
    const std::set<std::string> own = ownIds(truth, record.alarms);
    const auto isOther = [&own](const std::string& id) { return !own.contains(id); };
    if (std::ranges::none_of(record.alarms, isOther, &AlarmTransition::alarm))
        return record;
    std::erase_if(record.incident.alarms, isOther);
    record.moments = incident::keyMoments(record.incident, record.timeline, record.alarms);
    std::erase_if(record.alarms,
                  [&isOther](const AlarmTransition& alarm) { return isOther(alarm.alarm); });
    return record;
}

telemetry::Result<std::vector<AlarmTransition>>
alarmsAbout(const store::Reader& reader, const incident::IncidentRecord& record, const Truth& truth)
{
    auto all = reader.alarmTransitions(
        {.range = {.start = Timestamp::min(), .end = record.until}, .knownAt = record.knownAt});
    if (!all)
        return tl::make_unexpected(all.error());
    const std::set<std::string> own = ownIds(truth, *all);
    std::vector<AlarmTransition> about = record.alarms;
    for (AlarmTransition& alarm : *all) {
        if (own.contains(alarm.alarm)
            && std::ranges::find(record.alarms, alarm.alarm, &AlarmTransition::alarm)
                == record.alarms.end())
            about.push_back(std::move(alarm));
    }
    return about;
}

std::optional<Timestamp> allCleared(const std::vector<AlarmTransition>& alarms)
{
    std::map<std::string, const AlarmTransition*> newest;
    for (const AlarmTransition& alarm : alarms)
        newest[alarm.alarm] = &alarm;
    std::optional<Timestamp> last;
    for (const auto& [id, alarm] : newest) {
        if (alarm->state != AlarmState::Cleared)
            return std::nullopt;
        last = last ? std::max(*last, alarm->recorded) : alarm->recorded;
    }
    return last;
}

telemetry::Result<std::optional<Timestamp>> recoveredWindow(const store::Reader& reader,
                                                            const incident::IncidentRecord& record,
                                                            const Truth& truth, Timestamp from)
{
    using When = std::optional<Timestamp>;
    // An incident that was closed by then ends before that.
    const auto extent = reader.extent();
    if (!extent)
        return tl::make_unexpected(extent.error());
    const Timestamp told = *extent ? (*extent)->range.end : record.range.end;
    const Timestamp known = std::min(std::max(told, record.range.end), record.knownAt);
    if (from >= known)
        return When();
    store::GenerationFilter filter;
    filter.service = truth.service;
    filter.limit = kRecoveredAnswers;
    const auto answers = reader.generations(
        {.range = {.start = from, .end = known}, .knownAt = record.knownAt}, filter);
    if (!answers)
        return tl::make_unexpected(answers.error());
    if (answers->size() < static_cast<std::size_t>(kRecoveredAnswers))
        return When();
    const Timestamp full = std::max(answers->back().start, from + kRecoveredFor);
    return full <= known ? When(full) : When();
}

} // namespace practice
