// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/jobs.h"
#include "models/ingest/linkmonitor.h"
#include "models/ingest/unsaved.h"
#include "models/store/writer.h"
#include "models/telemetry/boundedqueue.h"
#include "models/telemetry/clock.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

namespace ingest {

// The thread that owns the writing connection. It takes what is queued, up to some thousand spans
// or some milliseconds, into one transaction; receipts are given when that is on disk, and only
// then.
class WriterWorker
{
public:
    using CommittedHandler = std::function<void(HealthJob)>;

    // `committed` gets each delivery after its commit, and each barrier; it may block. What is too
    // much for the writer's Keep is removed by `clock`, when it `isRing` or a KeepJob makes it one.
    WriterWorker(std::unique_ptr<store::Writer> writer, std::size_t queueBytes, Counters& counters,
                 LinkMonitor& links, CommittedHandler committed, const telemetry::Clock& clock,
                 bool isRing);
    WriterWorker(const WriterWorker&) = delete;
    WriterWorker& operator=(const WriterWorker&) = delete;
    ~WriterWorker(); // stop()

    // Any thread. Waits for room; false once stopped.
    bool push(WriteJob job, std::size_t weight);
    // Any thread. Never waits: for what is small and rare, or bounded by what was pushed before.
    // What comes as often as a sender likes is pushed with a weight.
    bool pushAtOnce(WriteJob job) { return push(std::move(job), 0); }
    void setCommitListener(std::function<void()> listener);

    // Works off what is queued, then closes the recording. An error when something is missing in
    // it, or what was too much could not be removed.
    telemetry::Result<void> stop();

private:
    struct Accepted
    {
        DecodedDelivery delivery;
        store::Appended appended;
    };
    struct Written
    {
        EntryJob job;
        telemetry::TimelineEntry entry;
    };
    struct Group // one transaction
    {
        std::vector<Accepted> deliveries;
        std::vector<Written> entries;
        std::vector<store::HealthResults> results;
        std::vector<RejectionJob> rejections;
        std::vector<RedactionJob> redactions;
        std::vector<LinkJob> links;
        std::vector<Pipeline::PulledHandler> pulled;
        std::uint64_t rejectedInPulls = 0;
        std::vector<store::CountedBucket> counted; // that were not known before
        std::vector<BarrierJob> barriers;
        std::size_t spans = 0;
        bool isDirty = false;
    };

    void run();
    bool next(WriteJob& job);
    void prune(std::chrono::steady_clock::duration time);
    void workOff(WriteJob first);
    void take(Group& group, std::monostate) { (void)group; }
    void take(Group& group, DecodedDelivery delivery);
    void take(Group& group, store::HealthResults results);
    void take(Group& group, EntryJob job);
    void take(Group& group, PulledJob job);
    void take(Group& group, RedactionJob job);
    void take(Group& group, RejectionJob job);
    void take(Group& group, LinkJob job);
    void take(Group& group, const KeepJob& job);
    void take(Group& group, BarrierJob job);
    void takeUnsaved(Group& group);
    void count(const std::vector<telemetry::Redaction>& redactions);
    void countLosses(const Group& group);
    void commit(Group& group);
    void fail(const DecodedDelivery& delivery, const std::string& message);
    void fail(Group& group, const telemetry::Error& error);
    void acknowledge(Group& group);
    void noteArrival(const telemetry::Batch& batch, std::uint64_t duplicates,
                     telemetry::Timestamp time);
    void handOn(Group& group);

    std::unique_ptr<store::Writer> m_writer; // writing thread
    Counters& m_counters;
    LinkMonitor& m_links;
    CommittedHandler m_committed;
    const telemetry::Clock& m_clock;
    bool m_isRing; // writing thread, as are the next two
    bool m_isMoreToPrune = true;
    std::optional<telemetry::Error> m_pruneError; // of the newest attempt
    std::size_t m_queueBytes;
    telemetry::BoundedQueue<WriteJob> m_queue;
    Unsaved m_unsaved; // writing thread
    std::mutex m_listenerMutex; // guards m_listener, also while it is called
    std::function<void()> m_listener;
    std::thread m_thread;
};

} // namespace ingest
