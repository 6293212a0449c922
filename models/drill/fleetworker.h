// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/controlreader.h"
#include "models/drill/exporter.h"
#include "models/drill/fleet.h"
#include "models/drill/scenario.h"
#include "models/drill/traffic.h"

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

// The life of the fleet: its traffic by the system clock, telemetry sent in batches, levers read
// twice a second. What was read is kept while the control plane is away.
class FleetWorker
{
public:
    explicit FleetWorker(WorkerSettings settings);

    void run(); // until stop(), on the fleet's thread
    void stop(); // any thread
    Fleet::Statistics statistics() const; // any thread
    telemetry::Timestamp faultTime() const { return m_traffic.faultTime(); } // any thread

private:
    using Time = telemetry::Timestamp;

    void readLevers();
    void release(Time now);
    void publish(Time now);

    WorkerSettings m_settings;
    Traffic m_traffic;
    ControlReader m_control;
    Exporter m_exporter;
    std::uint64_t m_generations = 0;

    std::atomic<bool> m_isStopping = false;
    mutable std::mutex m_mutex; // guards the published statistics and pairs with m_wake
    std::condition_variable m_wake;
    Fleet::Statistics m_published;
};

} // namespace drill
