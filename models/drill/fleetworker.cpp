// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/fleetworker.h"

#include "models/telemetry/clock.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <numbers>
#include <random>
#include <utility>

namespace drill {

namespace {

using namespace std::chrono_literals;
using telemetry::Duration;

constexpr auto kTick = 20ms;
constexpr auto kSendEvery = 250ms;
constexpr auto kReadLeversEvery = 500ms;
constexpr double kWavePeriod = 90; // seconds at speed 1
constexpr double kWaveHeight = 0.18;
// A lane that fell behind (the machine slept) skips ahead instead of flooding the receiver.
constexpr auto kLongestLag = 5s;

telemetry::Timestamp now()
{
    return telemetry::SystemClock().now();
}

std::string instanceName(const std::string& service, Random& random)
{
    std::array<char, 16> suffix{};
    std::snprintf(suffix.data(), suffix.size(), "%08x",
                  static_cast<unsigned>(random.next() & 0xffffffffU));
    return service + "-" + suffix.data();
}

double episodesPerSecond(const Service& service)
{
    // A request to the agent makes two generations.
    return service.name == "agent-orders" ? service.rate / 2 : service.rate;
}

Episode makeEpisode(const EpisodeRequest& request)
{
    if (request.service->name == "support-bot")
        return makeSupportEpisode(request);
    if (request.service->name == "code-assistant")
        return makeCodeEpisode(request);
    return makeOrderEpisode(request);
}

otlp::Attributes resourceOf(const Service& service, const Serving& serving,
                            const std::string& instance)
{
    return {{"service.name", service.name},
            {"service.namespace", service.namespaceName},
            {"service.version", serving.version},
            {"service.instance.id", instance},
            {"deployment.environment.name", std::string("production")},
            {"telemetry.sdk.name", std::string("plumbline-drill")},
            {"telemetry.sdk.language", std::string("cpp")}};
}

otlp::OutgoingLog outgoingLog(const PlannedLog& planned,
                              const std::vector<otlp::OutgoingSpan>& spans,
                              telemetry::Timestamp time)
{
    const otlp::OutgoingSpan& span = spans[static_cast<std::size_t>(planned.span)];
    return {.trace = span.trace,
            .span = span.id,
            .time = time,
            .severity = planned.severity,
            .eventName = planned.eventName,
            .body = "",
            .attributes = planned.attributes};
}

} // namespace

FleetWorker::FleetWorker(WorkerSettings settings)
    : m_settings(std::move(settings))
    , m_start(now())
    , m_faultTime(m_start + scaled(m_settings.scenario.info.healthyFor))
    , m_ids((static_cast<std::uint64_t>(std::random_device{}()) << 32U) ^ std::random_device{}())
    , m_control(m_settings.fleet.controlUrl)
    , m_exporter(m_settings.fleet.otlpUrl)
{
    for (const Service& service : m_settings.services) {
        Lane lane{.service = service,
                  .arrivals =
                      Random(streamSeed(m_settings.fleet.seed, service.name + " arrivals", 0)),
                  .next = m_start,
                  .index = 0,
                  .serving = servingOf(service, m_settings.scenario, false, {}),
                  .instance = instanceName(service.name, m_ids)};
        m_lanes.push_back(std::move(lane));
    }
}

void FleetWorker::run()
{
    Time nextSend = m_start + kSendEvery;
    Time nextRead = m_start;
    const auto readEvery = std::max<Duration>(50ms, scaled(kReadLeversEvery));
    while (!m_isStopping) {
        const Time time = now();
        if (time >= nextRead) {
            readLevers();
            nextRead = time + readEvery;
        }
        for (Lane& lane : m_lanes)
            admit(lane, time);
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
        m_levers = std::move(*levers);
}

void FleetWorker::admit(Lane& lane, Time until)
{
    if (until - lane.next > kLongestLag)
        lane.next = until;
    while (lane.next <= until) {
        startEpisode(lane);
        const double rate =
            episodesPerSecond(lane.service) * m_settings.fleet.speed * load(lane.next);
        // Erlang of order two: irregular, yet without the long droughts of a Poisson stream.
        const double wait =
            -0.5 * std::log((1 - lane.arrivals.uniform()) * (1 - lane.arrivals.uniform())) / rate;
        lane.next += Duration{std::llround(wait * 1e9)};
    }
}

void FleetWorker::startEpisode(Lane& lane)
{
    const Serving serving =
        servingOf(lane.service, m_settings.scenario, lane.next >= m_faultTime, m_levers);
    if (serving.version != lane.serving.version)
        lane.instance = instanceName(lane.service.name, m_ids);
    lane.serving = serving;
    const Episode episode = makeEpisode({.content = m_settings.content.get(),
                                         .service = &lane.service,
                                         .serving = serving,
                                         .fault = m_settings.scenario.fault,
                                         .seed = m_settings.fleet.seed,
                                         .index = lane.index,
                                         .load = load(lane.next)});
    ++lane.index;

    const telemetry::TraceId trace = newTrace();
    Pending done{.due = lane.next + scaled(episode.length),
                 .order = 0,
                 .resourceKey = lane.instance,
                 .resource = resourceOf(lane.service, serving, lane.instance),
                 .spans = outgoingSpans(episode, trace, lane.next),
                 .logs = {}};
    for (const PlannedLog& planned : episode.logs)
        done.logs.push_back(outgoingLog(planned, done.spans, lane.next + scaled(planned.at)));
    for (const PlannedLog& planned : episode.late) {
        Pending late{.due = done.due + scaled(planned.at),
                     .order = 0,
                     .resourceKey = done.resourceKey,
                     .resource = done.resource,
                     .spans = {},
                     .logs = {}};
        late.logs.push_back(outgoingLog(planned, done.spans, late.due));
        schedule(std::move(late));
    }
    schedule(std::move(done));
}

std::vector<otlp::OutgoingSpan>
FleetWorker::outgoingSpans(const Episode& episode, const telemetry::TraceId& trace, Time start)
{
    std::vector<otlp::OutgoingSpan> spans;
    for (const PlannedSpan& planned : episode.spans) {
        const auto parent = planned.parent < 0 ? telemetry::SpanId::None
                                               : spans[static_cast<std::size_t>(planned.parent)].id;
        spans.push_back({.trace = trace,
                         .id = telemetry::SpanId{m_ids.next() | 1U},
                         .parent = parent,
                         .name = planned.name,
                         .kind = planned.kind,
                         .status = planned.status,
                         .statusMessage = planned.statusMessage,
                         .start = start + scaled(planned.start),
                         .end = start + scaled(planned.start + planned.duration),
                         .attributes = planned.attributes,
                         .events = {}});
    }
    return spans;
}

bool FleetWorker::isLater(const Pending& left, const Pending& right)
{
    return std::pair(left.due, left.order) > std::pair(right.due, right.order);
}

void FleetWorker::schedule(Pending pending)
{
    pending.order = m_order++;
    m_pending.push_back(std::move(pending));
    std::push_heap(m_pending.begin(), m_pending.end(), isLater);
}

void FleetWorker::release(Time time)
{
    while (!m_pending.empty() && m_pending.front().due <= time) {
        std::pop_heap(m_pending.begin(), m_pending.end(), isLater);
        Pending pending = std::move(m_pending.back());
        m_pending.pop_back();
        m_generations += static_cast<std::uint64_t>(std::count_if(
            pending.spans.begin(), pending.spans.end(),
            [](const otlp::OutgoingSpan& span) { return span.name.compare(0, 5, "chat ") == 0; }));
        for (otlp::OutgoingSpan& span : pending.spans)
            m_exporter.add(pending.resourceKey, pending.resource, std::move(span));
        for (otlp::OutgoingLog& log : pending.logs)
            m_exporter.add(pending.resourceKey, pending.resource, std::move(log));
    }
}

void FleetWorker::publish(Time time)
{
    const bool hasBegun = time >= m_faultTime;
    const bool isActive = std::any_of(m_lanes.begin(), m_lanes.end(), [&](const Lane& lane) {
        return servingOf(lane.service, m_settings.scenario, hasBegun, m_levers).isFaulty;
    });
    const Exporter::Statistics& sent = m_exporter.statistics();
    const std::scoped_lock lock(m_mutex);
    m_published = {.generations = m_generations,
                   .spans = sent.sentSpans,
                   .failedSends = sent.failedSends,
                   .droppedItems = sent.droppedItems,
                   .isFaultActive = isActive};
}

// Traffic and latency come in slow waves.
double FleetWorker::load(Time time) const
{
    const double seconds =
        std::chrono::duration<double>(time - m_start).count() * m_settings.fleet.speed;
    return 1 + kWaveHeight * std::sin(2 * std::numbers::pi * seconds / kWavePeriod);
}

Duration FleetWorker::scaled(Duration duration) const
{
    return Duration{std::llround(static_cast<double>(duration.count()) / m_settings.fleet.speed)};
}

telemetry::TraceId FleetWorker::newTrace()
{
    telemetry::TraceId id;
    const std::array<std::uint64_t, 2> halves{m_ids.next() | 1U, m_ids.next()};
    std::memcpy(id.bytes.data(), halves.data(), id.bytes.size());
    return id;
}

} // namespace drill
