// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/episode.h"
#include "models/drill/random.h"
#include "models/drill/scenario.h"
#include "models/otlp/encode.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace drill {

struct TrafficSettings
{
    Scenario scenario;
    std::vector<Service> services;
    std::shared_ptr<const Content> content;
    std::uint64_t seed = 1; // of users and texts
    std::uint64_t idSeed = 1; // of ids: two drills never share one
    double speed = 1;
    telemetry::Timestamp start;
};

// What an exporter is handed at `due`.
struct Departure
{
    telemetry::Timestamp due;
    std::uint64_t order = 0; // for equal times
    std::string resourceKey;
    otlp::Attributes resource;
    std::vector<otlp::OutgoingSpan> spans;
    std::vector<otlp::OutgoingLog> logs;
};

// The services of a drill and their users, by whatever clock it is driven: users arrive, services
// answer some time later and tell of it. One thread.
class Traffic
{
public:
    explicit Traffic(TrafficSettings settings);

    telemetry::Timestamp faultTime() const { return m_faultTime; }
    // As the services have read them; what is served from now on follows.
    void setLevers(LeverValues levers) { m_levers = std::move(levers); }
    // Time goes on: lets users come and returns what is told by then, in order.
    std::vector<Departure> advance(telemetry::Timestamp until);
    bool isFaultActive(telemetry::Timestamp time) const;

private:
    using Time = telemetry::Timestamp;

    // One service and its next user.
    struct Lane
    {
        Service service;
        Random arrivals;
        Time next;
        std::uint64_t index = 0;
        Serving serving;
        std::string instance; // changes with each release
    };
    static bool isLater(const Departure& left, const Departure& right);

    void admit(Lane& lane, Time until);
    void startEpisode(Lane& lane);
    std::vector<otlp::OutgoingSpan> outgoingSpans(const Episode& episode,
                                                  const telemetry::TraceId& trace, Time start);
    void schedule(Departure departure);
    double load(Time time) const; // 1 is normal
    telemetry::Duration scaled(telemetry::Duration duration) const;
    telemetry::TraceId newTrace();

    TrafficSettings m_settings;
    Time m_faultTime;
    Random m_ids;
    LeverValues m_levers;
    std::vector<Lane> m_lanes;
    std::vector<Departure> m_pending; // a heap, earliest first
    std::uint64_t m_order = 0;
};

} // namespace drill
