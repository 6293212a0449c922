// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/engine.h"

#include "models/health/engineprivate.h"
#include "models/health/evaluationfacts.h"
#include "models/health/settingkeys.h"
#include "models/telemetry/askedagain.h"
#include "models/telemetry/signalcheck.h"

#include <chrono>
#include <utility>

namespace health {

namespace {

using telemetry::Evaluation;
using telemetry::Generation;
using telemetry::SignalKey;
using telemetry::Timestamp;

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

} // namespace

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
    if (badness) {
        const Timestamp answered = eventTimeOf(*subject, time);
        d->feed.judged(key, *badness, time, answered, recorded);
        d->watch.tick(recorded);
        SignalWatch::Told told(key);
        d->watch.judged(told, *badness, time, answered, recorded);
    } else {
        d->tick(recorded);
    }
    if (subject->trace.isValid()) {
        const telemetry::SpanKey span{subject->trace, subject->span};
        if (!telemetry::isAskedAgain(subject->service))
            d->suspectFrom(evaluation, span, eventTimeOf(*subject, recorded));
        d->tellSuspicion(span);
    }
    // Last: whoever has not memory enough for the rest gives it again, and it counts once.
    d->roll(key, badness, time, recorded);
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
    // What takes memory first: where there is not enough, nothing is taken.
    std::vector<std::pair<SignalKey, telemetry::Rollup>> rollups;
    rollups.reserve(d->rollups.size());
    for (const auto& [key, rollup] : d->rollups)
        rollups.emplace_back(key.signal, rollup);
    std::vector<telemetry::Baseline> baselines = d->watch.monitors().takeBaselines();
    d->results.alarms = d->watch.alarms().take();
    d->results.rollups = std::move(rollups);
    d->rollups.clear();
    d->results.baselines = std::move(baselines);
    if (d->feed.isWorthKeeping() || !d->results.alarms.empty())
        d->results.feed = d->feed.take();
    return std::exchange(d->results, {});
}

SignalWatch& Engine::signalWatch()
{
    return d->watch;
}

} // namespace health
