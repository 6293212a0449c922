// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/serving.h"

#include "models/drill/random.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>

namespace drill {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kLeverFolders{
    {{"breakers/", "breaker:"},
     {"pins/", "pin:"},
     {"prompts/", "prompt:"},
     {"adapters/", "adapter:"},
     {"indexes/", "index:"},
     {"judges/", "judge:"},
     {"instrumentations/", "instrumentation:"},
     {"shed/", "shed:"},
     {"steps/", "steps:"}}};

constexpr double kKneeWidth = 0.12; // of the load

// One judge scores the answers of all services.
constexpr const char* kJudgeLever = "judge:faithfulness";

bool holds(const std::vector<std::string>& items, const std::string& item)
{
    return std::find(items.begin(), items.end(), item) != items.end();
}

std::string valueOf(const LeverValues& levers, const std::string& lever)
{
    const auto found = levers.find(lever);
    return found == levers.end() ? std::string() : found->second;
}

// A whole number from 0 to `most`; 0 for anything else.
int numberOf(const std::string& text, int most)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isNumber = error == std::errc() && end == text.data() + text.size();
    return isNumber && number >= 0 && number <= most ? number : 0;
}

std::vector<std::string> choicesOf(const std::string& kind, const Service& service)
{
    if (kind == "breaker")
        return {"tripped", "reset"};
    if (kind == "pin")
        return service.models;
    if (kind == "prompt")
        return service.promptVersions;
    if (kind == "index")
        return service.indexVersions;
    if (kind == "judge")
        return service.judges;
    if (kind == "instrumentation")
        return service.instrumentationVersions;
    if (kind != "adapter")
        return {};
    std::vector<std::string> adapters = service.adapters;
    adapters.emplace_back("none");
    return adapters;
}

void apply(const Release& release, const std::string& service, Serving& serving)
{
    if (!release.service.empty() && release.service != service)
        return;
    const auto change = [](const std::string& by, std::string& what) {
        if (!by.empty())
            what = by;
    };
    change(release.model, serving.model);
    change(release.version, serving.version);
    change(release.promptVersion, serving.promptVersion);
    change(release.adapter, serving.adapter);
    change(release.indexVersion, serving.indexVersion);
    change(release.judge, serving.judge);
    change(release.instrumentationVersion, serving.instrumentationVersion);
}

// Whether what the fault brought is what serves, of what a lever can move.
bool isServed(const Fault& fault, const Serving& serving, const Service& service)
{
    // Versions of an index are dates: any that is older lacks what was changed since.
    if (fault.kind == FaultKind::StaleIndex)
        return serving.indexVersion < service.indexVersion;
    const auto stands = [](const std::string& brought, const std::string& serves) {
        return brought.empty() || brought == serves;
    };
    // These are of the servers on the usual route, or of what only its model cannot bear.
    const bool isOfRoute = fault.kind == FaultKind::LostContext
        || fault.kind == FaultKind::IncoherentUnderLoad || fault.kind == FaultKind::AgentLoop;
    return stands(fault.model, serving.model) && stands(fault.promptVersion, serving.promptVersion)
        && stands(fault.adapter, serving.adapter)
        && stands(fault.indexVersion, serving.indexVersion) && stands(fault.judge, serving.judge)
        && stands(fault.instrumentationVersion, serving.instrumentationVersion)
        && !(isOfRoute && serving.breaker == "tripped");
}

void pull(const Service& service, const LeverValues& levers, Serving& serving)
{
    const auto move = [&](const char* lever, const std::vector<std::string>& known,
                          std::string& what) {
        const std::string value = valueOf(levers, lever + service.name);
        if (holds(known, value))
            what = value;
    };
    move("prompt:", service.promptVersions, serving.promptVersion);
    move("adapter:", service.adapters, serving.adapter);
    move("index:", service.indexVersions, serving.indexVersion);
    const std::string judge = valueOf(levers, kJudgeLever);
    if (holds(service.judges, judge))
        serving.judge = judge;
    move("instrumentation:", service.instrumentationVersions, serving.instrumentationVersion);
    if (!service.adapter.empty() && valueOf(levers, "adapter:" + service.name) == "none")
        serving.adapter.clear();
    serving.shed = numberOf(valueOf(levers, "shed:" + service.name), 100) / 100.0;
    serving.stepLimit = numberOf(valueOf(levers, "steps:" + service.name), 100);
}

} // namespace

Serving servingOf(const Service& service, const Scenario& scenario, bool hasFaultBegun,
                  const LeverValues& levers, const std::vector<Release>& others)
{
    const Fault& fault = scenario.fault;
    const bool isReleased =
        hasFaultBegun && (fault.service.empty() || fault.service == service.name);
    Serving serving{.model = service.model,
                    .version = service.version,
                    .promptVersion = service.promptVersion,
                    .adapter = service.adapter,
                    .indexVersion = service.indexVersion,
                    .judge = service.judge,
                    .instrumentationVersion = service.instrumentationVersion,
                    .breaker = "reset",
                    .shed = 0,
                    .stepLimit = 0,
                    .isPinned = false,
                    .isFaulty = false};
    for (const Release& other : others)
        apply(other, service.name, serving);
    if (isReleased)
        apply(fault, service.name, serving);
    const std::string pin = valueOf(levers, "pin:" + service.name);
    if (holds(service.models, pin) || (isReleased && !pin.empty() && pin == fault.model)) {
        serving.model = pin;
        serving.isPinned = true;
    }
    pull(service, levers, serving);
    if (valueOf(levers, "breaker:" + service.name) == "tripped") {
        serving.breaker = "tripped";
        serving.model = service.fallback;
        serving.adapter.clear();
        serving.promptVersion =
            service.promptVersion; // the fallback route keeps the prompt it was tested with
    }
    serving.isFaulty = isReleased && isServed(fault, serving, service);
    return serving;
}

double spoiltShare(const Fault& fault, const Serving& serving, double load)
{
    if (!serving.isFaulty)
        return 0;
    if (fault.kind == FaultKind::IncoherentUnderLoad)
        return fault.share / (1 + std::exp((fault.knee - load) / kKneeWidth));
    const bool isStopped = serving.stepLimit > 0 && serving.stepLimit <= kSteadyCalls;
    return fault.kind == FaultKind::AgentLoop && isStopped ? 0 : fault.share;
}

Serving servingFor(const Caller& caller, const Service& service, const Scenario& scenario,
                   bool hasFaultBegun, const LeverValues& levers,
                   const std::vector<Release>& others)
{
    std::vector<Release> reaching;
    std::ranges::copy_if(others, std::back_inserter(reaching), [&](const Release& release) {
        return caller.otherPlace < release.rollout;
    });
    const bool isReached = hasFaultBegun && caller.faultPlace < scenario.fault.rollout;
    Serving serving = servingOf(service, scenario, isReached, levers, reaching);
    if (serving.model == service.model && !serving.isPinned && serving.breaker == "reset"
        && caller.canaryPlace < service.canary.share)
        serving.model = service.canary.name;
    if (!holds(service.adapterTenants, caller.tenant)) {
        serving.adapter.clear();
        serving.isFaulty = serving.isFaulty && scenario.fault.kind != FaultKind::AlteredFigures;
    }
    return serving;
}

std::vector<RedHerring> redHerringOf(const Scenario& scenario, std::uint64_t seed)
{
    if (scenario.redHerrings.empty())
        return {};
    return {scenario.redHerrings[seed % scenario.redHerrings.size()]};
}

std::string leverOfKey(std::string_view key)
{
    for (const auto& [folder, prefix] : kLeverFolders) {
        if (key.substr(0, folder.size()) == folder && key.size() > folder.size())
            return std::string(prefix) + std::string(key.substr(folder.size()));
    }
    return {};
}

std::string keyOfLever(std::string_view id)
{
    for (const auto& [folder, prefix] : kLeverFolders) {
        if (id.starts_with(prefix) && id.size() > prefix.size())
            return std::string(folder) + std::string(id.substr(prefix.size()));
    }
    return {};
}

bool isLever(std::string_view id)
{
    return std::ranges::any_of(kLeverFolders,
                               [&](const auto& folder) { return id.starts_with(folder.second); });
}

telemetry::Result<void> checkMove(const std::vector<Service>& services, const Scenario& scenario,
                                  const std::string& lever, const std::string& value)
{
    constexpr std::string_view root = "/plumbline/";
    const auto keys = controlKeysOf(services);
    if (std::ranges::none_of(keys, [&](const auto& key) {
            return leverOfKey(std::string_view(key.first).substr(root.size())) == lever;
        }))
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "The fleet has no lever '" + lever
                                      + "': resources/drills/README.md names them.");
    const std::string kind = lever.substr(0, lever.find(':'));
    const std::string target = lever.substr(kind.size() + 1);
    const auto found = std::ranges::find(services, target, &Service::name);
    const Service& service = found == services.end() ? services.front() : *found; // a judge's: any
    std::vector<std::string> known = choicesOf(kind, service);
    if (kind == "pin" && scenario.fault.service == service.name && !scenario.fault.model.empty())
        known.push_back(scenario.fault.model);
    const bool isNumber = kind == "shed" || kind == "steps";
    const bool isCleared = value.empty() && kind != "breaker";
    if (isCleared || (isNumber ? value == "0" || numberOf(value, 100) > 0 : holds(known, value)))
        return {};
    std::string choices = isNumber ? "a whole number up to 100" : "";
    for (const std::string& choice : known)
        choices += (choices.empty() ? "" : ", ") + choice;
    return telemetry::failure(telemetry::ErrorKind::Usage,
                              "'" + value + "' is no value of " + lever + "; it takes " + choices
                                  + (kind == "breaker" ? "." : ", or nothing."));
}

std::map<std::string, std::string> controlKeysOf(const std::vector<Service>& services)
{
    std::map<std::string, std::string> values{{"/plumbline/judges/faithfulness", ""}};
    for (const Service& service : services) {
        const auto put = [&](const char* folder, const char* value) {
            values[std::string("/plumbline/") + folder + service.name] = value;
        };
        put("breakers/", "reset");
        for (const char* folder : {"pins/", "prompts/", "instrumentations/", "shed/"})
            put(folder, "");
        if (service.name == "agent-orders")
            put("steps/", "");
        if (!service.adapter.empty())
            put("adapters/", "");
        if (!service.indexVersion.empty())
            put("indexes/", "");
    }
    return values;
}

} // namespace drill
