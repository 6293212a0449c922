// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/controlreader.h"
#include "models/drill/episode.h"
#include "models/drill/exporter.h"
#include "models/drill/fleet.h"
#include "models/drill/random.h"
#include "models/drill/scenario.h"

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace drill {

struct WorkerSettings
{
    FleetSettings fleet;
    Scenario scenario;
    std::vector<Service> services;
    std::shared_ptr<const Content> content;
};

// The life of the fleet: users arrive, services answer some time later, telemetry is sent in
// batches, levers are read twice a second.
class FleetWorker
{
public:
    explicit FleetWorker(WorkerSettings settings);

    void run(); // until stop(), on the fleet's thread
    void stop(); // any thread
    Fleet::Statistics statistics() const; // any thread
    telemetry::Timestamp faultTime() const { return m_faultTime; } // any thread

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
    // What is to be handed to the exporter at `due`.
    struct Pending
    {
        Time due;
        std::uint64_t order = 0; // for equal times
        std::string resourceKey;
        otlp::Attributes resource;
        std::vector<otlp::OutgoingSpan> spans;
        std::vector<otlp::OutgoingLog> logs;
    };
    static bool isLater(const Pending& left, const Pending& right);

    void readLevers();
    void admit(Lane& lane, Time until);
    void startEpisode(Lane& lane);
    std::vector<otlp::OutgoingSpan> outgoingSpans(const Episode& episode,
                                                  const telemetry::TraceId& trace, Time start);
    void schedule(Pending pending);
    void release(Time now);
    void publish(Time now);
    double load(Time time) const; // 1 is normal
    telemetry::Duration scaled(telemetry::Duration duration) const;
    telemetry::TraceId newTrace();

    WorkerSettings m_settings;
    Time m_start;
    Time m_faultTime;
    Random m_ids; // differs from run to run, so that two drills never share an id
    ControlReader m_control;
    Exporter m_exporter;
    LeverValues m_levers; // as last read; kept while the control plane is away
    std::vector<Lane> m_lanes;
    std::vector<Pending> m_pending; // a heap, earliest first
    std::uint64_t m_order = 0;
    std::uint64_t m_generations = 0;

    std::atomic<bool> m_isStopping = false;
    mutable std::mutex m_mutex; // guards the published statistics and pairs with m_wake
    std::condition_variable m_wake;
    Fleet::Statistics m_published;
};

} // namespace drill
