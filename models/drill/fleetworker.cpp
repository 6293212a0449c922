// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/fleetworker.h"

#include "models/telemetry/clock.h"

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

namespace drill {

namespace {

using namespace std::chrono_literals;
using telemetry::Duration;

constexpr auto kTick = 20ms;
constexpr auto kSendEvery = 250ms;
constexpr auto kReadLeversEvery = 500ms;

telemetry::Timestamp now()
{
    return telemetry::SystemClock().now();
}

} // namespace

FleetWorker::FleetWorker(WorkerSettings settings)
    : m_settings(std::move(settings))
    , m_traffic({.scenario = m_settings.scenario,
                 .services = m_settings.services,
                 .content = m_settings.content,
                 .seed = m_settings.fleet.seed,
                 .idSeed = (static_cast<std::uint64_t>(std::random_device{}()) << 32U)
                     ^ std::random_device{}(),
                 .speed = m_settings.fleet.speed,
                 .start = now(),
                 .isMixed = m_settings.fleet.isMixed})
    , m_control(m_settings.fleet.controlUrl)
    , m_exporter(m_settings.fleet.otlpUrl)
{
}

void FleetWorker::run()
{
    const Time start = now();
    Time nextSend = start + kSendEvery;
    Time nextRead = start;
    const auto scaled =
        static_cast<double>(Duration(kReadLeversEvery).count()) / m_settings.fleet.speed;
    const auto readEvery = std::max<Duration>(50ms, Duration{std::llround(scaled)});
    while (!m_isStopping) {
        const Time time = now();
        if (time >= nextRead) {
            readLevers();
            nextRead = time + readEvery;
        }
        release(time);
        if (time >= nextSend) {
            m_exporter.flush(m_isStopping);
            nextSend = time + kSendEvery;
        }
        publish(time);
        std::unique_lock lock(m_mutex);
        m_wake.wait_for(lock, kTick, [this] { return m_isStopping.load(); });
    }
}

void FleetWorker::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopping = true;
    }
    m_wake.notify_all();
}

Fleet::Statistics FleetWorker::statistics() const
{
    const std::scoped_lock lock(m_mutex);
    return m_published;
}

void FleetWorker::readLevers()
{
    if (auto levers = m_control.read(m_isStopping))
        m_traffic.setLevers(std::move(*levers));
}

void FleetWorker::release(Time time)
{
    for (Departure& departure : m_traffic.advance(time)) {
        m_generations += static_cast<std::uint64_t>(
            std::ranges::count_if(departure.spans, [](const otlp::OutgoingSpan& span) {
                return span.name.compare(0, 5, "chat ") == 0;
            }));
        m_exporter.add(std::move(departure));
    }
}

void FleetWorker::publish(Time time)
{
    const bool isActive = m_traffic.isFaultActive(time);
    const Exporter::Statistics& sent = m_exporter.statistics();
    const std::scoped_lock lock(m_mutex);
    m_published = {.generations = m_generations,
                   .spans = sent.sentSpans,
                   .failedSends = sent.failedSends,
                   .droppedItems = sent.droppedItems,
                   .isFaultActive = isActive};
}

} // namespace drill
