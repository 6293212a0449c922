// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/healthworker.h"

#include "models/ingest/deliveryreceipt.h"
#include "models/telemetry/actors.h"
#include "models/telemetry/judgecall.h"
#include "models/telemetry/scarcememory.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <utility>

#ifdef __linux__
#include <sys/resource.h>
#include <unistd.h>
#endif

namespace ingest {

namespace {

using telemetry::Evaluation;
using telemetry::EvaluationOrigin;
using telemetry::Generation;
using telemetry::SpanKey;

constexpr std::chrono::milliseconds kPatienceCheck(200);
constexpr std::chrono::milliseconds kPublishInterval(100); // while more is queued
constexpr std::chrono::milliseconds kTick(1000); // while alarms are open and nothing arrives
constexpr int kNiceness = 5;
constexpr int kMostSteps = 8; // between a judge and its call of a model

std::chrono::steady_clock::time_point now()
{
    return std::chrono::steady_clock::now();
}

// A judge may look at a whole agent, a tool or any other span. Its signal is told from those of
// generations by the kind of step in the place of the operation; there is no model to name, and
// without a trace no suspicion, since only answers are suspects.
Generation subjectOf(const store::SpanRow& span)
{
    Generation subject;
    subject.service = span.service;
    subject.operation = telemetry::toString(span.step);
    subject.start = span.start;
    subject.end = span.end;
    return subject;
}

} // namespace

HealthWorker::HealthWorker(Start start, Outlets outlets, Counters& counters,
                           const telemetry::Clock& clock)
    : m_reader(std::move(start.reader))
    , m_backlog(std::move(start.backlog))
    , m_outlets(std::move(outlets))
    , m_counters(counters)
    , m_clock(clock)
    , m_engine(start.settings)
    , m_newestRow(m_backlog.newestGeneration)
    , m_queueBytes(start.queueBytes)
    , m_queue(start.queueBytes)
{
    m_counters.queuedParts += static_cast<std::int64_t>(m_backlog.generations.size());
    relearn(); // before anything new is recorded
    m_thread = std::thread([this] { run(); });
}

HealthWorker::~HealthWorker()
{
    stop();
}

bool HealthWorker::push(HealthJob job)
{
    const std::size_t weight = job.interpreted ? weightOf(*job.interpreted) : 0;
    return m_queue.push(job, std::min(weight, m_queueBytes));
}

void HealthWorker::stop()
{
    m_queue.close();
    if (m_thread.joinable())
        m_thread.join();
    m_reader.reset(); // the writer closes after it, and takes away what stands beside the recording
}

void HealthWorker::run()
{
#ifdef __linux__
    // When there are not processors enough, recording goes before judging: what is not recorded has
    // to be sent again, what is not judged is judged a little later.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNiceness);
#endif
    attempt([this] { resume(); });
    HealthJob job;
    while (waitForJob(job)) {
        carryOutDecisions();
        work(std::exchange(job, {}));
        tellLeft();
    }
    attempt([this] { judgeAll(m_joiner.takeAll()); });
    attempt([this] {
        for (const OpenEvaluation& open : m_open.takeAll())
            attempt([&] {
                static_cast<void>(countWithStoredSubject(open, true));
            }); // or it stays pending
    });
    carryOutDecisions();
    publish();
    tellLeft();
}

// Once: what is left after that is no other news.
void HealthWorker::tellLeft()
{
    if (!m_hasLeft || std::exchange(m_hasToldLeft, true))
        return;
    m_outlets.entry(telemetry::withPatience([this] {
        telemetry::TimelineEntry entry;
        entry.time = m_clock.now();
        entry.recorded = entry.time;
        entry.kind = "recording";
        entry.actor = telemetry::actors::kHealth;
        entry.text = "There was not memory enough to judge all that came. What was left is judged "
                     "when this recording is recorded into again.";
        entry.payload = "{}";
        return entry;
    }));
}

// When it is for the recording: telemetry may be given as recorded at another time than now.
telemetry::Timestamp HealthWorker::time() const
{
    return m_clock.now() + m_shift;
}

// True with a job, which is empty when only time has passed; false at the end.
bool HealthWorker::waitForJob(HealthJob& job)
{
    const bool isWaiting = m_joiner.waitingCount() > 0 || !m_open.isEmpty();
    if (!isWaiting && !m_engine.hasOpenAlarms())
        return m_queue.pop(job);
    if (m_queue.popFor(job, isWaiting ? kPatienceCheck : kTick))
        return true;
    attempt([this] {
        m_engine.tick(time());
    }); // all that was recorded has been judged: who is silent is silent
    return !m_queue.isDrained();
}

void HealthWorker::work(const HealthJob& job)
{
    if (job.interpreted) {
        m_shift = job.shift;
        takeAll(job);
        m_counters.queuedParts -= static_cast<std::int64_t>(job.interpreted->generations.size());
    }
    attempt([&] { takeCounted(job.counted); });
    attempt([&] { judgeAll(job.barrier ? m_joiner.takeAll() : m_joiner.takeReady(now())); });
    attempt([this] { lookAgain(m_open.takeExpired(now())); });
    m_counters.waitingParts = static_cast<std::int64_t>(m_joiner.waitingCount());
    // Each publication is rows in the recording: under load, fewer and larger ones.
    if (job.barrier || m_queue.weight() == 0 || now() - m_published >= kPublishInterval)
        publish();
    if (job.barrier)
        m_outlets.barrier(job.barrier);
}

void HealthWorker::takeAll(const HealthJob& job)
{
    attempt([&] { m_engine.workOff(job.interpreted->batch.recorded); });
    m_hasJudges = m_hasJudges
        || std::ranges::find(job.interpreted->stepKinds, telemetry::StepKind::Evaluator)
            != job.interpreted->stepKinds.end();
    attempt([&] { takeParts(job); });
    attempt([&] { takeDocuments(*job.interpreted); });
    attempt([&] { lookAt(*job.interpreted); });
    attempt([this] { judgeAll(m_joiner.takeReady(now())); });
    const auto& evaluations = job.interpreted->evaluations;
    for (std::size_t i = 0; i < evaluations.size(); ++i) {
        const std::int64_t row = i < job.evaluationRows.size() ? job.evaluationRows[i] : 0;
        if (row > 0) // else it was there already, and is counted or pending
            attempt([&] {
                take({.row = row,
                      .evaluation = evaluations[i],
                      .recorded = job.interpreted->batch.recorded});
            });
    }
}

// The rollups have them already; this is for the detectors.
void HealthWorker::takeCounted(std::vector<store::CountedBucket> counted)
{
    std::ranges::stable_sort(counted, {}, &store::CountedBucket::bucket);
    for (const store::CountedBucket& bucket : counted) {
        if (const auto badness = store::meanBadness(bucket))
            m_engine.observeMean(bucket.key, *badness,
                                 telemetry::Timestamp{std::chrono::seconds{bucket.bucket}}, time());
    }
}

void HealthWorker::takeParts(const HealthJob& job)
{
    const auto& parts = job.interpreted->generations;
    for (std::size_t i = 0; i < parts.size() && i < job.rows.size(); ++i) {
        const std::int64_t row = job.rows[i];
        if (row == 0)
            continue;
        const SpanKey key{.trace = parts[i].generation.trace, .span = parts[i].generation.span};
        if (row <= m_newestRow && !m_joiner.isKnown(key) && !recall(key))
            continue; // it stays pending
        m_newestRow = std::max(m_newestRow, row);
        if (!m_joiner.add(parts[i], row, job.interpreted->batch.recorded, now()))
            m_judgedParts.emplace_back(row, 1);
    }
}

// Of a call whose span never came and whose answer nobody told, nothing was measured.
bool HealthWorker::isUnmeasured(const Generation& generation)
{
    return generation.isInferred && generation.outputMessages.empty();
}

void HealthWorker::judgeAll(std::vector<GenerationJoiner::Ready> all)
{
    for (GenerationJoiner::Ready& ready : all) {
        const std::size_t judged = m_judgedParts.size();
        if (!attempt([&] { judge(ready); }))
            m_judgedParts.resize(std::min(judged, m_judgedParts.size())); // it stays pending
    }
}

void HealthWorker::judge(GenerationJoiner::Ready& ready)
{
    if (ready.isAgain && !remindEngine({ready.generation.trace, ready.generation.span}))
        return; // cannot be read: it stays pending
    m_judgedParts.emplace_back(ready.row, ready.parts);
    if (isUnmeasured(ready.generation)
        || (ready.generation.isInferred && isRuledOut(ready.generation)))
        return;
    if (!m_told.isTold(ready.generation)) {
        m_told.remember(ready.generation);
        ready.generation = prepared(std::move(ready.generation));
        // Known from now on, not from when the telemetry came.
        m_engine.observe(ready.generation, std::max(ready.recorded, time()));
    }
    for (const OpenEvaluation& open : m_open.take(ready.generation))
        count(open, ready.generation);
}

// The span may have come meanwhile, and be a tool or an agent.
bool HealthWorker::isRuledOut(const Generation& inferred) const
{
    const auto stored = m_reader->generation({inferred.trace, inferred.span}, {});
    return stored && !*stored;
}

// What a judge's model says is a judgement. Its span may come later: then it counts as any other.
Generation HealthWorker::prepared(Generation generation)
{
    if (!m_hasJudges) // no service sends a judge's span: most do not, and each look-up costs
        return m_documents.with(std::move(generation));
    SpanKey above{.trace = generation.trace, .span = generation.parent};
    // The depth ends what a broken sender made a ring.
    for (int depth = 0; depth < kMostSteps && above.span != telemetry::SpanId::None; ++depth) {
        const auto span = m_reader->span(above, {});
        if (!span || !*span)
            break;
        if ((*span)->step == telemetry::StepKind::Evaluator) {
            generation.operation = telemetry::kJudgeOperation;
            break;
        }
        above.span = (*span)->parent;
    }
    return m_documents.with(std::move(generation));
}

void HealthWorker::take(OpenEvaluation open)
{
    const Evaluation& evaluation = open.evaluation;
    const Generation* subject = telemetry::namesSpan(evaluation)
        ? m_joiner.find({evaluation.trace, evaluation.span})
        : nullptr;
    // A judge may send its result from its own span and name the response that it judged.
    if (!evaluation.responseId.empty()
        && (subject == nullptr || subject->responseId != evaluation.responseId)) {
        subject = m_joiner.findResponse(evaluation.responseId);
    }
    const bool isOfNothing = !evaluation.trace.isValid() && evaluation.responseId.empty();
    if (isOfNothing)
        m_countedEvaluations.push_back(open.row); // or it would be looked for in every life
    else if (subject)
        count(open, *subject);
    else if (!countWithStoredSubject(open, false))
        m_open.add(std::move(open), now());
}

// Steps and beginnings of traces that have come may be what open evaluations are about. Generations
// are held against them when they are judged.
void HealthWorker::lookAt(const dialect::Interpreted& arrived)
{
    const auto look = [this](const SpanKey& subject) {
        for (OpenEvaluation& open : m_open.take(subject)) {
            if (!countWithStoredSubject(open, false))
                m_open.add(std::move(open), now());
        }
    };
    const auto& spans = arrived.batch.spans;
    for (std::size_t i = 0; i < spans.size() && !m_open.isEmpty(); ++i) {
        if (arrived.stepKinds[i] != telemetry::StepKind::Generation)
            look({.trace = spans[i].trace, .span = spans[i].id});
        if (spans[i].parent == telemetry::SpanId::None)
            look({.trace = spans[i].trace, .span = telemetry::SpanId::None});
    }
}

void HealthWorker::lookAgain(std::vector<OpenEvaluation> expired)
{
    for (OpenEvaluation& open : expired) {
        if (!countWithStoredSubject(open, true))
            m_open.add(std::move(open), now());
    }
}

// What was judged long ago, or is no generation at all. When it is late, a generation of which only
// log records are known counts too: its span may never come.
bool HealthWorker::countWithStoredSubject(const OpenEvaluation& open, bool isLate)
{
    const Evaluation& evaluation = open.evaluation;
    if (evaluation.responseId.empty() && !telemetry::namesSpan(evaluation))
        return countOfTrace(open, isLate);
    const SpanKey key{.trace = evaluation.trace, .span = evaluation.span};
    auto stored = telemetry::namesSpan(evaluation) ? m_reader->generation(key, {})
                                                   : telemetry::Result<std::optional<Generation>>();
    const bool isOther = stored && (!*stored || (*stored)->responseId != evaluation.responseId);
    if (isOther && !evaluation.responseId.empty()) {
        auto named = m_reader->generationOfResponse(evaluation.responseId, {});
        if (!isLate && named && !*named)
            return false; // the response it names may still come
        if (!named || *named)
            stored = std::move(named);
    }
    if (!stored)
        return false;
    if (*stored && (isLate || !(*stored)->isInferred)) {
        count(open, **stored);
        return true;
    }
    const auto span = telemetry::namesSpan(evaluation) && !*stored
        ? m_reader->span(key, {})
        : telemetry::Result<std::optional<store::SpanRow>>();
    if (!span || !*span)
        return false;
    count(open, subjectOf(**span));
    return true;
}

// A verdict on a whole trace says nothing about any one answer in it: it is a signal of the service
// that the trace begins in. When it is late, the earliest span stands for a beginning that never
// came.
bool HealthWorker::countOfTrace(const OpenEvaluation& open, bool isLate)
{
    const auto root = m_reader->rootSpan(open.evaluation.trace, {});
    if (!root || !*root || (!isLate && (*root)->parent != telemetry::SpanId::None))
        return false;
    Generation subject = subjectOf(**root);
    subject.operation = telemetry::kTraceOperation;
    count(open, subject);
    return true;
}

void HealthWorker::count(const OpenEvaluation& open, const Generation& subject)
{
    telemetry::makeRoom(m_countedEvaluations);
    m_engine.observe(open.evaluation, &subject, std::max(open.recorded, time()));
    m_countedEvaluations.push_back(open.row);
}

void HealthWorker::acknowledge(std::string alarm, std::string actor)
{
    decide([alarm = std::move(alarm), actor = std::move(actor), this](health::Engine& engine) {
        return engine.acknowledge(alarm, actor, time());
    });
}

void HealthWorker::suppress(std::string alarm, std::string cause, std::string actor)
{
    decide([alarm = std::move(alarm), cause = std::move(cause), actor = std::move(actor),
            this](health::Engine& engine) { return engine.suppress(alarm, cause, actor, time()); });
}

void HealthWorker::shelve(std::string alarm, std::string actor, telemetry::Duration duration)
{
    decide([alarm = std::move(alarm), actor = std::move(actor), duration,
            this](health::Engine& engine) {
        const telemetry::Timestamp from = time();
        return engine.shelve(alarm, actor, from, from + duration);
    });
}

void HealthWorker::decide(Decision decision)
{
    {
        const std::scoped_lock lock(m_decisionMutex);
        m_decisions.push_back(std::move(decision));
    }
    push({}); // wakes the thread
}

void HealthWorker::carryOutDecisions()
{
    std::vector<Decision> decisions;
    {
        const std::scoped_lock lock(m_decisionMutex);
        decisions.swap(m_decisions);
    }
    for (const Decision& decision : decisions) {
        auto transitions = telemetry::withPatience([&] { return decision(m_engine); });
        if (transitions.empty())
            continue;
        publish(); // what the engine had raised before comes first, and before the next decision
        store::HealthResults results;
        results.alarms = std::move(transitions);
        m_outlets.results(std::move(results));
    }
}

void HealthWorker::publish()
{
    m_published = now();
    health::Results made = telemetry::withPatience([this] { return m_engine.take(); });
    if (made.evaluations.empty() && made.suspicions.empty() && made.rollups.empty()
        && made.alarms.empty() && made.baselines.empty() && made.feed.steps.empty()
        && m_judgedParts.empty() && m_countedEvaluations.empty())
        return;
    m_outlets.results({.evaluations = std::move(made.evaluations),
                       .suspicions = std::move(made.suspicions),
                       .rollups = std::move(made.rollups),
                       .alarms = std::move(made.alarms),
                       .baselines = std::move(made.baselines),
                       .feed = std::move(made.feed),
                       .judgedParts = std::exchange(m_judgedParts, {}),
                       .countedEvaluations = std::exchange(m_countedEvaluations, {}),
                       .unwatched = static_cast<std::int64_t>(m_engine.unwatched())});
}

} // namespace ingest
