// SPDX-License-Identifier: GPL-3.0-or-later

// What the health thread takes up from the recording: of an earlier life, or because it came late.

#include "models/ingest/healthworker.h"
#include "models/store/feedreader.h"
#include "models/telemetry/actors.h"

#include <algorithm>
#include <utility>

namespace ingest {

namespace {

using telemetry::Evaluation;
using telemetry::EvaluationOrigin;
using telemetry::SpanKey;

} // namespace

// A recording that is continued: baselines, what was building up, what was judged, open alarms.
void HealthWorker::relearn()
{
    const auto baselines = m_reader->baselines();
    if (baselines)
        m_engine.restore(*baselines);
    telemetry::FeedLife life{.settings = {}, .newestEvaluation = m_backlog.newestEvaluation};
    const auto judged = store::forEachJudgedUpTo(
        *m_reader, life.newestEvaluation, telemetry::kRelearnt, [&](const store::JudgedRow& row) {
            ++life.relearnt;
            m_engine.relearn(row.evaluation, row.subject);
            return true;
        });
    const auto counted = m_reader->newestCounted(telemetry::kRelearntBuckets);
    for (const store::CountedBucket& bucket :
         counted.value_or(std::vector<store::CountedBucket>())) {
        const auto badness = store::meanBadness(bucket);
        if (!badness)
            continue;
        ++life.relearntMeans;
        m_engine.relearnMean(bucket.key, *badness,
                             telemetry::Timestamp{std::chrono::seconds{bucket.bucket}});
    }
    const auto alarms = m_reader->alarms({});
    m_engine.restore(alarms.value_or(std::vector<telemetry::AlarmTransition>()));
    m_engine.beginFeed(std::move(life), time());
    // What cannot be read is learnt anew. That it has to be is no secret.
    if (!baselines)
        tellUnread("what had been usual", baselines.error());
    if (!judged)
        tellUnread("what had been judged", judged.error());
    if (!counted)
        tellUnread("what other engines had counted", counted.error());
    if (!alarms)
        tellUnread("which alarms were open", alarms.error());
}

void HealthWorker::tellUnread(const std::string& what, const telemetry::Error& error)
{
    telemetry::TimelineEntry entry;
    entry.time = m_clock.now();
    entry.recorded = entry.time;
    entry.kind = "recording";
    entry.actor = telemetry::actors::kHealth;
    entry.text = "It could not be read " + what + ": " + error.message;
    m_outlets.entry(std::move(entry));
}

// What was recorded but not counted when the program ended before.
void HealthWorker::resume()
{
    constexpr std::int64_t kPage = 1000;
    for (const store::PendingGeneration& pending : std::exchange(m_backlog.generations, {})) {
        attempt([&] { resume(pending); });
        --m_counters.queuedParts;
        publish();
    }
    std::int64_t last = 0;
    while (true) {
        const auto page = m_reader->pendingEvaluations(last, m_backlog.newestEvaluation, kPage);
        if (!page || page->empty())
            return;
        last = page->back().row;
        for (const store::PendingEvaluation& pending : *page)
            attempt([&] {
                take({.row = pending.row, .evaluation = pending.evaluation, .recorded = time()});
            });
        publish();
    }
}

void HealthWorker::resume(const store::PendingGeneration& pending)
{
    auto generation = m_reader->generation(pending.key, {});
    if (!generation || !remindEngine(pending.key))
        return; // cannot be read: it stays pending
    if (*generation) {
        if (!isUnmeasured(**generation) && !m_told.isTold(**generation)) {
            // What had a result in the earlier life keeps it.
            m_told.remember(**generation);
            recallDocuments(pending.key.trace);
            m_engine.observe(prepared(**generation), time());
        }
        const bool hasAnswer = !(*generation)->outputMessages.empty();
        m_joiner.remember(std::move(**generation), hasAnswer);
    }
    m_judgedParts.emplace_back(pending.row, pending.parts);
}

// Makes known what was made of a generation in an earlier life, or so long ago that it was
// forgotten; nothing when it never was judged. False when that cannot be read.
bool HealthWorker::recall(const SpanKey& key)
{
    auto generation = m_reader->generation(key, {});
    auto known = m_reader->evaluationsOf(key, {});
    if (!generation || !known)
        return false;
    std::erase_if(*known, [](const Evaluation& evaluation) {
        return evaluation.origin != EvaluationOrigin::Validator;
    });
    if (!*generation || known->empty())
        return true;
    const bool hadAnswer =
        std::ranges::find(*known, telemetry::EvaluationState::NotCaptured, &Evaluation::state)
        == known->end();
    m_joiner.remember(std::move(**generation), hadAnswer);
    return true;
}

// The same for the engine, which forgets sooner or later than the joiner. What was counted as
// unknown was counted of the generation as it was then.
bool HealthWorker::remindEngine(const SpanKey& key)
{
    if (m_engine.isJudged(key))
        return true;
    const auto known = m_reader->evaluationsOf(key, {});
    if (!known)
        return false;
    store::View then;
    for (const Evaluation& evaluation : *known) {
        if (evaluation.state == telemetry::EvaluationState::NotCaptured)
            then.knownAt = evaluation.recorded;
    }
    const auto subject = m_reader->generation(key, then);
    if (!subject)
        return false;
    if (*subject)
        m_engine.recall(*known, **subject);
    return true;
}

// Before the answers of the same delivery are judged.
void HealthWorker::takeDocuments(const dialect::Interpreted& interpreted)
{
    for (std::size_t i = 0; i < interpreted.stepKinds.size(); ++i) {
        if (interpreted.stepKinds[i] != telemetry::StepKind::Retrieval)
            continue;
        const telemetry::SpanRecord& span = interpreted.batch.spans[i];
        const telemetry::Step step = dialect::Interpreter::builtIn().step(span);
        for (const SpanKey& key :
             m_documents.add(span.trace, {span.id, span.parent, span.end, step.documents}))
            judgeOnceMore(key);
    }
}

// Of a trace that began in an earlier life.
void HealthWorker::recallDocuments(const telemetry::TraceId& trace)
{
    store::GenerationFilter filter;
    filter.trace = trace;
    static_cast<void>(m_reader->forEachStep(
        {}, filter, [this](const telemetry::Step& step, const store::SpanRow& span) {
            if (step.kind == telemetry::StepKind::Retrieval)
                static_cast<void>(m_documents.add(
                    span.trace, {span.span, span.parent, span.end, step.documents}));
            return true;
        }));
}

// Its passages came after it. Only the check that had nothing to hold it against says more now.
void HealthWorker::judgeOnceMore(const SpanKey& key)
{
    auto generation = m_reader->generation(key, {});
    if (generation && *generation && remindEngine(key))
        m_engine.observe(prepared(std::move(**generation)), time());
}

} // namespace ingest
