// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/incidents.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace health {

namespace {

using telemetry::AlarmTransition;

struct Alarm
{
    AlarmTransition newest;
    std::string raised; // what was said first: later ones tell of the life cycle
};

std::string incidentSentence(const std::vector<const Alarm*>& alarms, std::size_t services)
{
    std::string text = alarms.front()->raised;
    const std::size_t others = alarms.size() - 1;
    if (others == 0)
        return text;
    text +=
        "; " + std::to_string(others) + (others == 1 ? " more alarm" : " more alarms") + " with it";
    if (services > 1)
        text += " in " + std::to_string(services) + " services";
    return text + " (that this is the root is a guess: it began first)";
}

} // namespace

std::vector<Incident> incidentsOf(const std::vector<AlarmTransition>& transitions)
{
    std::map<std::string, Alarm> alarms;
    std::vector<std::string> order; // incidents by their first transition
    std::map<std::string, std::vector<const Alarm*>> groups;
    for (const AlarmTransition& transition : transitions) {
        const auto [found, isNew] = alarms.try_emplace(transition.alarm);
        found->second.newest = transition;
        if (!isNew)
            continue;
        found->second.raised = transition.sentence;
        const std::string& id =
            transition.incident.empty() ? transition.alarm : transition.incident;
        std::vector<const Alarm*>& group = groups[id];
        if (group.empty())
            order.push_back(id);
        group.push_back(&found->second);
    }
    std::vector<Incident> incidents;
    for (const std::string& id : order) {
        std::vector<const Alarm*>& group = groups[id];
        std::ranges::stable_sort(group, {}, [](const Alarm* one) { return one->newest.onset; });
        Incident incident;
        incident.id = id;
        incident.onset = group.front()->newest.onset;
        for (const Alarm* alarm : group) {
            const AlarmTransition& newest = alarm->newest;
            incident.alarms.push_back(newest);
            incident.severity = std::min(incident.severity, newest.severity);
            incident.open += newest.state != telemetry::AlarmState::Cleared ? 1 : 0;
            if (std::ranges::find(incident.services, newest.service) == incident.services.end())
                incident.services.push_back(newest.service);
        }
        incident.sentence = incidentSentence(group, incident.services.size());
        incidents.push_back(std::move(incident));
    }
    return incidents;
}

} // namespace health
