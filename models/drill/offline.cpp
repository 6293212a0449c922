// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/offline.h"

#include "models/drill/random.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <iterator>
#include <utility>

namespace drill {

namespace {

constexpr auto kStep = std::chrono::milliseconds(500); // between two sendings of an exporter

} // namespace

telemetry::Result<Scenario> scenarioNamed(const std::string& name)
{
    auto all = loadScenarios();
    if (!all)
        return tl::make_unexpected(all.error());
    std::string known;
    for (Scenario& candidate : *all) {
        if (candidate.info.name == name)
            return std::move(candidate);
        known += (known.empty() ? "" : ", ") + candidate.info.name;
    }
    return telemetry::failure(telemetry::ErrorKind::Usage,
                              "There is no scenario '" + name + "'; there are: " + known + ".");
}

telemetry::Result<OfflineDrill> OfflineDrill::create(const OfflineSettings& settings)
{
    auto scenario = scenarioNamed(settings.scenario);
    if (!scenario)
        return tl::make_unexpected(scenario.error());
    if (settings.healthyFor >= telemetry::Duration{})
        scenario->info.healthyFor = settings.healthyFor;
    auto services = loadServices();
    if (!services)
        return tl::make_unexpected(services.error());
    for (const LeverMove& move : settings.moves) {
        if (auto known = checkMove(*services, *scenario, move.lever, move.value); !known)
            return tl::make_unexpected(known.error());
    }
    auto content = loadContent();
    if (!content)
        return tl::make_unexpected(content.error());
    Traffic traffic({.scenario = *scenario,
                     .services = std::move(*services),
                     .content = *content,
                     .seed = settings.seed,
                     .idSeed = streamSeed(settings.seed, settings.scenario, 0),
                     .speed = 1,
                     .start = settings.start,
                     .isMixed = settings.isMixed});
    return OfflineDrill(settings, std::move(*scenario), std::move(traffic));
}

OfflineDrill::OfflineDrill(OfflineSettings settings, Scenario scenario, Traffic traffic)
    : m_settings(std::move(settings))
    , m_scenario(std::move(scenario))
    , m_traffic(std::move(traffic))
{
}

void OfflineDrill::run(const Sink& sink)
{
    LeverValues levers;
    std::size_t moved = 0;
    const telemetry::Timestamp end = m_settings.start + m_settings.length;
    for (telemetry::Timestamp time = m_settings.start; time < end;) {
        const telemetry::Timestamp sent = std::min(time + telemetry::Duration(kStep), end);
        std::vector<Departure> departures;
        while (time < sent) {
            // A lever acts from when it was moved, not on what was asked before.
            const bool isMoved = moved < m_settings.moves.size()
                && m_settings.start + m_settings.moves[moved].at <= sent;
            time = isMoved ? std::max(time, m_settings.start + m_settings.moves[moved].at) : sent;
            m_traffic.setLevers(levers);
            std::ranges::move(m_traffic.advance(time), std::back_inserter(departures));
            if (isMoved) {
                levers[m_settings.moves[moved].lever] = m_settings.moves[moved].value;
                ++moved;
            }
        }
        sink(time, requestBodiesOf(std::move(departures)));
    }
}

} // namespace drill
