// SPDX-License-Identifier: GPL-3.0-or-later

// What comes of a judgement: rollups, evaluations, suspicions, and whether texts come at all.

#include "models/health/engineprivate.h"
#include "models/health/evaluationfacts.h"
#include "models/health/settingkeys.h"
#include "models/telemetry/askedagain.h"
#include "models/telemetry/judgecall.h"
#include "models/telemetry/scarcememory.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <chrono>
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
    // Room for it first, so that it is told if it is counted and counted if it is told, also where
    // there is not memory enough for what comes after.
    telemetry::makeRoom(results.evaluations);
    Evaluation evaluation = evaluationOf(generation, named, time, recorded);
    if (applies)
        roll(key, probability, time, recorded);
    results.evaluations.push_back(std::move(evaluation));
    if (before != nullptr)
        telemetry::withPatience([&] { takeBack(*before, recorded); });
    if (span.trace.isValid()) {
        if (probability || !applies)
            spans.noteResult(span, named.check);
        else
            spans.noteUnknown(span, named.check, key, secondOf(time));
        if (generation.operation != telemetry::kJudgeOperation
            && !telemetry::isAskedAgain(generation.service))
            spans.suspect(span, named.check, suspicionOf({named}), suspicionReason(named), time);
    }
    if (!applies || !probability)
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

} // namespace health
