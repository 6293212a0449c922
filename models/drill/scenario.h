// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/fleet.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace drill {

// One service of the fleet in its healthy state.
struct Service
{
    std::string name;
    std::string namespaceName;
    std::string version;
    std::string provider;
    std::string alias; // the model that is asked for
    std::string model; // the model that the alias stands for
    std::string fallback; // the model behind a tripped breaker
    std::vector<std::string> models; // what a pin may name
    std::string promptName;
    std::string promptVersion;
    std::vector<std::string> promptVersions; // what a prompt lever may name
    double rate = 1; // generations a second at speed 1
    double temperature = 0;
    std::int64_t maxTokens = 256;
    std::int64_t contextWindow = 32768;
};

enum class FaultKind
{
    FabricatedIdentifiers, // answers name functions and flags that the reference does not hold
    CutOffAnswers, // answers end at an output budget that is too small
};

struct Fault
{
    FaultKind kind = FaultKind::FabricatedIdentifiers;
    std::string service;
    double share = 0; // of the answers, 0..1
    // What the release that brings the fault changes; empty: nothing.
    std::string model;
    std::string version;
    std::string promptVersion;
    std::int64_t maxTokens = 0; // CutOffAnswers: the output budget
};

// A lever ("breaker:code-assistant") at a value that ends the fault for as long as it stands there.
struct Cure
{
    std::string lever;
    std::string value;
};

struct Scenario
{
    ScenarioInfo info;
    Fault fault;
    std::vector<Cure> cures;
};

// Lever id to value, as read from the control plane: "breaker:x", "pin:x", "prompt:x".
using LeverValues = std::map<std::string, std::string>;

// How a service answers right now.
struct Serving
{
    std::string model;
    std::string version;
    std::string promptVersion;
    std::string breaker; // tripped or reset
    bool isPinned = false;
    bool isFaulty = false;
};

// Both from the files compiled in; Unreadable error naming file and line when one is malformed.
telemetry::Result<std::vector<Service>> loadServices();
telemetry::Result<std::vector<Scenario>> loadScenarios();
// One scenario file. `file` is for messages.
telemetry::Result<Scenario> scenarioFromYaml(std::string_view text, const std::string& file);

// What the gateway does with the levers, in order: a pin to a model it knows, then a tripped
// breaker, which wins. A pin to a model that nobody serves is ignored, as gateways do.
Serving servingOf(const Service& service, const Scenario& scenario, bool hasFaultBegun,
                  const LeverValues& levers);

// Control plane key below /plumbline/ ("breakers/code-assistant") to lever id; empty for other
// keys.
std::string leverOfKey(std::string_view key);

} // namespace drill
