// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/engine.h"

#include "models/health/answerjudge.h"
#include "models/health/awaitedtexts.h"
#include "models/health/evaluationfacts.h"
#include "models/health/feedlog.h"
#include "models/health/servedmodels.h"
#include "models/health/settingkeys.h"
#include "models/health/signalwatch.h"
#include "models/health/spanmemory.h"
#include "models/telemetry/askedagain.h"
#include "models/telemetry/judgecall.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace health {

namespace {

using telemetry::Evaluation;
using telemetry::EvaluationState;
using telemetry::Generation;
using telemetry::SignalKey;
using telemetry::Timestamp;

constexpr double kTold = 0.2; // probability from which a validator's reason is given

std::int64_t secondOf(Timestamp time)
{
    return std::chrono::floor<std::chrono::seconds>(time).time_since_epoch().count();
}

// Before there was such telemetry, or a day ahead of what has been recorded, a clock is wrong or a
// unit was mistaken.
bool isPlausible(Timestamp time, Timestamp recorded)
{
    constexpr Timestamp year2000{std::chrono::seconds(946'684'800)};
    return time >= year2000 && time <= recorded + std::chrono::hours(24);
}

Timestamp eventTimeOf(const Generation& generation, Timestamp recorded)
{
    if (isPlausible(generation.end, recorded))
        return generation.end;
    return isPlausible(generation.start, recorded) ? generation.start : recorded;
}

SignalKey signalKeyOf(const Generation& generation, const std::string& model,
                      const std::string& check)
{
    return {.service = generation.service,
            .operation = generation.operation,
            .model = model,
            .version = generation.version,
            .adapter = generation.adapter,
            .promptVersion = generation.promptVersion,
            .route = generation.route,
            .check = check};
}

std::string suspicionReason(const NamedJudgement& named)
{
    return named.judgement.probability.value_or(0) < kTold
        ? std::string()
        : named.check + ": " + named.judgement.reason;
}

std::string sourceOf(const Evaluation& evaluation)
{
    return evaluation.evaluator + '\x1f' + telemetry::signalCheck(evaluation);
}

} // namespace

struct Engine::Private
{
    explicit Private(const EngineSettings& chosen)
        : settings(chosen)
        , judge(chosen.symbols, chosen.model)
        , watch(chosen)
        , spans(chosen.rememberedSpans)
    {
    }

    struct RollupKey
    {
        SignalKey signal;
        std::int64_t bucket = 0;
        std::int64_t recordedBucket = 0;
        friend auto operator<=>(const RollupKey&, const RollupKey&) = default;
    };

    void addEvaluation(const Generation& generation, const NamedJudgement& named, Timestamp time,
                       Timestamp recorded);
    NamedJudgement failing(NamedJudgement named) const;
    void roll(const SignalKey& key, std::optional<double> badness, Timestamp time,
              Timestamp recorded);
    void take(const Generation& generation, const SignalKey& key, const NamedJudgement& named,
              Timestamp time, Timestamp recorded);
    void takeBack(const SpanMemory::Unknown& unknown, Timestamp recorded);
    void suspectFrom(const Evaluation& evaluation, const telemetry::SpanKey& span, Timestamp time);
    void remember(const Evaluation& evaluation, const SignalKey& signal,
                  const telemetry::SpanKey& span, Timestamp time);
    void tellSuspicion(const telemetry::SpanKey& span);
    void noteText(const Generation& generation, SignalKey key, Timestamp time, Timestamp recorded);
    void tellText(const SignalKey& key, bool isMissing, Timestamp time, Timestamp recorded);
    void tellAwaited(Timestamp now);
    void tick(Timestamp now)
    {
        watch.tick(now);
        tellAwaited(now);
        feed.tick(now, watch.alarms().hasNews());
    }

    EngineSettings settings;
    AnswerJudge judge;
    ServedModels models;
    SignalWatch watch;
    std::map<RollupKey, telemetry::Rollup> rollups;
    SpanMemory spans;
    FeedLog feed;
    AwaitedTexts awaited;
    std::optional<Timestamp> workedOff; // recorded before it, and judged; absent: all that was
    Results results;
};

// By where the settings say that it fails: `named` is not taken as the validator gave it.
NamedJudgement Engine::Private::failing(NamedJudgement named) const
{
    const double failAt = failAtOf(settings, named.check);
    if (failAt == telemetry::kFailedBadness || !named.judgement.probability)
        return named;
    named.judgement.probability = stretched(*named.judgement.probability, failAt);
    if (named.judgement.state != EvaluationState::Inconclusive)
        named.judgement.state = *named.judgement.probability >= telemetry::kFailedBadness
            ? EvaluationState::Failed
            : EvaluationState::Passed;
    return named;
}

void Engine::Private::addEvaluation(const Generation& generation, const NamedJudgement& named,
                                    Timestamp time, Timestamp recorded)
{
    const Judgement& judgement = named.judgement;
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

void Engine::Private::roll(const SignalKey& key, std::optional<double> badness, Timestamp time,
                           Timestamp recorded)
{
    if (telemetry::isAskedAgain(key.service))
        return;
    const RollupKey row{key, secondOf(time), secondOf(recorded)};
    telemetry::Rollup& rollup = rollups[row];
    rollup.bucket = row.bucket;
    rollup.recordedBucket = row.recordedBucket;
    if (!badness) {
        ++rollup.unknown;
        return;
    }
    rollup.add(*badness);
}

// By a row of its own, so that whoever looks back sees what was known then.
void Engine::Private::takeBack(const SpanMemory::Unknown& unknown, Timestamp recorded)
{
    if (telemetry::isAskedAgain(unknown.signal->service))
        return; // it was not counted
    telemetry::Rollup& rollup = rollups[{*unknown.signal, unknown.bucket, secondOf(recorded)}];
    rollup.bucket = unknown.bucket;
    rollup.recordedBucket = secondOf(recorded);
    --rollup.unknown;
}

// What a validator says of one generation. Said again, when more of it is known, only what had no
// result counts anew, and the unknown that was counted in its place is taken back.
void Engine::Private::take(const Generation& generation, const SignalKey& key,
                           const NamedJudgement& named, Timestamp time, Timestamp recorded)
{
    const telemetry::SpanKey span{generation.trace, generation.span};
    const std::optional<double> probability = named.judgement.probability;
    // Where a check does not apply nothing was to be known: that is no unknown.
    const bool applies = named.judgement.state != EvaluationState::NoData;
    const SpanMemory::Unknown* before = spans.unknown(span, named.check);
    const bool isNews = before != nullptr ? probability || !applies : applies;
    if (!isNews || spans.hasResult(span, named.check))
        return;
    if (before != nullptr)
        takeBack(*before, recorded);
    if (span.trace.isValid()) {
        if (probability || !applies)
            spans.noteResult(span, named.check);
        else
            spans.noteUnknown(span, named.check, key, secondOf(time));
        if (generation.operation != telemetry::kJudgeOperation
            && !telemetry::isAskedAgain(generation.service))
            spans.suspect(span, named.check, suspicionOf({named}), suspicionReason(named), time);
    }
    addEvaluation(generation, named, time, recorded);
    if (!applies)
        return;
    roll(key, probability, time, recorded);
    if (!probability)
        return;
    feed.verdict(key, *probability, time, recorded);
    SignalWatch::Told told(key);
    watch.verdict(told, *probability, time, recorded);
}

void Engine::Private::suspectFrom(const Evaluation& evaluation, const telemetry::SpanKey& span,
                                  Timestamp time)
{
    const double badness = badnessOf(evaluation).value_or(0);
    const std::string reason = evaluation.check + ": "
        + (evaluation.reason.empty() ? evaluation.label : evaluation.reason);
    spans.suspect(span, sourceOf(evaluation), suspicionPart(evaluation),
                  badness < telemetry::kFailedBadness ? "" : reason, time);
}

void Engine::Private::remember(const Evaluation& evaluation, const SignalKey& signal,
                               const telemetry::SpanKey& span, Timestamp time)
{
    if (evaluation.origin == telemetry::EvaluationOrigin::Validator) {
        const std::optional<double> probability = badnessOf(evaluation);
        const NamedJudgement named{evaluation.check,
                                   {.state = evaluation.state,
                                    .probability = probability,
                                    .reason = evaluation.reason,
                                    .findings = {}}};
        if (probability || evaluation.state == EvaluationState::NoData)
            spans.noteResult(span, evaluation.check);
        else
            spans.noteUnknown(span, evaluation.check, signal, secondOf(evaluation.time));
        if (!telemetry::isAskedAgain(signal.service))
            spans.suspect(span, evaluation.check, suspicionOf({named}), suspicionReason(named),
                          evaluation.time);
    } else if (!telemetry::isAskedAgain(signal.service)) {
        suspectFrom(evaluation, span, time);
    }
    static_cast<void>(spans.tell(span)); // it was told then
}

void Engine::Private::tellSuspicion(const telemetry::SpanKey& span)
{
    if (auto suspicion = spans.tell(span))
        results.suspicions.push_back(std::move(*suspicion));
}

// Of an answer that is told of for the first time.
void Engine::Private::noteText(const Generation& generation, SignalKey key, Timestamp time,
                               Timestamp recorded)
{
    if (generation.isFailed || generation.isInferred || !generation.trace.isValid()
        || generation.operation == telemetry::kJudgeOperation
        || telemetry::isAskedAgain(generation.service))
        return;
    key.check = telemetry::kAnswerText;
    if (generation.contentState == telemetry::ContentState::Captured)
        return tellText(key, false, time, recorded);
    awaited.add({.signal = std::move(key),
                 .span = {generation.trace, generation.span},
                 .time = time,
                 .recorded = recorded,
                 .isCut = generation.contentState == telemetry::ContentState::TelemetryTruncated});
}

void Engine::Private::tellText(const SignalKey& key, bool isMissing, Timestamp time,
                               Timestamp recorded)
{
    const double badness = isMissing ? 1 : 0;
    feed.verdict(key, badness, time, recorded);
    SignalWatch::Told told(key);
    watch.verdict(told, badness, time, recorded);
}

// A text that has come meanwhile was judged.
void Engine::Private::tellAwaited(Timestamp now)
{
    for (const AwaitedTexts::Answer& answer :
         awaited.takeDue(workedOff ? std::min(now, *workedOff) : now)) {
        if (spans.isJudged(answer.span)) // else it is forgotten, and nothing is known of it
            tellText(answer.signal,
                     answer.isCut || !spans.hasResult(answer.span, telemetry::kDegeneration),
                     answer.time, now);
    }
}

Engine::Engine(EngineSettings settings)
    : d(std::make_unique<Private>(settings))
{
}

Engine::~Engine() = default;

void Engine::observe(const Generation& generation, Timestamp recorded)
{
    if (!telemetry::canHaveAnswer(generation)) {
        d->tick(recorded);
        return;
    }
    const Timestamp time = eventTimeOf(generation, recorded);
    const std::string model = d->models.of(generation);
    const telemetry::SpanKey span{generation.trace, generation.span};
    const bool isFirst = !d->spans.isJudged(span);
    const AnswerReading reading = readingOf(generation, isFirst);
    const SignalKey key = signalKeyOf(generation, model, {});
    d->feed.answer(key, reading, time, recorded);
    d->watch.tick(recorded);
    d->watch.alarms().note(generation.trace, generation.service);
    d->watch.answer(key, reading, time, recorded);
    for (const NamedJudgement& named : d->judge.judge(generation))
        d->take(generation, signalKeyOf(generation, model, named.check), d->failing(named), time,
                recorded);
    if (isFirst)
        d->noteText(generation, key, time, recorded);
    d->tellAwaited(recorded);
    d->tellSuspicion(span);
}

void Engine::observe(const Evaluation& evaluation, const Generation* subject, Timestamp recorded)
{
    if (subject == nullptr)
        return;
    const Timestamp time = isPlausible(evaluation.time, recorded) ? evaluation.time : recorded;
    const SignalKey key =
        signalKeyOf(*subject, d->models.of(*subject), telemetry::signalCheck(evaluation));
    const std::optional<double> badness = badnessOf(evaluation);
    d->roll(key, badness, time, recorded);
    if (badness) {
        const Timestamp answered = eventTimeOf(*subject, time);
        d->feed.judged(key, *badness, time, answered, recorded);
        d->watch.tick(recorded);
        SignalWatch::Told told(key);
        d->watch.judged(told, *badness, time, answered, recorded);
    } else {
        d->tick(recorded);
    }
    if (!subject->trace.isValid())
        return;
    const telemetry::SpanKey span{subject->trace, subject->span};
    if (!telemetry::isAskedAgain(subject->service))
        d->suspectFrom(evaluation, span, eventTimeOf(*subject, recorded));
    d->tellSuspicion(span);
}

void Engine::restore(const std::vector<telemetry::Baseline>& baselines)
{
    d->watch.monitors().restore(baselines);
}

// The same steps as when it was observed, but nothing comes of it.
void Engine::relearn(const Evaluation& evaluation, const Generation& subject)
{
    const telemetry::SpanKey span{subject.trace, subject.span};
    const SignalKey signal =
        signalKeyOf(subject, d->models.of(subject), telemetry::signalCheck(evaluation));
    const std::optional<double> badness = badnessOf(evaluation);
    const Timestamp time = eventTimeOf(subject, evaluation.time);
    if (!d->spans.isJudged(span)) { // once for each answer
        d->watch.noteAppearances(signal, time);
        if (span.trace.isValid())
            d->watch.noteRate(subject.service, time);
    }
    if (span.trace.isValid())
        d->remember(evaluation, signal, span, time);
    if (!badness)
        return;
    SignalWatch::Told told(signal);
    d->watch.relearn(told, *badness, evaluation.time, time);
}

void Engine::observeMean(const SignalKey& key, double badness, Timestamp time, Timestamp recorded)
{
    d->feed.mean(key, badness, time, recorded);
    d->watch.tick(recorded);
    SignalWatch::Told told(key);
    d->watch.mean(told, badness, time, recorded);
}

void Engine::relearnMean(const SignalKey& key, double badness, Timestamp time)
{
    SignalWatch::Told told(key);
    d->watch.relearnMean(told, badness, time);
}

bool Engine::isJudged(const telemetry::SpanKey& span) const
{
    return d->spans.isJudged(span);
}

void Engine::recall(const std::vector<Evaluation>& known, const Generation& subject)
{
    const telemetry::SpanKey span{subject.trace, subject.span};
    if (!span.trace.isValid() || d->spans.isJudged(span))
        return;
    const std::string model = d->models.of(subject);
    for (const Evaluation& evaluation : known)
        d->remember(evaluation, signalKeyOf(subject, model, telemetry::signalCheck(evaluation)),
                    span, eventTimeOf(subject, evaluation.time));
}

std::size_t Engine::unwatched() const
{
    return d->watch.monitors().refused();
}

void Engine::workOff(Timestamp recorded)
{
    d->workedOff = recorded;
}

void Engine::tick(Timestamp now)
{
    d->workedOff.reset();
    d->tick(now);
}

bool Engine::hasOpenAlarms() const
{
    return d->watch.alarms().hasOpen();
}

void Engine::restore(const std::vector<telemetry::AlarmTransition>& newest)
{
    d->watch.alarms().restore(newest);
    d->watch.monitors().endRelearning();
}

std::vector<telemetry::AlarmTransition> Engine::acknowledge(const std::string& alarm,
                                                            const std::string& actor, Timestamp now)
{
    std::optional<MonitorKey> ended;
    auto transitions = d->watch.alarms().acknowledge(alarm, actor, now, ended);
    if (ended)
        d->watch.standDown(*ended);
    d->feed.decision(telemetry::FeedDecision::What::Acknowledge, transitions, {});
    return transitions;
}

std::vector<telemetry::AlarmTransition>
Engine::shelve(const std::string& alarm, const std::string& actor, Timestamp now, Timestamp until)
{
    auto transitions = d->watch.alarms().shelve(alarm, actor, now, until);
    d->feed.decision(telemetry::FeedDecision::What::Shelve, transitions, until);
    return transitions;
}

std::vector<telemetry::AlarmTransition> Engine::suppress(const std::string& alarm,
                                                         const std::string& cause,
                                                         const std::string& actor, Timestamp now)
{
    auto transitions = d->watch.alarms().suppress(alarm, cause, actor, now);
    d->feed.decision(telemetry::FeedDecision::What::Suppress, transitions, {});
    return transitions;
}

void Engine::beginFeed(telemetry::FeedLife life, Timestamp now)
{
    life.settings = changedSettings(d->settings);
    d->feed.begin(std::move(life), now);
}

Results Engine::take()
{
    d->results.alarms = d->watch.alarms().take();
    for (auto& [key, rollup] : d->rollups)
        d->results.rollups.emplace_back(key.signal, rollup);
    d->rollups.clear();
    d->results.baselines = d->watch.monitors().takeBaselines();
    if (d->feed.isWorthKeeping() || !d->results.alarms.empty())
        d->results.feed = d->feed.take();
    return std::exchange(d->results, {});
}

SignalWatch& Engine::signalWatch()
{
    return d->watch;
}

} // namespace health
