// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/traffic.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <numbers>
#include <utility>

namespace drill {

namespace {

using namespace std::chrono_literals;
using telemetry::Duration;

constexpr double kWavePeriod = 90; // seconds at speed 1
constexpr double kWaveHeight = 0.18;
// A lane that fell behind (the machine slept) skips ahead instead of flooding the receiver.
constexpr auto kLongestLag = 5s;

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

Traffic::Traffic(TrafficSettings settings)
    : m_settings(std::move(settings))
    , m_faultTime(m_settings.start + scaled(m_settings.scenario.info.healthyFor))
    , m_ids(m_settings.idSeed)
{
    for (const Service& service : m_settings.services) {
        Lane lane{.service = service,
                  .arrivals = Random(streamSeed(m_settings.seed, service.name + " arrivals", 0)),
                  .next = m_settings.start,
                  .index = 0,
                  .serving = servingOf(service, m_settings.scenario, false, {}),
                  .instance = instanceName(service.name, m_ids)};
        m_lanes.push_back(std::move(lane));
    }
}

std::vector<Departure> Traffic::advance(Time until)
{
    for (Lane& lane : m_lanes)
        admit(lane, until);
    std::vector<Departure> due;
    while (!m_pending.empty() && m_pending.front().due <= until) {
        std::pop_heap(m_pending.begin(), m_pending.end(), isLater);
        due.push_back(std::move(m_pending.back()));
        m_pending.pop_back();
    }
    return due;
}

bool Traffic::isFaultActive(Time time) const
{
    return std::ranges::any_of(m_lanes, [&](const Lane& lane) {
        return servingOf(lane.service, m_settings.scenario, time >= m_faultTime, m_levers).isFaulty;
    });
}

void Traffic::admit(Lane& lane, Time until)
{
    if (until - lane.next > kLongestLag)
        lane.next = until;
    while (lane.next <= until) {
        startEpisode(lane);
        const double rate = episodesPerSecond(lane.service) * m_settings.speed * load(lane.next);
        // Erlang of order two: irregular, yet without the long droughts of a Poisson stream.
        const double wait =
            -0.5 * std::log((1 - lane.arrivals.uniform()) * (1 - lane.arrivals.uniform())) / rate;
        lane.next += Duration{std::llround(wait * 1e9)};
    }
}

void Traffic::startEpisode(Lane& lane)
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
                                         .seed = m_settings.seed,
                                         .index = lane.index,
                                         .load = load(lane.next)});
    ++lane.index;

    const telemetry::TraceId trace = newTrace();
    Departure done{.due = lane.next + scaled(episode.length),
                   .order = 0,
                   .resourceKey = lane.instance,
                   .resource = resourceOf(lane.service, serving, lane.instance),
                   .spans = outgoingSpans(episode, trace, lane.next),
                   .logs = {}};
    for (const PlannedLog& planned : episode.logs)
        done.logs.push_back(outgoingLog(planned, done.spans, lane.next + scaled(planned.at)));
    for (const PlannedLog& planned : episode.late) {
        Departure late{.due = done.due + scaled(planned.at),
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

std::vector<otlp::OutgoingSpan> Traffic::outgoingSpans(const Episode& episode,
                                                       const telemetry::TraceId& trace, Time start)
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

bool Traffic::isLater(const Departure& left, const Departure& right)
{
    return std::pair(left.due, left.order) > std::pair(right.due, right.order);
}

void Traffic::schedule(Departure pending)
{
    pending.order = m_order++;
    m_pending.push_back(std::move(pending));
    std::push_heap(m_pending.begin(), m_pending.end(), isLater);
}

// Traffic and latency come in slow waves.
double Traffic::load(Time time) const
{
    const double seconds =
        std::chrono::duration<double>(time - m_settings.start).count() * m_settings.speed;
    return 1 + kWaveHeight * std::sin(2 * std::numbers::pi * seconds / kWavePeriod);
}

Duration Traffic::scaled(Duration duration) const
{
    return Duration{std::llround(static_cast<double>(duration.count()) / m_settings.speed)};
}

telemetry::TraceId Traffic::newTrace()
{
    telemetry::TraceId id;
    const std::array<std::uint64_t, 2> halves{m_ids.next() | 1U, m_ids.next()};
    std::memcpy(id.bytes.data(), halves.data(), id.bytes.size());
    return id;
}

} // namespace drill
