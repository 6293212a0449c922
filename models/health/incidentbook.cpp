// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/incidentbook.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

namespace health {

namespace {

using namespace std::chrono_literals;
using telemetry::AlarmState;
using telemetry::Timestamp;

constexpr auto kNearOnset = 10min; // between the onsets of one fault
constexpr auto kLongestSpread =
    60min; // from the first onset to the last: no fault spreads for ever
constexpr auto kComesBack = 60s; // after it seemed to be over
constexpr std::size_t kRememberedIncidents = 256; // incidents

std::string incidentId(std::int64_t number)
{
    char text[32];
    std::snprintf(text, sizeof text, "I-%04lld", static_cast<long long>(number));
    return text;
}

std::int64_t incidentNumber(const std::string& id)
{
    return id.starts_with("I-") ? std::strtoll(id.c_str() + 2, nullptr, 10) : 0;
}

} // namespace

void IncidentBook::restore(const std::vector<telemetry::AlarmTransition>& newest)
{
    for (const telemetry::AlarmTransition& alarm : newest) {
        if (alarm.incident.empty())
            continue;
        m_last = std::max(m_last, incidentNumber(alarm.incident));
        auto found = std::ranges::find(m_incidents, alarm.incident, &Incident::id);
        if (found == m_incidents.end()) {
            Incident fresh;
            fresh.id = alarm.incident;
            fresh.first = fresh.last = alarm.onset;
            found = m_incidents.insert(m_incidents.end(), std::move(fresh));
        }
        found->services.insert(alarm.service);
        found->first = std::min(found->first, alarm.onset);
        found->last = std::max(found->last, alarm.onset);
        if (alarm.state == AlarmState::Cleared)
            found->ended = std::max(found->ended, alarm.time);
        else
            ++found->open;
    }
    while (m_incidents.size() > kRememberedIncidents)
        m_incidents.pop_front();
}

bool IncidentBook::isNear(const Incident& incident, const std::string& service,
                          Timestamp onset) const
{
    const bool isSince = incident.open > 0 || onset <= incident.ended + kComesBack;
    const bool isTogether = onset >= incident.first - kNearOnset
        && onset <= incident.last + kNearOnset && onset <= incident.first + kLongestSpread
        && onset >= incident.last - kLongestSpread;
    return isSince && isTogether
        && std::ranges::any_of(incident.services, [&](const std::string& one) {
               return m_links.areLinked(one, service);
           });
}

std::string IncidentBook::join(const std::string& service, Timestamp onset)
{
    const auto found =
        std::find_if(m_incidents.rbegin(), m_incidents.rend(),
                     [&](const Incident& incident) { return isNear(incident, service, onset); });
    if (found != m_incidents.rend()) {
        found->services.insert(service);
        found->first = std::min(found->first, onset);
        found->last = std::max(found->last, onset);
        ++found->open;
        return found->id;
    }
    Incident fresh;
    fresh.id = incidentId(++m_last);
    fresh.services.insert(service);
    fresh.first = fresh.last = onset;
    fresh.open = 1;
    m_incidents.push_back(fresh);
    if (m_incidents.size() > kRememberedIncidents)
        m_incidents.pop_front();
    return fresh.id;
}

void IncidentBook::leave(const std::string& incident, Timestamp time)
{
    const auto found = std::ranges::find(m_incidents, incident, &Incident::id);
    if (found == m_incidents.end() || found->open == 0)
        return;
    --found->open;
    found->ended = std::max(found->ended, time);
}

} // namespace health
