// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/scenario.h"

#include "models/drill/resourcefiles.h"
#include "models/drill/serving.h"
#include "models/drill/teachingyaml.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <yaml-cpp/yaml.h>

namespace drill {

namespace {

constexpr std::array<std::pair<std::string_view, FaultKind>, 13> kKinds{
    {{"fabricated_identifiers", FaultKind::FabricatedIdentifiers},
     {"cut_off_answers", FaultKind::CutOffAnswers},
     {"altered_figures", FaultKind::AlteredFigures},
     {"ungrounded_answers", FaultKind::UngroundedAnswers},
     {"lost_context", FaultKind::LostContext},
     {"incoherent_under_load", FaultKind::IncoherentUnderLoad},
     {"poisoned_index", FaultKind::PoisonedIndex},
     {"stale_index", FaultKind::StaleIndex},
     {"harsh_judge", FaultKind::HarshJudge},
     {"agent_loop", FaultKind::AgentLoop},
     {"lost_telemetry", FaultKind::LostTelemetry},
     {"cut_attributes", FaultKind::CutAttributes},
     {"skewed_clock", FaultKind::SkewedClock}}};

telemetry::Error problem(const std::string& file, const YAML::Exception& error)
{
    return {telemetry::ErrorKind::Unreadable,
            "resources/drills/" + file + ":" + std::to_string(error.mark.line + 1) + ": "
                + error.msg + "."};
}

[[noreturn]] void reject(const YAML::Node& node, const std::string& what)
{
    throw YAML::RepresentationException(node.Mark(), what);
}

template<class T>
T required(const YAML::Node& node, const char* name)
{
    const YAML::Node value = node[name];
    if (!value)
        reject(node, std::string("'") + name + "' is missing");
    return value.as<T>();
}

std::vector<Portion> portionsOf(const YAML::Node& node)
{
    std::vector<Portion> portions;
    for (const auto& portion : node)
        portions.push_back(
            {.name = portion.first.as<std::string>(), .share = portion.second.as<double>()});
    return portions;
}

// What a release may bring and a lever may move, beside model and prompt.
void addWhatChanges(Service& service, const YAML::Node& node)
{
    if (const YAML::Node adapter = node["adapter"]) {
        service.adapter = required<std::string>(adapter, "name");
        service.adapters = required<std::vector<std::string>>(adapter, "names");
        service.adapterTenants = required<std::vector<std::string>>(adapter, "tenants");
    }
    if (const YAML::Node index = node["index"]) {
        service.indexVersion = required<std::string>(index, "version");
        service.indexVersions = required<std::vector<std::string>>(index, "versions");
    }
    const YAML::Node judge = node["judge"];
    service.judge = required<std::string>(judge, "model");
    service.judges = required<std::vector<std::string>>(judge, "models");
    const YAML::Node instrumentation = node["instrumentation"];
    service.instrumentation = required<std::string>(instrumentation, "name");
    service.instrumentationVersion = required<std::string>(instrumentation, "version");
    service.instrumentationVersions =
        required<std::vector<std::string>>(instrumentation, "versions");
}

Service serviceOf(const YAML::Node& node)
{
    Service service;
    service.name = required<std::string>(node, "name");
    service.namespaceName = required<std::string>(node, "namespace");
    service.version = required<std::string>(node, "version");
    service.provider = required<std::string>(node, "provider");
    service.alias = required<std::string>(node, "alias");
    service.model = required<std::string>(node, "model");
    service.fallback = required<std::string>(node, "fallback");
    service.models = required<std::vector<std::string>>(node, "models");
    if (node["canary"])
        service.canary = {.name = required<std::string>(node["canary"], "model"),
                          .share = required<double>(node["canary"], "share")};
    const YAML::Node prompt = node["prompt"];
    service.promptName = required<std::string>(prompt, "name");
    service.promptVersion = required<std::string>(prompt, "version");
    service.promptVersions = required<std::vector<std::string>>(prompt, "versions");
    addWhatChanges(service, node);
    service.tenants = portionsOf(node["tenants"]);
    service.routes = portionsOf(node["routes"]);
    service.regions = required<std::vector<std::string>>(node, "regions");
    service.rate = required<double>(node, "rate");
    service.temperature = required<double>(node, "temperature");
    service.maxTokens = required<std::int64_t>(node, "max_tokens");
    service.contextWindow = required<std::int64_t>(node, "context_window");
    return service;
}

telemetry::Duration durationOf(const YAML::Node& node)
{
    const auto text = node.as<std::string>();
    const bool isNegative = text.substr(0, 1) == "-";
    const auto duration = telemetry::durationFromText(isNegative ? text.substr(1) : text);
    if (!duration)
        reject(node, duration.error().message);
    return isNegative ? -*duration : *duration;
}

double shareOf(const YAML::Node& node, const char* name)
{
    const double share = node.as<double>();
    if (!(share >= 0 && share <= 1))
        reject(node, std::string("'") + name + "' must be from 0 to 1");
    return share;
}

void addRollout(Release& release, const YAML::Node& node)
{
    if (node["rollout"])
        release.rollout = shareOf(node["rollout"], "rollout");
    if (node["ramp"])
        release.ramp = durationOf(node["ramp"]);
}

// What its kind cannot do without.
void checkFault(const Fault& fault, const YAML::Node& node)
{
    const auto need = [&](FaultKind kind, bool isThere, const char* message) {
        if (fault.kind == kind && !isThere)
            reject(node, message);
    };
    need(FaultKind::CutOffAnswers, fault.maxTokens >= 1, "'max_tokens' must be at least 1");
    need(FaultKind::LostContext, fault.window >= 1, "'window' must be at least 1");
    need(FaultKind::AlteredFigures, !fault.adapter.empty(), "'adapter' is missing");
    need(FaultKind::IncoherentUnderLoad, fault.load > 1 && fault.knee > 1,
         "'load' and 'knee' must be above 1");
    need(FaultKind::PoisonedIndex,
         !fault.document.empty() && !fault.documentTitle.empty() && !fault.topics.empty(),
         "'document', 'document_title' and 'topics' are needed");
    need(FaultKind::StaleIndex, !fault.indexVersion.empty(), "'index_version' is missing");
    need(FaultKind::CutAttributes, fault.characters >= 1, "'characters' must be at least 1");
    need(FaultKind::SkewedClock, fault.skew != telemetry::Duration{}, "'skew' is missing");
    if (fault.service.empty() && fault.kind != FaultKind::HarshJudge)
        reject(node, "'service' is missing");
}

Fault faultOf(const YAML::Node& node)
{
    refuseUnknown(node, "the fault",
                  {"kind", "service", "share", "model", "version", "prompt_version", "adapter",
                   "index_version", "judge", "instrumentation_version", "load", "rollout", "ramp",
                   "max_tokens", "window", "knee", "document", "document_title", "topics",
                   "characters", "skew"});
    Fault fault;
    const auto kind = required<std::string>(node, "kind");
    const auto* const known =
        std::ranges::find(kKinds, kind, &std::pair<std::string_view, FaultKind>::first);
    if (known == kKinds.end())
        reject(node["kind"], "there is no fault kind '" + kind + "'");
    fault.kind = known->second;
    fault.service = node["service"].as<std::string>("");
    required<double>(node, "share");
    fault.share = shareOf(node["share"], "share");
    fault.model = node["model"].as<std::string>("");
    fault.version = node["version"].as<std::string>("");
    fault.promptVersion = node["prompt_version"].as<std::string>("");
    fault.adapter = node["adapter"].as<std::string>("");
    fault.indexVersion = node["index_version"].as<std::string>("");
    fault.judge = node["judge"].as<std::string>("");
    fault.instrumentationVersion = node["instrumentation_version"].as<std::string>("");
    fault.load = node["load"].as<double>(1);
    fault.maxTokens = node["max_tokens"].as<std::int64_t>(0);
    fault.window = node["window"].as<std::int64_t>(0);
    fault.knee = node["knee"].as<double>(0);
    fault.document = node["document"].as<std::string>("");
    fault.documentTitle = node["document_title"].as<std::string>("");
    if (node["topics"])
        fault.topics = required<std::vector<std::string>>(node, "topics");
    fault.characters = node["characters"].as<std::int64_t>(0);
    if (node["skew"])
        fault.skew = durationOf(node["skew"]);
    addRollout(fault, node);
    checkFault(fault, node);
    return fault;
}

RedHerring herringOf(const YAML::Node& node)
{
    RedHerring herring;
    required<std::string>(node, "at");
    herring.at = durationOf(node["at"]);
    Release& release = herring.release;
    const auto kind = required<std::string>(node, "kind");
    if (kind != "judge") // which is of all services
        release.service = required<std::string>(node, "service");
    const auto to = required<std::string>(node, "to");
    if (kind == "load")
        release.load = node["to"].as<double>();
    else if (kind == "model")
        release.model = to;
    else if (kind == "version")
        release.version = to;
    else if (kind == "prompt")
        release.promptVersion = to;
    else if (kind == "adapter")
        release.adapter = to;
    else if (kind == "index")
        release.indexVersion = to;
    else if (kind == "judge")
        release.judge = to;
    else if (kind == "instrumentation")
        release.instrumentationVersion = to;
    else
        reject(node["kind"], "there is no kind of change '" + kind + "'");
    addRollout(release, node);
    return herring;
}

} // namespace

const std::vector<std::string>& incidentClasses()
{
    static const std::vector<std::string> classes{
        "bad_model_version",      "corrupted_fine_tune", "prompt_regression", "context_truncation",
        "incoherence_under_load", "bad_retrieval_index", "judge_drift",       "agent_loop",
        "telemetry_fault"};
    return classes;
}

telemetry::Result<std::vector<Service>> loadServices()
{
    const std::string file = "content/services.yaml";
    try {
        std::vector<Service> services;
        for (const YAML::Node& node : YAML::Load(std::string(resourceText(file)))["services"])
            services.push_back(serviceOf(node));
        return services;
    } catch (const YAML::Exception& error) {
        return tl::make_unexpected(problem(file, error));
    }
}

telemetry::Result<Scenario> scenarioFromYaml(std::string_view text, const std::string& file)
{
    try {
        const YAML::Node root = YAML::Load(std::string(text));
        refuseUnknown(root, "a scenario",
                      {"name", "title", "class", "briefing", "hints", "debrief", "healthy_for",
                       "fault", "red_herrings", "cures"});
        Scenario scenario;
        scenario.info.name = required<std::string>(root, "name");
        scenario.info.title = required<std::string>(root, "title");
        scenario.info.briefing = briefingOf(root);
        scenario.hints = hintsOf(root);
        scenario.debriefing = debriefingOf(root);
        required<std::string>(root, "healthy_for");
        scenario.info.healthyFor = durationOf(root["healthy_for"]);
        scenario.incidentClass = required<std::string>(root, "class");
        if (std::ranges::find(incidentClasses(), scenario.incidentClass) == incidentClasses().end())
            reject(root["class"], "there is no incident class '" + scenario.incidentClass + "'");
        scenario.fault = faultOf(root["fault"]);
        for (const YAML::Node& node : root["red_herrings"])
            scenario.redHerrings.push_back(herringOf(node));
        for (const YAML::Node& node : root["cures"]) {
            scenario.cures.push_back({.lever = required<std::string>(node, "lever"),
                                      .value = required<std::string>(node, "value")});
            if (!isLever(scenario.cures.back().lever))
                reject(node, "'" + scenario.cures.back().lever + "' is no lever");
        }
        return scenario;
    } catch (const YAML::Exception& error) {
        return tl::make_unexpected(problem(file, error));
    }
}

telemetry::Result<std::vector<Scenario>> loadScenarios()
{
    std::vector<Scenario> result;
    for (const ResourceFile& file : resourceFiles()) {
        if (file.path.find('/') != std::string_view::npos)
            continue;
        auto scenario = scenarioFromYaml(file.text, std::string(file.path));
        if (!scenario)
            return tl::make_unexpected(scenario.error());
        result.push_back(std::move(*scenario));
    }
    // The first is the one a newcomer gets.
    std::stable_sort(result.begin(), result.end(), [](const Scenario& left, const Scenario& right) {
        return std::pair(left.info.name != FleetSettings{}.scenario, left.info.name)
            < std::pair(right.info.name != FleetSettings{}.scenario, right.info.name);
    });
    return result;
}

} // namespace drill
