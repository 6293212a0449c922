// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/content.h"
#include "models/drill/episode.h"
#include "models/drill/scenario.h"
#include "models/drill/traffic.h"

#include <QtGlobal>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <variant>
#include <vector>

// What tests of the simulated fleet share.
namespace drilltest {

inline const telemetry::Timestamp kStart =
    telemetry::Timestamp{} + std::chrono::seconds(1'795'487'000);

template<class T>
T must(telemetry::Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().message.c_str());
    return std::move(*result);
}

inline std::string textOf(const otlp::Attributes& attributes, const std::string& name)
{
    for (const auto& [key, value] : attributes) {
        if (key == name && std::holds_alternative<std::string>(value))
            return std::get<std::string>(value);
    }
    return {};
}

// The shipped services, scenarios and texts.
class Fleet
{
public:
    const std::vector<drill::Scenario>& scenarios() const { return m_scenarios; }
    const std::vector<drill::Service>& services() const { return m_services; }
    const drill::Content& content() const { return *m_content; }

    const drill::Scenario& scenario(const std::string& name) const
    {
        return *std::ranges::find(m_scenarios, name,
                                  [](const drill::Scenario& one) { return one.info.name; });
    }
    const drill::Service& service(const std::string& name) const
    {
        return *std::ranges::find(m_services, name, &drill::Service::name);
    }
    // One request while the fault lasts.
    drill::Episode episode(const drill::Scenario& script, const drill::Service& of,
                           std::uint64_t index, double load,
                           const drill::LeverValues& levers = {}) const
    {
        drill::EpisodeRequest request{.content = m_content.get(),
                                      .service = &of,
                                      .serving = {},
                                      .fault = script.fault,
                                      .seed = 11,
                                      .index = index,
                                      .load = load};
        request.caller = drill::callerOf(of, 11, index);
        request.serving = drill::servingFor(request.caller, of, script, true, levers);
        if (of.name == "support-bot")
            return drill::makeSupportEpisode(request);
        return of.name == "code-assistant" ? drill::makeCodeEpisode(request)
                                           : drill::makeOrderEpisode(request);
    }
    drill::Traffic traffic(drill::Scenario script, std::uint64_t seed, bool isMixed,
                           double speed = 1) const
    {
        return drill::Traffic({.scenario = std::move(script),
                               .services = m_services,
                               .content = m_content,
                               .seed = seed,
                               .idSeed = seed,
                               .speed = speed,
                               .start = kStart,
                               .isMixed = isMixed});
    }

private:
    std::shared_ptr<const drill::Content> m_content = must(drill::loadContent());
    std::vector<drill::Service> m_services = must(drill::loadServices());
    std::vector<drill::Scenario> m_scenarios = must(drill::loadScenarios());
};

} // namespace drilltest
