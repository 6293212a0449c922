// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/traffic.h"

#include "models/drill/telemetryfaults.h"

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
constexpr double kDay = 86'400;
constexpr double kDayHeight = 0.15;
// Who judges answers sits beside each service, with an instance and an instrumentation of its own.
constexpr const char* kJudge = "-evaluator";
constexpr const char* kJudgeScope = "answer-evaluations";
constexpr const char* kJudgeVersion = "1.2.0";
constexpr double kFewSpoilt = 0.01; // a share below which a fault is over
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

otlp::Attributes resourceOf(const EpisodeRequest& request, const std::string& instance)
{
    return {{"service.name", request.service->name},
            {"service.namespace", request.service->namespaceName},
            {"service.version", request.serving.version},
            {"service.instance.id", instance},
            {"cloud.region", request.caller.region},
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
    , m_conversations(m_settings.seed, m_settings.speed)
    , m_handovers(m_settings.seed, m_settings.speed)
{
    for (const Service& service : m_settings.services)
        m_lanes.push_back(
            {.service = service,
             .arrivals = Random(streamSeed(m_settings.seed, service.name + " arrivals", 0)),
             .next = m_settings.start,
             .index = 0,
             .instances = {},
             .shedding = Random(streamSeed(m_settings.seed, service.name + " shedding", 0))});
    if (!m_settings.isMixed)
        return;
    for (const RedHerring& herring : redHerringOf(m_settings.scenario, m_settings.seed))
        m_others.push_back({.time = m_faultTime + scaled(herring.at), .release = herring.release});
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
        const Serving serving =
            servingOf(lane.service, m_settings.scenario, time >= m_faultTime, m_levers);
        return spoiltShare(m_settings.scenario.fault, serving,
                           load(lane, time) * (1 - serving.shed))
            >= kFewSpoilt;
    });
}

void Traffic::admit(Lane& lane, Time until)
{
    if (until - lane.next > kLongestLag)
        lane.next = until;
    while (lane.next <= until) {
        startEpisode(lane);
        const double rate =
            episodesPerSecond(lane.service) * m_settings.speed * load(lane, lane.next);
        // Erlang of order two: irregular, yet without the long droughts of a Poisson stream.
        const double wait =
            -0.5 * std::log((1 - lane.arrivals.uniform()) * (1 - lane.arrivals.uniform())) / rate;
        lane.next += Duration{std::llround(wait * 1e9)};
    }
}

double Traffic::rampOf(const Release& release, Time begin, Time time) const
{
    if (time < begin)
        return 0;
    const Duration ramp = scaled(release.ramp);
    return ramp <= Duration{}
        ? 1
        : std::min(1.0,
                   static_cast<double>((time - begin).count()) / static_cast<double>(ramp.count()));
}

// A fault that brings users grows with them; others grow by the share that they spoil.
Fault Traffic::faultAt(Time time) const
{
    Fault fault = m_settings.scenario.fault;
    if (fault.load <= 1)
        fault.share *= rampOf(fault, m_faultTime, time);
    return fault;
}

std::vector<Release> Traffic::othersAt(Time time) const
{
    std::vector<Release> others;
    for (const Change& change : m_others) {
        if (time >= change.time)
            others.push_back(change.release);
    }
    return others;
}

// Some customers come to the order agent with what support told them.
void Traffic::takeHandover(EpisodeRequest& request, Time time)
{
    m_taken = m_handovers.take(time);
    if (!m_taken)
        return;
    request.handover = &*m_taken;
    request.caller.tenant = m_taken->caller.tenant;
    request.caller.user = m_taken->caller.user;
}

EpisodeRequest Traffic::nextRequest(Lane& lane)
{
    const Service& service = lane.service;
    EpisodeRequest request{.content = m_settings.content.get(),
                           .service = &service,
                           .serving = {},
                           .fault = faultAt(lane.next),
                           .seed = m_settings.seed,
                           .index = lane.index,
                           .load = 1};
    if (service.name == "support-bot")
        request.conversation = m_conversations.goOn(lane.index, lane.next);
    request.caller =
        callerOf(service, m_settings.seed,
                 request.conversation != nullptr ? request.conversation->head : lane.index);
    if (service.name == "agent-orders")
        takeHandover(request, lane.next);
    request.serving = servingFor(request.caller, service, m_settings.scenario,
                                 lane.next >= m_faultTime, m_levers, othersAt(lane.next));
    const bool isMoved = request.serving.breaker == "tripped"; // its fallback has room of its own
    request.load = isMoved ? wave(lane.next) : load(lane, lane.next) * (1 - request.serving.shed);
    ++lane.index;
    return request;
}

Departure Traffic::departure(Lane& lane, const EpisodeRequest& request, const Episode& episode)
{
    std::string& instance = lane.instances[{request.serving.version, request.caller.replica}];
    if (instance.empty())
        instance = instanceName(lane.service.name, m_ids);
    return {.due = lane.next + scaled(episode.length),
            .order = 0,
            .resourceKey = instance + " " + request.serving.instrumentationVersion,
            .resource = resourceOf(request, instance),
            .scope = lane.service.instrumentation,
            .scopeVersion = request.serving.instrumentationVersion,
            .spans = outgoingSpans(episode, newTrace(), lane.next),
            .logs = {}};
}

// As a gateway answers whom it has no room for; no model is asked.
void Traffic::sendAway(Lane& lane, const EpisodeRequest& request)
{
    Episode episode;
    PlannedSpan root;
    root.name = "POST " + request.caller.route;
    root.kind = telemetry::SpanKind::Server;
    root.duration = milliseconds(lane.shedding.between(1, 4));
    root.attributes = {{"http.request.method", std::string("POST")},
                       {"http.response.status_code", std::int64_t{429}}};
    addCaller(root.attributes, request.caller);
    episode.length = root.duration;
    episode.spans.push_back(std::move(root));
    schedule(departure(lane, request, episode));
}

// What is known later of an answer that was given.
Departure Traffic::judgement(const std::string& service, const Departure& done,
                             const PlannedLog& planned)
{
    Departure late = done;
    late.due = done.due + scaled(planned.at);
    late.resourceKey = service + kJudge;
    late.resource = {{"service.name", service},
                     {"service.version", std::string(kJudgeVersion)},
                     {"service.instance.id", late.resourceKey},
                     {"deployment.environment.name", std::string("production")},
                     {"telemetry.sdk.name", std::string("plumbline-drill")},
                     {"telemetry.sdk.language", std::string("cpp")}};
    late.scope = kJudgeScope;
    late.scopeVersion = kJudgeVersion;
    late.spans.clear();
    late.logs = {outgoingLog(planned, done.spans, late.due)};
    return late;
}

void Traffic::startEpisode(Lane& lane)
{
    const EpisodeRequest request = nextRequest(lane);
    if (lane.shedding.chance(request.serving.shed)) {
        if (request.conversation != nullptr)
            m_conversations.failed(request.conversation->head, lane.next);
        return sendAway(lane, request);
    }
    const Episode episode = makeEpisode(request);
    Departure done = departure(lane, request, episode);
    remember(request, episode, done);
    for (const PlannedLog& planned : episode.late)
        schedule(judgement(lane.service.name, done, planned));
    if (!episode.isSampled)
        return;
    tellTruth(request, episode, done);
    for (const PlannedLog& planned : episode.logs)
        done.logs.push_back(outgoingLog(planned, done.spans, lane.next + scaled(planned.at)));
    spoilTelemetry(request, done);
    schedule(std::move(done));
}

void Traffic::tellTruth(const EpisodeRequest& request, const Episode& episode,
                        const Departure& done) const
{
    if (!m_truthListener)
        return;
    EpisodeTruth truth{.service = request.service->name,
                       .trace = done.spans.front().trace,
                       .start = done.spans.front().start};
    for (const otlp::OutgoingSpan& span : done.spans)
        for (const auto& [name, value] : span.attributes)
            if (name == "gen_ai.response.model")
                truth.answer = span.id;
    if (episode.planted >= 0)
        truth.planted = done.spans[static_cast<std::size_t>(episode.planted)].id;
    truth.isFaulty = std::ranges::any_of(episode.utterances, &Utterance::isFaulty);
    m_truthListener(truth);
}

void Traffic::spoilTelemetry(const EpisodeRequest& request, Departure& done) const
{
    const Fault& fault = request.fault;
    Random random(streamSeed(request.seed, request.service->name + " telemetry", request.index));
    if (!random.chance(spoiltShare(fault, request.serving, request.load)))
        return;
    if (fault.kind == FaultKind::CutAttributes)
        cutAttributes(done, fault.characters);
    else if (fault.kind == FaultKind::SkewedClock)
        skewClock(done, fault.skew); // a clock is off by as much whatever the speed
}

// Whether or not its telemetry is sent, people know what they were told.
void Traffic::remember(const EpisodeRequest& request, const Episode& episode, const Departure& done)
{
    const Utterance& last = episode.utterances.back();
    if (request.service->name == "support-bot") {
        const std::uint64_t head =
            request.conversation != nullptr ? request.conversation->head : request.index;
        if (last.finishReason.empty())
            m_conversations.failed(head, done.due);
        else
            m_conversations.said(head, {.question = last.question, .answer = last.answer},
                                 done.due);
    }
    if (episode.handover) {
        Handover handover = *episode.handover;
        const otlp::OutgoingSpan& span = done.spans[static_cast<std::size_t>(handover.span)];
        handover.trace = span.trace;
        handover.spanId = span.id;
        m_handovers.add(std::move(handover), done.due);
    }
    if (request.handover != nullptr && m_handOverListener)
        m_handOverListener({.said = *request.handover,
                            .takenTrace = done.spans.back().trace,
                            .takenSpan = done.spans.back().id,
                            .time = done.spans.front().start});
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

// Traffic and latency come in slow waves, and by day more than by night.
double Traffic::wave(Time time) const
{
    const double seconds =
        std::chrono::duration<double>(time - m_settings.start).count() * m_settings.speed;
    const double turn = 2 * std::numbers::pi * seconds;
    return 1 + kWaveHeight * std::sin(turn / kWavePeriod) + kDayHeight * std::sin(turn / kDay);
}

double Traffic::load(const Lane& lane, Time time) const
{
    const auto factor = [&](const Release& release, Time begin) {
        const bool isHere = release.service.empty() || release.service == lane.service.name;
        return isHere ? 1 + (release.load - 1) * rampOf(release, begin, time) : 1;
    };
    double load = wave(time) * factor(m_settings.scenario.fault, m_faultTime);
    for (const Change& change : m_others)
        load *= factor(change.release, change.time);
    return load;
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
