// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/healthworker.h"

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

constexpr std::size_t kQueueBytes = 256U * 1024 * 1024;
constexpr std::chrono::milliseconds kPatienceCheck(200);
constexpr std::chrono::milliseconds kPublishInterval(100); // while more is queued
constexpr std::chrono::milliseconds kTick(1000); // while alarms are open and nothing arrives
constexpr std::int64_t kRelearnt = 100'000; // evaluations of a recording that is continued
constexpr int kNiceness = 5;

std::chrono::steady_clock::time_point now()
{
    return std::chrono::steady_clock::now();
}

} // namespace

HealthWorker::HealthWorker(Start start, Outlets outlets, Counters& counters,
                           const telemetry::Clock& clock)
    : m_reader(std::move(start.reader))
    , m_unjudged(std::move(start.unjudged))
    , m_outlets(std::move(outlets))
    , m_counters(counters)
    , m_clock(clock)
    , m_engine(start.settings)
    , m_newestRow(start.watermark)
    , m_watermark(start.watermark)
    , m_queue(kQueueBytes)
{
    m_counters.queuedParts += static_cast<std::int64_t>(m_unjudged.size());
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
    return m_queue.push(job, std::min(weight, kQueueBytes));
}

void HealthWorker::stop()
{
    m_queue.close();
    if (m_thread.joinable())
        m_thread.join();
}

void HealthWorker::run()
{
#ifdef __linux__
    // When there are not processors enough, recording goes before judging: what is not recorded has
    // to be sent again, what is not judged is judged a little later.
    ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kNiceness);
#endif
    resume();
    HealthJob job;
    while (waitForJob(job)) {
        carryOutDecisions();
        work(std::exchange(job, {}));
    }
    judgeAll(m_joiner.takeAll());
    for (const OpenEvaluation& open : m_open.takeAll())
        m_engine.observe(open.evaluation, nullptr, open.recorded);
    carryOutDecisions();
    publish();
}

// A recording that is continued: baselines, what was building up, what was judged, open alarms.
void HealthWorker::relearn()
{
    const auto done = m_reader->forEachJudged(kRelearnt, m_watermark, [this](store::JudgedRow row) {
        m_engine.relearn(row.evaluation, row.subject);
    });
    static_cast<void>(done); // what cannot be read is learnt anew
    if (const auto alarms = m_reader->alarms({}))
        m_engine.restore(*alarms);
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
    m_engine.tick(time()); // all that was recorded has been judged: who is silent is silent
    return !m_queue.isDrained();
}

// What was recorded but not judged when the program ended before. It may have been judged while an
// older generation was still waiting for its parts: then its evaluations are there.
void HealthWorker::resume()
{
    for (const auto& [row, key] : std::exchange(m_unjudged, {})) {
        resume(row, key);
        m_newestRow = std::max(m_newestRow, row);
        --m_counters.queuedParts;
        publish();
    }
}

void HealthWorker::resume(std::int64_t, const SpanKey& key)
{
    auto generation = m_reader->generation(key, {});
    if (!generation || !*generation)
        return;
    store::GenerationFilter filter;
    filter.trace = key.trace;
    std::vector<Evaluation> known =
        m_reader->evaluations({}, filter).value_or(std::vector<Evaluation>());
    std::erase_if(known, [&](const Evaluation& evaluation) { return evaluation.span != key.span; });
    const bool hasAnswer = !(*generation)->outputMessages.empty();
    if (std::ranges::find(known, EvaluationOrigin::Validator, &Evaluation::origin) == known.end()) {
        m_engine.observe(**generation, time());
        for (const Evaluation& evaluation : known)
            m_engine.observe(evaluation, &**generation, time());
    }
    for (const Evaluation& evaluation : known)
        m_seen.isNew(evaluation);
    m_joiner.remember(std::move(**generation), hasAnswer);
}

void HealthWorker::work(const HealthJob& job)
{
    if (job.interpreted) {
        m_shift = job.shift;
        const dialect::Interpreted& interpreted = *job.interpreted;
        const telemetry::Timestamp recorded = interpreted.batch.recorded;
        for (std::size_t i = 0; i < interpreted.generations.size(); ++i) {
            const std::int64_t row = i < job.rows.size() ? job.rows[i] : 0;
            m_joiner.add(interpreted.generations[i], row, recorded, now());
            m_newestRow = std::max(m_newestRow, row);
        }
        judgeAll(m_joiner.takeReady(now()));
        for (const Evaluation& evaluation : interpreted.evaluations) {
            if (m_seen.isNew(evaluation))
                take(evaluation, recorded);
        }
        m_counters.queuedParts -= static_cast<std::int64_t>(interpreted.generations.size());
    }
    judgeAll(job.barrier ? m_joiner.takeAll() : m_joiner.takeReady(now()));
    for (const OpenEvaluation& open : m_open.takeExpired(now()))
        m_engine.observe(open.evaluation, nullptr, open.recorded);
    m_counters.waitingParts = static_cast<std::int64_t>(m_joiner.waitingCount());
    // Each publication is rows in the recording: under load, fewer and larger ones.
    if (job.barrier || m_queue.weight() == 0 || now() - m_published >= kPublishInterval)
        publish();
    if (job.barrier)
        m_outlets.barrier(job.barrier);
}

void HealthWorker::judgeAll(const std::vector<GenerationJoiner::Ready>& all)
{
    for (const GenerationJoiner::Ready& ready : all)
        judge(ready);
}

void HealthWorker::judge(const GenerationJoiner::Ready& ready)
{
    if (ready.generation.isInferred && isRuledOut(ready.generation))
        return;
    // Known from now on, not from when the telemetry came.
    m_engine.observe(ready.generation, std::max(ready.recorded, time()));
    for (const OpenEvaluation& open : m_open.take(ready.generation))
        m_engine.observe(open.evaluation, &ready.generation, std::max(open.recorded, time()));
}

// The span may have come meanwhile, and be a tool or an agent.
bool HealthWorker::isRuledOut(const Generation& inferred) const
{
    const auto stored = m_reader->generation({inferred.trace, inferred.span}, {});
    return stored && !*stored;
}

void HealthWorker::take(const Evaluation& evaluation, telemetry::Timestamp recorded)
{
    const bool hasSpan = evaluation.trace.isValid() && evaluation.span != telemetry::SpanId::None;
    const Generation* subject =
        hasSpan ? m_joiner.find({evaluation.trace, evaluation.span}) : nullptr;
    if (!subject && !evaluation.responseId.empty())
        subject = m_joiner.findResponse(evaluation.responseId);
    if (subject)
        m_engine.observe(evaluation, subject, std::max(recorded, time()));
    else if (!hasSpan || !observeWithStoredSubject(evaluation, recorded))
        m_open.add({.evaluation = evaluation, .recorded = recorded}, now());
}

// A generation that was judged long ago.
bool HealthWorker::observeWithStoredSubject(const Evaluation& evaluation,
                                            telemetry::Timestamp recorded)
{
    const auto stored = m_reader->generation({evaluation.trace, evaluation.span}, {});
    if (!stored || !*stored || (*stored)->isInferred)
        return false;
    m_engine.observe(evaluation, &**stored, std::max(recorded, time()));
    return true;
}

void HealthWorker::acknowledge(std::string alarm, std::string actor)
{
    decide([alarm = std::move(alarm), actor = std::move(actor), this](health::Engine& engine) {
        return engine.acknowledge(alarm, actor, time());
    });
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
    store::HealthResults results;
    for (const Decision& decision : decisions) {
        auto transitions = decision(m_engine);
        results.alarms.insert(results.alarms.end(), transitions.begin(), transitions.end());
    }
    if (results.alarms.empty())
        return;
    publish(); // what the engine had raised before comes first
    results.watermark = m_watermark;
    m_outlets.results(std::move(results));
}

void HealthWorker::publish()
{
    m_published = now();
    health::Results made = m_engine.take();
    const std::int64_t waiting = m_joiner.oldestWaitingRow();
    // A part may join a generation of an older row: the watermark never goes back for that.
    const std::int64_t watermark = std::max(m_watermark, waiting > 0 ? waiting - 1 : m_newestRow);
    const bool isNothing = made.evaluations.empty() && made.suspicions.empty()
        && made.rollups.empty() && made.alarms.empty();
    if (isNothing && watermark == m_watermark)
        return;
    m_watermark = watermark;
    m_outlets.results({.evaluations = std::move(made.evaluations),
                       .suspicions = std::move(made.suspicions),
                       .rollups = std::move(made.rollups),
                       .alarms = std::move(made.alarms),
                       .watermark = watermark});
}

} // namespace ingest
