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

} // namespace

incident::IncidentRecord recordAbout(const Truth& truth, incident::IncidentRecord record)
{
    if (truth.effect == Effect::Unknown)
        return record;
    std::set<std::string> own;
    for (const AlarmTransition& alarm : record.alarms) {
        if (alarm.state == AlarmState::Raised && truth.isAbout(alarm)
            && (!truth.faultTime || alarm.recorded >= *truth.faultTime))
            own.insert(alarm.alarm);
    }
    const auto isOther = [&own](const std::string& id) { return !own.contains(id); };
    if (std::ranges::none_of(record.alarms, isOther, &AlarmTransition::alarm))
        return record;
    std::erase_if(record.incident.alarms, isOther);
    record.moments = incident::keyMoments(record.incident, record.timeline, record.alarms);
    std::erase_if(record.alarms,
                  [&isOther](const AlarmTransition& alarm) { return isOther(alarm.alarm); });
    return record;
}

std::optional<Timestamp> allCleared(const incident::IncidentRecord& record)
{
    std::map<std::string, const AlarmTransition*> newest;
    for (const AlarmTransition& alarm : record.alarms)
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
