// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/fleet.h"

#include "models/drill/fleetworker.h"
#include "models/drill/offline.h"
#include "models/drill/serving.h"

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
    const auto services = loadServices();
    return services ? controlKeysOf(*services) : std::map<std::string, std::string>{};
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
    return scenarioNamed(settings.scenario);
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
