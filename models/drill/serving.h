// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/caller.h"
#include "models/drill/scenario.h"
#include "models/telemetry/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace drill {

// Lever id to value, as read from the control plane: "breaker:x", "pin:x", "prompt:x", "adapter:x",
// "index:x", "instrumentation:x", "shed:x", "steps:x", and "judge:faithfulness".
using LeverValues = std::map<std::string, std::string>;

// How a service answers right now.
struct Serving
{
    std::string model;
    std::string version;
    std::string promptVersion;
    std::string adapter; // for those who get one
    std::string indexVersion;
    std::string judge;
    std::string instrumentationVersion;
    std::string breaker; // tripped or reset
    double shed = 0; // share of the requests that is sent away, 0..1
    int stepLimit = 0; // calls of tools that an agent may make; 0: as many as it likes
    bool isPinned = false;
    bool isFaulty = false; // what the fault brought is what serves
};

// The share of the answers in its reach that a fault spoils as things stand. `load` is what is left
// after shedding.
double spoiltShare(const Fault& fault, const Serving& serving, double load);
// Calls of a tool in a row after which an agent still sees what it was asked.
inline constexpr int kSteadyCalls = 3;

// What the gateway does with the levers, in order: a pin to a model it knows, then a tripped
// breaker, which wins. A pin to a model that nobody serves is ignored, as gateways do. `others` are
// harmless releases, in their order. No lever cures by its name: a fault is over when what it
// brought no longer serves.
Serving servingOf(const Service& service, const Scenario& scenario, bool hasFaultBegun,
                  const LeverValues& levers, const std::vector<Release>& others = {});

// How one caller is answered: releases that do not reach him left out, with his canary and adapter.
Serving servingFor(const Caller& caller, const Service& service, const Scenario& scenario,
                   bool hasFaultBegun, const LeverValues& levers,
                   const std::vector<Release>& others = {});

// The harmless change that a mixture of this seed brings; none when the scenario has none.
std::vector<RedHerring> redHerringOf(const Scenario& scenario, std::uint64_t seed);

// Control plane key below /plumbline/ ("breakers/code-assistant") to lever id; empty for other
// keys.
std::string leverOfKey(std::string_view key);
// The other way round; empty for what begins as no lever of the fleet does.
std::string keyOfLever(std::string_view id);
// Whether `id` begins as levers of the fleet do.
bool isLever(std::string_view id);
// Usage error for a lever that no service has, and for a value that its service does not know.
telemetry::Result<void> checkMove(const std::vector<Service>& services, const Scenario& scenario,
                                  const std::string& lever, const std::string& value);
// Keys below /plumbline/ that the services read, with their values before anybody moved a lever.
std::map<std::string, std::string> controlKeysOf(const std::vector<Service>& services);

} // namespace drill
