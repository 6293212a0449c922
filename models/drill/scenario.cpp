// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/scenario.h"

#include "models/drill/resourcefiles.h"
#include "models/telemetry/timetext.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <yaml-cpp/yaml.h>

namespace drill {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 3> kLeverFolders{
    {{"breakers/", "breaker:"}, {"pins/", "pin:"}, {"prompts/", "prompt:"}}};

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
    const YAML::Node prompt = node["prompt"];
    service.promptName = required<std::string>(prompt, "name");
    service.promptVersion = required<std::string>(prompt, "version");
    service.promptVersions = required<std::vector<std::string>>(prompt, "versions");
    service.rate = required<double>(node, "rate");
    service.temperature = required<double>(node, "temperature");
    service.maxTokens = required<std::int64_t>(node, "max_tokens");
    service.contextWindow = required<std::int64_t>(node, "context_window");
    return service;
}

Fault faultOf(const YAML::Node& node)
{
    Fault fault;
    const auto kind = required<std::string>(node, "kind");
    if (kind == "fabricated_identifiers")
        fault.kind = FaultKind::FabricatedIdentifiers;
    else if (kind == "cut_off_answers")
        fault.kind = FaultKind::CutOffAnswers;
    else
        reject(node["kind"], "there is no fault kind '" + kind + "'");
    fault.service = required<std::string>(node, "service");
    fault.share = required<double>(node, "share");
    if (!(fault.share >= 0 && fault.share <= 1))
        reject(node["share"], "'share' must be from 0 to 1");
    fault.model = node["model"].as<std::string>("");
    fault.version = node["version"].as<std::string>("");
    fault.promptVersion = node["prompt_version"].as<std::string>("");
    fault.maxTokens = node["max_tokens"].as<std::int64_t>(0);
    if (fault.kind == FaultKind::CutOffAnswers && fault.maxTokens < 1)
        reject(node, "'max_tokens' must be at least 1");
    return fault;
}

bool isLever(const std::string& id)
{
    return std::any_of(kLeverFolders.begin(), kLeverFolders.end(), [&](const auto& folder) {
        return id.compare(0, folder.second.size(), folder.second) == 0;
    });
}

bool holds(const std::vector<std::string>& items, const std::string& item)
{
    return std::find(items.begin(), items.end(), item) != items.end();
}

std::string valueOf(const LeverValues& levers, const std::string& lever)
{
    const auto found = levers.find(lever);
    return found == levers.end() ? std::string() : found->second;
}

} // namespace

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
        Scenario scenario;
        scenario.info.name = required<std::string>(root, "name");
        scenario.info.title = required<std::string>(root, "title");
        scenario.info.briefing = required<std::string>(root, "briefing");
        const auto healthy =
            telemetry::durationFromText(required<std::string>(root, "healthy_for"));
        if (!healthy)
            reject(root["healthy_for"], healthy.error().message);
        scenario.info.healthyFor = *healthy;
        scenario.fault = faultOf(root["fault"]);
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

Serving servingOf(const Service& service, const Scenario& scenario, bool hasFaultBegun,
                  const LeverValues& levers)
{
    const Fault& fault = scenario.fault;
    const bool isReleased = hasFaultBegun && fault.service == service.name;
    const auto changed = [&](const std::string& by, const std::string& from) {
        return isReleased && !by.empty() ? by : from;
    };
    Serving serving{.model = changed(fault.model, service.model),
                    .version = changed(fault.version, service.version),
                    .promptVersion = changed(fault.promptVersion, service.promptVersion),
                    .breaker = "reset",
                    .isPinned = false,
                    .isFaulty = isReleased};
    const std::string pin = valueOf(levers, "pin:" + service.name);
    if (holds(service.models, pin) || (isReleased && !pin.empty() && pin == fault.model)) {
        serving.model = pin;
        serving.isPinned = true;
    }
    const std::string prompt = valueOf(levers, "prompt:" + service.name);
    if (holds(service.promptVersions, prompt))
        serving.promptVersion = prompt;
    if (valueOf(levers, "breaker:" + service.name) == "tripped") {
        serving.breaker = "tripped";
        serving.model = service.fallback;
        serving.promptVersion =
            service.promptVersion; // the fallback route keeps the prompt it was tested with
    }
    if (std::any_of(scenario.cures.begin(), scenario.cures.end(),
                    [&](const Cure& cure) { return valueOf(levers, cure.lever) == cure.value; }))
        serving.isFaulty = false;
    return serving;
}

std::string leverOfKey(std::string_view key)
{
    for (const auto& [folder, prefix] : kLeverFolders) {
        if (key.substr(0, folder.size()) == folder && key.size() > folder.size())
            return std::string(prefix) + std::string(key.substr(folder.size()));
    }
    return {};
}

} // namespace drill
