// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/engine.h"
#include "models/ingest/generationjoiner.h"
#include "models/ingest/jobs.h"
#include "models/ingest/openevaluations.h"
#include "models/ingest/toldcalls.h"
#include "models/ingest/tracedocuments.h"
#include "models/store/reader.h"
#include "models/telemetry/boundedqueue.h"
#include "models/telemetry/clock.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <new>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace ingest {

// The thread that owns the health engine. Judges what was committed; gives its results back to the
// writing thread.
class HealthWorker
{
public:
    struct Start
    {
        health::EngineSettings settings;
        std::unique_ptr<store::Reader> reader; // of the recording
        store::Backlog backlog; // from an earlier life
        std::size_t queueBytes = 0;
    };
    // Called on the health thread, the last one also by the constructor; must not wait for it.
    struct Outlets
    {
        std::function<void(store::HealthResults)> results;
        std::function<void(Barrier)> barrier;
        std::function<void(telemetry::TimelineEntry)> entry;
    };

    HealthWorker(Start start, Outlets outlets, Counters& counters, const telemetry::Clock& clock);
    HealthWorker(const HealthWorker&) = delete;
    HealthWorker& operator=(const HealthWorker&) = delete;
    ~HealthWorker(); // stop()

    // Waits for room; false once stopped.
    bool push(HealthJob job);
    // Any thread; done on the health thread before what is queued.
    void acknowledge(std::string alarm, std::string actor);
    void shelve(std::string alarm, std::string actor, telemetry::Duration duration);
    void suppress(std::string alarm, std::string cause, std::string actor);

    // Works off what is queued, and judges what still waits for its other parts.
    void stop();

private:
    using Decision = std::function<std::vector<telemetry::AlarmTransition>(health::Engine&)>;

    void relearn();
    static bool isUnmeasured(const telemetry::Generation& generation);
    void tellUnread(const std::string& what, const telemetry::Error& error);
    void tellLeft();
    // Where there is not memory enough for it, what was to be judged stays pending in the
    // recording, to be judged when that is next taken up, and judging goes on.
    template<class Work>
    bool attempt(Work work)
    {
        try {
            work();
            return true;
        } catch (const std::bad_alloc&) {
            m_hasLeft = true;
            return false;
        }
    }
    void takeAll(const HealthJob& job);
    void run();
    telemetry::Timestamp time() const;
    bool waitForJob(HealthJob& job);
    void resume();
    void resume(const store::PendingGeneration& pending);
    void work(const HealthJob& job);
    void takeDocuments(const dialect::Interpreted& interpreted);
    void recallDocuments(const telemetry::TraceId& trace);
    void judgeOnceMore(const telemetry::SpanKey& key);
    void takeParts(const HealthJob& job);
    void takeCounted(std::vector<store::CountedBucket> counted);
    bool recall(const telemetry::SpanKey& key);
    bool remindEngine(const telemetry::SpanKey& key);
    void judge(GenerationJoiner::Ready& ready);
    bool isRuledOut(const telemetry::Generation& inferred) const;
    // With the documents of its trace, and under an operation of its own when a judge made it.
    telemetry::Generation prepared(telemetry::Generation generation);
    void judgeAll(std::vector<GenerationJoiner::Ready> all);
    void take(OpenEvaluation open);
    void lookAt(const dialect::Interpreted& arrived);
    void lookAgain(std::vector<OpenEvaluation> expired);
    bool countWithStoredSubject(const OpenEvaluation& open, bool isLate);
    bool countOfTrace(const OpenEvaluation& open, bool isLate);
    void count(const OpenEvaluation& open, const telemetry::Generation& subject);
    void decide(Decision decision);
    void carryOutDecisions();
    void publish();

    std::unique_ptr<store::Reader> m_reader;
    store::Backlog m_backlog;
    Outlets m_outlets;
    Counters& m_counters;
    const telemetry::Clock& m_clock;
    telemetry::Duration m_shift{}; // see HealthJob
    health::Engine m_engine;
    GenerationJoiner m_joiner;
    TraceDocuments m_documents;
    ToldCalls m_told;
    OpenEvaluations m_open;
    std::int64_t m_newestRow = 0; // of a generation
    // Dealt with, not published yet.
    std::vector<std::pair<std::int64_t, std::int64_t>> m_judgedParts;
    std::vector<std::int64_t> m_countedEvaluations;
    std::chrono::steady_clock::time_point m_published;
    std::mutex m_decisionMutex; // guards m_decisions
    std::vector<Decision> m_decisions;
    bool m_hasLeft = false; // something, for want of memory; and that was told
    bool m_hasToldLeft = false;
    bool m_hasJudges = false; // spans of kind evaluator came in this life
    std::size_t m_queueBytes;
    telemetry::BoundedQueue<HealthJob> m_queue;
    std::thread m_thread;
};

} // namespace ingest
