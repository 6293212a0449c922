// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/departure.h"
#include "models/drill/serving.h"
#include "models/drill/traffic.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace drill {

// A lever that is moved while nobody watches.
struct LeverMove
{
    telemetry::Duration at{}; // from the start
    std::string lever;
    std::string value;
};

struct OfflineSettings
{
    std::string scenario = "fabricated-apis";
    std::uint64_t seed = 1;
    bool isMixed = false; // with a harmless change at about the time of the fault
    telemetry::Timestamp start; // of the drill, in its telemetry
    telemetry::Duration length = std::chrono::minutes(10);
    // Before the fault; negative: as the scenario says.
    telemetry::Duration healthyFor = std::chrono::seconds(-1);
    std::vector<LeverMove> moves; // in the order of their times
};

// A drill by a clock of its own: as much telemetry as asked for, as fast as it can be made. What is
// sent is the same for the same settings, ids included. One thread.
class OfflineDrill
{
public:
    // Usage error for an unknown scenario, lever or value of a lever.
    static telemetry::Result<OfflineDrill> create(const OfflineSettings& settings);

    const Scenario& scenario() const { return m_scenario; }
    telemetry::Timestamp faultTime() const { return m_traffic.faultTime(); }
    const std::vector<Traffic::Change>& redHerrings() const { return m_traffic.redHerrings(); }
    void setHandOverListener(std::function<void(const HandedOver&)> listener)
    {
        m_traffic.setHandOverListener(std::move(listener));
    }

    void setTruthListener(std::function<void(const EpisodeTruth&)> listener)
    {
        m_traffic.setTruthListener(std::move(listener));
    }

    // What the services have sent by the time it is given with: some requests a second.
    using Sink = std::function<void(telemetry::Timestamp time, std::vector<RequestBody> bodies)>;
    void run(const Sink& sink);

private:
    OfflineDrill(OfflineSettings settings, Scenario scenario, Traffic traffic);

    OfflineSettings m_settings;
    Scenario m_scenario;
    Traffic m_traffic;
};

// The scenario of that name; Usage error that names those there are.
telemetry::Result<Scenario> scenarioNamed(const std::string& name);

} // namespace drill
