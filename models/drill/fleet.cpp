// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/fleet.h"

#include "models/drill/fleetworker.h"

#include <thread>
#include <utility>

namespace drill {

std::vector<ScenarioInfo> scenarios()
{
    std::vector<ScenarioInfo> result;
    if (const auto all = loadScenarios()) {
        for (const Scenario& scenario : *all)
            result.push_back(scenario.info);
    }
    return result;
}

std::map<std::string, std::string> initialControlValues()
{
    std::map<std::string, std::string> values;
    if (const auto services = loadServices()) {
        for (const Service& service : *services) {
            values["/plumbline/breakers/" + service.name] = "reset";
            values["/plumbline/pins/" + service.name] = "";
            values["/plumbline/prompts/" + service.name] = "";
        }
    }
    return values;
}

struct Fleet::Private
{
    explicit Private(WorkerSettings settings)
        : worker(std::move(settings))
        , thread([this] { worker.run(); })
    {
    }
    ~Private()
    {
        worker.stop();
        thread.join();
    }

    FleetWorker worker;
    std::thread thread;
};

namespace {

telemetry::Result<Scenario> scenarioFor(const FleetSettings& settings)
{
    if (!(settings.speed >= 0.01 && settings.speed <= 1000))
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "The speed of a drill is from 0.01 to 1000.");
    auto all = loadScenarios();
    if (!all)
        return tl::make_unexpected(all.error());
    std::string known;
    for (Scenario& candidate : *all) {
        if (candidate.info.name == settings.scenario)
            return std::move(candidate);
        known += (known.empty() ? "" : ", ") + candidate.info.name;
    }
    return telemetry::failure(telemetry::ErrorKind::Usage,
                              "There is no scenario '" + settings.scenario
                                  + "'; there are: " + known + ".");
}

} // namespace

telemetry::Result<void> Fleet::check(const FleetSettings& settings)
{
    return scenarioFor(settings).map([](const Scenario&) {});
}

telemetry::Result<std::unique_ptr<Fleet>> Fleet::start(const FleetSettings& settings)
{
    auto scenario = scenarioFor(settings);
    if (!scenario)
        return tl::make_unexpected(scenario.error());
    auto services = loadServices();
    if (!services)
        return tl::make_unexpected(services.error());
    auto content = loadContent();
    if (!content)
        return tl::make_unexpected(content.error());
    return std::unique_ptr<Fleet>(
        new Fleet(std::make_unique<Private>(WorkerSettings{.fleet = settings,
                                                           .scenario = std::move(*scenario),
                                                           .services = std::move(*services),
                                                           .content = *content})));
}

Fleet::Fleet(std::unique_ptr<Private> priv)
    : d(std::move(priv))
{
}

Fleet::~Fleet() = default;

Fleet::Statistics Fleet::statistics() const
{
    return d->worker.statistics();
}

telemetry::Timestamp Fleet::faultTime() const
{
    return d->worker.faultTime();
}

} // namespace drill
