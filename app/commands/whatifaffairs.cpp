// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/commands/whatifaffairs.h"

#include "models/incident/incident.h"
#include "models/incident/keymoments.h"

#include <algorithm>
#include <utility>

namespace commands {

namespace {

// From its start to its recovery, as far as either is known; closed is over, too.
replay::Affair affairOf(const incident::Incident& incident,
                        const std::vector<telemetry::TimelineEntry>& entries,
                        const std::vector<telemetry::AlarmTransition>& alarms)
{
    replay::Affair affair{.id = incident.id,
                          .services = incident.services,
                          .start = incident.start,
                          .end = incident.closed,
                          .isOfPeople = true,
                          .alarms = incident.alarms,
                          .groups = incident.groups};
    for (const incident::KeyMoment& moment : incident::keyMoments(incident, entries, alarms)) {
        if (moment.kind == incident::MomentKind::Start && moment.time)
            affair.start = *moment.time;
        if (moment.kind == incident::MomentKind::Recovery && moment.time)
            affair.end = affair.end ? std::min(*affair.end, *moment.time) : *moment.time;
    }
    if (affair.end) // by people's word it may begin after it was over
        affair.end = std::max(*affair.end, affair.start);
    return affair;
}

} // namespace

telemetry::Result<void> askOfAffairs(replay::WhatIfQuestion& question, const store::Reader& reader,
                                     const std::string& id)
{
    auto entries = reader.timelineAfter(0, telemetry::Timestamp::max());
    if (!entries)
        return tl::make_unexpected(entries.error());
    const auto alarms = reader.alarmTransitions({});
    if (!alarms)
        return tl::make_unexpected(alarms.error());
    std::ranges::sort(*entries, {}, &telemetry::TimelineEntry::sequence);
    question.affairs.clear();
    question.affair = id;
    for (const incident::Incident& each : incident::incidentsOf(*entries)) {
        if (!id.empty() && each.uid == id)
            question.affair = each.id;
        question.affairs.push_back(affairOf(each, *entries, *alarms));
    }
    return {};
}

} // namespace commands
