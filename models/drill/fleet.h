// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/teaching.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace drill {

struct ScenarioInfo
{
    std::string name;
    std::string title;
    Briefing briefing;
    telemetry::Duration healthyFor{}; // at speed 1, before the fault
};
std::vector<ScenarioInfo> scenarios(); // the default one first

// Control plane keys and values before anybody moved a lever: breakers reset, nothing pinned.
std::map<std::string, std::string> initialControlValues();

struct FleetSettings
{
    std::string scenario = "fabricated-apis";
    std::string otlpUrl; // base URL; /v1/traces and /v1/logs are appended
    std::string controlUrl; // sandbox control plane the fleet obeys
    std::uint64_t seed = 1;
    double speed = 1; // rate and script run this much faster; event times stay real
    bool isMixed = false; // with a harmless change at about the time of the fault
};

// A simulated fleet of AI services (support bot with retrieval, code assistant in a deploy
// pipeline, agent with tools) that sends OTLP over real HTTP from a thread of its own. It reads its
// breakers and pins from the control plane as a real service would, so that the right lever cures
// it.
class Fleet
{
public:
    // What start() would say to the scenario and the speed, without starting anything.
    static telemetry::Result<void> check(const FleetSettings& settings);
    static telemetry::Result<std::unique_ptr<Fleet>> start(const FleetSettings& settings);
    Fleet(const Fleet&) = delete;
    Fleet& operator=(const Fleet&) = delete;
    ~Fleet(); // stops and joins

    struct Statistics
    {
        std::uint64_t generations = 0; // finished
        std::uint64_t spans = 0; // acknowledged by the receiver
        std::uint64_t failedSends = 0; // attempts; most are tried again
        std::uint64_t droppedItems = 0; // spans and log records given up
        bool isFaultActive =
            false; // faulty answers are being given: begun, and not cured by a lever
    };
    Statistics statistics() const; // any thread
    telemetry::Timestamp faultTime() const; // when the fault begins, by the system clock

private:
    struct Private;
    explicit Fleet(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace drill
