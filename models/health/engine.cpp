// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/engine.h"

#include "models/health/alarmbook.h"
#include "models/health/servedmodels.h"
#include "models/health/subjects.h"

#include <algorithm>
#include <deque>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace health {

namespace {

using telemetry::Evaluation;
using telemetry::EvaluationState;
using telemetry::Generation;
using telemetry::SignalKey;
using telemetry::Suspicion;
using telemetry::Timestamp;

constexpr double kSmallestSuspicion = 0.01; // smaller ones make no row
constexpr double kJudgeTrust = 0.9; // how much of a judge's badness counts as suspicion
constexpr std::size_t kRemembered = 20'000; // suspicions that a later judge may still add to
constexpr std::size_t kMostMonitors =
    4096; // names of checks come from outside; more are only rolled up

std::int64_t secondOf(Timestamp time)
{
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

Timestamp eventTimeOf(const Generation& generation, Timestamp recorded)
{
    if (generation.end > Timestamp{})
        return generation.end;
    return generation.start > Timestamp{} ? generation.start : recorded;
}

SignalKey keyOf(const Generation& generation, const std::string& model, const std::string& check)
{
    return {.service = generation.service,
            .operation = generation.operation,
            .model = model,
            .version = generation.version,
            .adapter = generation.adapter,
            .promptVersion = generation.promptVersion,
            .check = check};
}

// Kinds of operation that answer nobody.
bool isAnswering(const Generation& generation)
{
    return generation.operation != "embeddings" && generation.operation != "rerank";
}

std::string joinedReasons(const std::vector<NamedJudgement>& judgements)
{
    std::string text;
    for (const NamedJudgement& named : judgements) {
        if (named.judgement.probability.value_or(0) < 0.2)
            continue;
        text += (text.empty() ? "" : "; ") + named.check + ": " + named.judgement.reason;
    }
    return text;
}

const char* missingContent(telemetry::ContentState state)
{
    switch (state) {
    case telemetry::ContentState::Redacted:
        return "the content was redacted before it reached the console";
    case telemetry::ContentState::TelemetryTruncated:
        return "the content was cut on the way here, not by the model";
    case telemetry::ContentState::Encrypted:
        return "the content is encrypted";
    case telemetry::ContentState::NotCaptured:
    case telemetry::ContentState::Captured:
        break;
    }
    return "the instrumentation does not send content";
}

} // namespace

struct Engine::Private
{
    explicit Private(EngineSettings chosen)
        : settings(chosen)
    {
    }

    struct RollupKey
    {
        SignalKey signal;
        std::int64_t bucket = 0;
        std::int64_t recordedBucket = 0;
        friend auto operator<=>(const RollupKey&, const RollupKey&) = default;
    };

    std::vector<NamedJudgement> judge(const Generation& generation);
    void addEvaluation(const Generation& generation, const NamedJudgement& named, Timestamp time,
                       Timestamp recorded);
    void addToSignal(const SignalKey& key, std::optional<double> badness, Timestamp time,
                     Timestamp recorded);
    void watch(const SignalKey& key, double badness, Timestamp time, Timestamp recorded);
    void noteSuspicion(const telemetry::SpanKey& span, double probability,
                       const std::string& reasons, Timestamp time);
    void noteTime(Timestamp time, Timestamp recorded);

    EngineSettings settings;
    TurnMemory turns;
    ServedModels models;
    Appearances appearances;
    AlarmBook alarms;
    std::map<MonitorKey, Monitor> monitors;
    std::map<RollupKey, telemetry::Rollup> rollups;
    std::unordered_map<telemetry::SpanKey, Suspicion> suspicions;
    std::deque<telemetry::SpanKey> suspicionOrder;
    Timestamp newest; // event time
    Results results;
};

std::vector<NamedJudgement> Engine::Private::judge(const Generation& generation)
{
    Subject subject = subjectOf(generation);
    subject.previousTurn = turns.exchange(generation, subject);
    Judgement grounded = judgeGroundedness(subject);
    if (!subject.output) {
        // A call that failed or only called tools has no answer to ground.
        const bool isCaptured = generation.contentState == telemetry::ContentState::Captured;
        grounded.state = isCaptured ? EvaluationState::NoData : EvaluationState::NotCaptured;
        grounded.reason =
            isCaptured ? "there is no answer to judge" : missingContent(generation.contentState);
    }
    Judgement cut = judgeTruncation(subject);
    if (generation.isFailed && !subject.output)
        cut = {.state = EvaluationState::NoData,
               .probability = {},
               .reason = "the call failed",
               .findings = {}};
    return {{"groundedness", std::move(grounded)}, {"truncation", std::move(cut)}};
}

void Engine::Private::addEvaluation(const Generation& generation, const NamedJudgement& named,
                                    Timestamp time, Timestamp recorded)
{
    const Judgement& judgement = named.judgement;
    if (judgement.state == EvaluationState::NoData)
        return;
    Evaluation evaluation;
    evaluation.trace = generation.trace;
    evaluation.span = generation.span;
    evaluation.responseId = generation.responseId;
    evaluation.check = named.check;
    evaluation.evaluator = "plumbline";
    evaluation.origin = telemetry::EvaluationOrigin::Validator;
    evaluation.state = judgement.state;
    evaluation.value = judgement.probability;
    evaluation.badness = judgement.probability;
    evaluation.reason = judgement.reason;
    evaluation.findings = judgement.findings;
    evaluation.time = time;
    evaluation.recorded = recorded;
    results.evaluations.push_back(std::move(evaluation));
}

void Engine::Private::addToSignal(const SignalKey& key, std::optional<double> badness,
                                  Timestamp time, Timestamp recorded)
{
    const RollupKey row{key, secondOf(time), secondOf(recorded)};
    telemetry::Rollup& rollup = rollups[row];
    rollup.bucket = row.bucket;
    rollup.recordedBucket = row.recordedBucket;
    if (!badness) {
        ++rollup.unknown;
        return;
    }
    rollup.add(*badness);
    watch(key, *badness, time, recorded);
}

void Engine::Private::watch(const SignalKey& key, double badness, Timestamp time,
                            Timestamp recorded)
{
    const MonitorKey which{key.service, key.operation, key.check};
    auto found = monitors.find(which);
    if (found == monitors.end()) {
        if (monitors.size() >= kMostMonitors)
            return;
        found = monitors.emplace(which, Monitor(settings)).first;
        if (const auto open = alarms.adopt(which))
            found->second.resume(open->meanBefore.value_or(open->rateBefore),
                                 open->meanNow.value_or(open->rateNow), open->onset);
    }
    Monitor& monitor = found->second;
    const double threshold = settings.falseAlarmInterval * static_cast<double>(monitors.size());
    const Observation observation{time, badness, key.model, key.version};
    switch (monitor.observe(observation, threshold)) {
    case Monitor::Event::Raise:
        alarms.raise(which, monitor, appearances.near(key.service, monitor.onset()), time,
                     recorded);
        break;
    case Monitor::Event::Recover:
        alarms.recover(which, monitor, time, recorded);
        break;
    case Monitor::Event::None:
        if (monitor.isAlarmed())
            alarms.follow(which, monitor, observation, recorded);
        break;
    }
}

void Engine::Private::noteSuspicion(const telemetry::SpanKey& span, double probability,
                                    const std::string& reasons, Timestamp time)
{
    if (probability < kSmallestSuspicion || !span.trace.isValid())
        return;
    const auto known = suspicions.find(span);
    Suspicion suspicion{span.trace, span.span, probability, reasons, time};
    if (known != suspicions.end()) {
        suspicion.probability = 1 - (1 - known->second.probability) * (1 - probability);
        suspicion.time = known->second.time;
        if (!known->second.reasons.empty())
            suspicion.reasons = known->second.reasons + (reasons.empty() ? "" : "; " + reasons);
    } else {
        suspicionOrder.push_back(span);
    }
    suspicions[span] = suspicion;
    results.suspicions.push_back(std::move(suspicion));
    if (suspicionOrder.size() > kRemembered) {
        suspicions.erase(suspicionOrder.front());
        suspicionOrder.pop_front();
    }
}

void Engine::Private::noteTime(Timestamp time, Timestamp recorded)
{
    newest = std::max(newest, time);
    for (const MonitorKey& key : alarms.openKeys()) {
        const auto found = monitors.find(key);
        if (found != monitors.end())
            alarms.noteSilence(key, found->second, newest, recorded);
    }
}

Engine::Engine(EngineSettings settings)
    : d(std::make_unique<Private>(settings))
{
}

Engine::~Engine() = default;

void Engine::observe(const Generation& generation, Timestamp recorded)
{
    const Timestamp time = eventTimeOf(generation, recorded);
    if (!isAnswering(generation))
        return;
    d->noteTime(time, recorded);
    const std::string model = d->models.of(generation);
    d->appearances.note(generation.service, "model", model, time);
    d->appearances.note(generation.service, "version", generation.version, time);
    const std::vector<NamedJudgement> judgements = d->judge(generation);
    for (const NamedJudgement& named : judgements) {
        d->addEvaluation(generation, named, time, recorded);
        d->addToSignal(keyOf(generation, model, named.check), named.judgement.probability, time,
                       recorded);
    }
    d->noteSuspicion({generation.trace, generation.span}, suspicionOf(judgements),
                     joinedReasons(judgements), time);
}

void Engine::observe(const Evaluation& evaluation, const Generation* subject, Timestamp recorded)
{
    if (subject == nullptr)
        return;
    const Timestamp time = evaluation.time > Timestamp{} ? evaluation.time : recorded;
    d->noteTime(time, recorded);
    const bool isKnown = evaluation.state == EvaluationState::Passed
        || evaluation.state == EvaluationState::Failed
        || evaluation.state == EvaluationState::Inconclusive;
    const std::optional<double> badness = isKnown ? evaluation.badness : std::nullopt;
    d->addToSignal(keyOf(*subject, d->models.of(*subject), evaluation.check), badness, time,
                   recorded);
    if (badness.value_or(0) < 0.5)
        return;
    const std::string reason = evaluation.check + ": "
        + (evaluation.reason.empty() ? evaluation.label : evaluation.reason);
    d->noteSuspicion({subject->trace, subject->span}, kJudgeTrust * *badness, reason,
                     eventTimeOf(*subject, recorded));
}

void Engine::restore(const std::vector<telemetry::AlarmTransition>& newest)
{
    d->alarms.restore(newest);
}

std::vector<telemetry::AlarmTransition> Engine::acknowledge(const std::string& alarm,
                                                            const std::string& actor, Timestamp now)
{
    std::optional<MonitorKey> ended;
    auto transitions = d->alarms.acknowledge(alarm, actor, now, ended);
    const auto found = ended ? d->monitors.find(*ended) : d->monitors.end();
    if (found != d->monitors.end())
        found->second.standDown();
    return transitions;
}

std::vector<telemetry::AlarmTransition>
Engine::shelve(const std::string& alarm, const std::string& actor, Timestamp now, Timestamp until)
{
    return d->alarms.shelve(alarm, actor, now, until);
}

Results Engine::take()
{
    d->results.alarms = d->alarms.take();
    for (auto& [key, rollup] : d->rollups)
        d->results.rollups.emplace_back(key.signal, rollup);
    d->rollups.clear();
    return std::exchange(d->results, {});
}

} // namespace health
