// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/fleet.h"
#include "models/drill/teaching.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace drill {

// A share of something by name: tenants, routes.
struct Portion
{
    std::string name;
    double share = 0; // of the service's requests, 0..1
};

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
    Portion canary; // the model that a share of the users is served instead; empty: none
    std::string promptName;
    std::string promptVersion;
    std::vector<std::string> promptVersions; // what a prompt lever may name
    std::string adapter; // that some tenants' requests are answered with; empty: none
    std::vector<std::string> adapters; // what an adapter lever may name, beside "none"
    std::vector<std::string> adapterTenants;
    std::string indexVersion; // of what it retrieves from; empty: it retrieves nothing
    std::vector<std::string> indexVersions; // what an index lever may name
    std::string judge; // model behind the judge that scores its answers
    std::vector<std::string> judges; // what a judge lever may name
    std::string instrumentation; // name of the scope that makes its spans
    std::string instrumentationVersion;
    std::vector<std::string> instrumentationVersions; // what an instrumentation lever may name
    std::vector<Portion> tenants;
    std::vector<Portion> routes; // empty: not in the telemetry
    std::vector<std::string> regions; // one for each replica
    double rate = 1; // generations a second at speed 1
    double temperature = 0;
    std::int64_t maxTokens = 256;
    std::int64_t contextWindow = 32768;
};

enum class FaultKind
{
    FabricatedIdentifiers, // answers name functions and flags that the reference does not hold
    CutOffAnswers, // answers end at an output budget that is too small
    AlteredFigures, // answers of an adapter state other figures than their passages
    UngroundedAnswers, // answers add what no passage holds
    LostContext, // input is cut to a window that nobody told of
    IncoherentUnderLoad, // beyond a load answers run in loops or fall apart
    PoisonedIndex, // a refresh brought a document with wrong figures; answers follow it
    StaleIndex, // an old index is searched; answers follow what has been changed since
    HarshJudge, // the judge's new model scores sound answers low, and late
    AgentLoop, // the agent repeats a call of a tool, then answers wrongly
    LostTelemetry, // the instrumentation sends no content and samples; the service is well
    CutAttributes, // the instrumentation cuts long texts; likewise
    SkewedClock, // the instrumentation reads a clock that is off; likewise
};

// What a release, a refresh or a crowd of users changes; empty: nothing.
struct Release
{
    std::string service; // empty: all
    std::string model;
    std::string version;
    std::string promptVersion;
    std::string adapter;
    std::string indexVersion;
    std::string judge;
    std::string instrumentationVersion;
    double load = 1; // users, as a multiple of the usual
    double rollout = 1; // share of the users that it reaches, 0..1
    telemetry::Duration ramp{}; // until the load, or the share of wrong answers, is all there
};

struct Fault : Release
{
    FaultKind kind = FaultKind::FabricatedIdentifiers;
    double share = 0; // of the answers that it can reach, 0..1
    std::int64_t maxTokens = 0; // CutOffAnswers: the output budget
    std::int64_t window = 0; // LostContext: input tokens that are kept
    double knee = 0; // IncoherentUnderLoad: the load at which half of `share` is reached
    std::string document; // PoisonedIndex: its id
    std::string documentTitle; // PoisonedIndex: likewise
    std::vector<std::string> topics; // PoisonedIndex: of which it tells
    std::int64_t characters = 0; // CutAttributes: of a text that are left
    telemetry::Duration skew{}; // SkewedClock: by which it is off
};

// A harmless change at about the time of the fault.
struct RedHerring
{
    Release release;
    telemetry::Duration at{}; // after the fault; negative: before
};

// A lever ("breaker:code-assistant") at a value that ends the fault for as long as it stands there.
// For people and tests: the fleet does not look at it.
struct Cure
{
    std::string lever;
    std::string value;
};

struct Scenario
{
    ScenarioInfo info;
    std::string incidentClass; // one of incidentClasses()
    Fault fault;
    std::vector<RedHerring> redHerrings; // of which a mixture brings one, by its seed
    std::vector<Cure> cures;
    Hints hints;
    Debriefing debriefing;
};

// What a fault can be: "bad_model_version", ...
const std::vector<std::string>& incidentClasses();

// Both from the files compiled in; Unreadable error naming file and line when one is malformed.
telemetry::Result<std::vector<Service>> loadServices();
telemetry::Result<std::vector<Scenario>> loadScenarios();
// One scenario file. `file` is for messages.
telemetry::Result<Scenario> scenarioFromYaml(std::string_view text, const std::string& file);

} // namespace drill
