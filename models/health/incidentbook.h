// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/servicelinks.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <deque>
#include <set>
#include <string>
#include <vector>

namespace health {

// Gives each alarm its incident: alarms of one service, or of services that share traces, whose
// onsets lie near each other while the incident is open, are taken for one fault. Ids are I-0001,
// I-0002, ...
class IncidentBook
{
public:
    // How it is continued: the newest transition of each alarm.
    void restore(const std::vector<telemetry::AlarmTransition>& newest);
    void note(const telemetry::TraceId& trace, const std::string& service)
    {
        m_links.note(trace, service);
    }
    // Counts a new alarm in.
    std::string join(const std::string& service, telemetry::Timestamp onset);
    // One of its alarms is over.
    void leave(const std::string& incident, telemetry::Timestamp time);

private:
    struct Incident
    {
        std::string id;
        std::set<std::string> services;
        telemetry::Timestamp first; // onsets
        telemetry::Timestamp last;
        int open = 0; // alarms
        telemetry::Timestamp ended; // when the newest alarm was over
    };

    bool isNear(const Incident& incident, const std::string& service,
                telemetry::Timestamp onset) const;

    std::deque<Incident> m_incidents; // newest last
    ServiceLinks m_links;
    std::int64_t m_last = 0; // number of the newest
};

} // namespace health
