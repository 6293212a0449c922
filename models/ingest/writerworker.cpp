// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/writerworker.h"

#include "models/ingest/deliveryreceipt.h"
#include "models/telemetry/scarcememory.h"

#include <algorithm>
#include <chrono>
#include <new>
#include <utility>

namespace ingest {

namespace {

constexpr std::size_t kSpansInGroup = 4000;
constexpr std::chrono::milliseconds kGroupTime(20);
// What is too much is removed between two groups, in transactions of so many rows, for about twice
// as long as the group took, within these limits: removal keeps up with what comes, and what comes
// never waits long for it.
constexpr std::int64_t kRowsInPruning = 200;
constexpr std::chrono::milliseconds kLeastPruning(5);
constexpr std::chrono::milliseconds kMostPruning(50);
constexpr std::chrono::milliseconds kIdle(500); // age comes without telemetry

// Of an entry or of what was pulled; as give() does of a delivery.
template<class Handler, class Outcome>
void tell(const Handler& done, const Outcome& outcome)
{
    if (done)
        telemetry::withPatience([&] { done(outcome); });
}

} // namespace

WriterWorker::WriterWorker(std::unique_ptr<store::Writer> writer, std::size_t queueBytes,
                           Counters& counters, LinkMonitor& links, CommittedHandler committed,
                           const telemetry::Clock& clock, bool isRing)
    : m_writer(std::move(writer))
    , m_counters(counters)
    , m_links(links)
    , m_committed(std::move(committed))
    , m_clock(clock)
    , m_isRing(isRing)
    , m_queueBytes(queueBytes)
    , m_queue(queueBytes)
    , m_thread([this] { run(); })
{
}

WriterWorker::~WriterWorker()
{
    static_cast<void>(stop());
}

// No weight is above the queue's limit, so that its weight never is either, and a job of weight 0
// always finds room: the health thread must not wait for the writing thread, which may be waiting
// for the health thread.
bool WriterWorker::push(WriteJob job, std::size_t weight)
{
    return m_queue.push(job, std::min(weight, m_queueBytes));
}

void WriterWorker::setCommitListener(std::function<void()> listener)
{
    const std::scoped_lock lock(m_listenerMutex);
    m_listener = std::move(listener);
}

telemetry::Result<void> WriterWorker::stop()
{
    m_queue.close();
    if (m_thread.joinable())
        m_thread.join();
    m_writer.reset();
    if (!m_unsaved.empty())
        return telemetry::failure(telemetry::ErrorKind::Refused, m_unsaved.loss());
    if (m_pruneError)
        return tl::make_unexpected(*m_pruneError);
    return {};
}

void WriterWorker::run()
{
    WriteJob job;
    while (next(job)) {
        const auto start = std::chrono::steady_clock::now();
        workOff(std::exchange(job, {}));
        prune(2 * (std::chrono::steady_clock::now() - start));
    }
    if (!m_unsaved.empty())
        workOff({});
}

// While nothing comes a ring is shortened.
bool WriterWorker::next(WriteJob& job)
{
    if (!m_isRing)
        return m_queue.pop(job);
    while (!m_queue.popFor(job, m_isMoreToPrune ? std::chrono::milliseconds(0) : kIdle)) {
        if (m_queue.isDrained())
            return false;
        prune(kLeastPruning);
    }
    return true;
}

// A failure is no reason to refuse telemetry: it is tried again, and said at the end.
void WriterWorker::prune(std::chrono::steady_clock::duration time)
{
    if (!m_isRing)
        return;
    using Limit = std::chrono::steady_clock::duration;
    const auto end =
        std::chrono::steady_clock::now() + std::clamp<Limit>(time, kLeastPruning, kMostPruning);
    do {
        auto isMore = m_writer->prune(m_clock.now(), kRowsInPruning);
        m_isMoreToPrune = isMore.value_or(false);
        m_pruneError.reset();
        if (!isMore)
            m_pruneError = std::move(isMore.error());
    } while (m_isMoreToPrune && std::chrono::steady_clock::now() < end);
}

void WriterWorker::workOff(WriteJob first)
{
    Group group;
    takeUnsaved(group);
    const auto takeInto = [&](auto&& part) { take(group, std::forward<decltype(part)>(part)); };
    std::visit(takeInto, std::move(first));
    // What came while the transaction before was committed goes into this one; nothing is waited
    // for.
    const auto end = std::chrono::steady_clock::now() + kGroupTime;
    WriteJob job;
    while (group.spans < kSpansInGroup && std::chrono::steady_clock::now() < end
           && m_queue.popFor(job, std::chrono::milliseconds(0)))
        std::visit(takeInto, std::exchange(job, {}));
    commit(group);
}

void WriterWorker::take(Group& group, DecodedDelivery delivery)
{
    telemetry::makeRoom(group.deliveries);
    auto appended = m_writer->append(*delivery.interpreted);
    if (!appended)
        return fail(delivery, appended.error().message);
    group.isDirty = true; // also when the next fails: then the commit ends what was undone
    if (const auto learnt = m_writer->append(delivery.judges); !learnt)
        return fail(delivery, learnt.error().message);
    group.spans += itemCount(delivery.interpreted->batch);
    group.deliveries.push_back({.delivery = std::move(delivery), .appended = std::move(*appended)});
}

void WriterWorker::take(Group& group, store::HealthResults results)
{
    telemetry::makeRoom(group.results);
    telemetry::makeRoom(m_unsaved.results);
    if (m_writer->append(results)) {
        group.isDirty = true;
        group.results.push_back(std::move(results));
    } else {
        m_unsaved.results.push_back(std::move(results));
    }
}

void WriterWorker::takeUnsaved(Group& group)
{
    Unsaved unsaved = std::exchange(m_unsaved, {});
    for (store::HealthResults& results : unsaved.results)
        take(group, std::move(results));
    for (RejectionJob& job : unsaved.rejections)
        take(group, std::move(job));
    for (RedactionJob& job : unsaved.redactions)
        take(group, std::move(job));
    for (LinkJob& job : unsaved.links)
        take(group, std::move(job));
}

void WriterWorker::take(Group& group, EntryJob job)
{
    telemetry::makeRoom(group.entries);
    auto entry = m_writer->append(telemetry::withPatience([&] { return job.entry; }));
    if (entry) {
        group.isDirty = true;
        group.entries.push_back({.job = std::move(job), .entry = std::move(*entry)});
    } else {
        tell(job.done, entry);
    }
}

void WriterWorker::take(Group& group, PulledJob job)
{
    std::vector<store::CountedBucket> fresh;
    telemetry::withPatience(
        [&] { group.counted.reserve(group.counted.size() + job.pulled.buckets.size()); });
    telemetry::makeRoom(group.pulled);
    const auto appended = m_writer->append(job.pulled, &fresh);
    if (appended) {
        group.isDirty = true;
        std::move(fresh.begin(), fresh.end(), std::back_inserter(group.counted));
        group.pulled.push_back(std::move(job.done));
        for (const telemetry::Rejection& rejection : job.pulled.rejections)
            group.rejectedInPulls += rejection.count;
    } else {
        tell(job.done, appended);
    }
}

void WriterWorker::take(Group& group, RedactionJob job)
{
    telemetry::makeRoom(group.redactions);
    if (m_writer->append(job.redactions, job.recorded)) {
        group.isDirty = true;
        group.redactions.push_back(std::move(job));
    } else {
        m_unsaved.add(std::move(job));
    }
}

void WriterWorker::take(Group& group, RejectionJob job)
{
    telemetry::makeRoom(group.rejections);
    if (m_writer->reject(job.rejection, job.recorded)) {
        group.isDirty = true;
        group.rejections.push_back(std::move(job));
    } else {
        m_unsaved.add(std::move(job));
    }
}

void WriterWorker::take(Group& group, LinkJob job)
{
    telemetry::makeRoom(group.links);
    const auto append = [&](const auto& part) {
        const bool isGood = m_writer->append(part, job.recorded).has_value();
        group.isDirty = group.isDirty || isGood;
        return isGood;
    };
    if (std::ranges::all_of(job.links, append) && std::ranges::all_of(job.gaps, append))
        group.links.push_back(std::move(job));
    else
        m_unsaved.add(std::move(job));
}

void WriterWorker::take(Group& group, const KeepJob& job)
{
    (void)group;
    telemetry::withPatience([&] { m_writer->setKeep(job.keep); });
    m_isRing = job.keep.isLimited();
    m_isMoreToPrune = m_isRing;
    m_pruneError.reset();
}

void WriterWorker::take(Group& group, BarrierJob job)
{
    telemetry::makeRoom(group.barriers);
    group.barriers.push_back(std::move(job));
}

void WriterWorker::commit(Group& group)
{
    if (group.isDirty) {
        const auto begun = std::chrono::steady_clock::now();
        const auto committed = m_writer->commit();
        m_counters.commits.observe(std::chrono::steady_clock::now() - begun);
        if (committed)
            acknowledge(group);
        else
            fail(group, committed.error());
    }
    handOn(group);
}

void WriterWorker::fail(const DecodedDelivery& delivery, const std::string& message)
{
    const telemetry::Batch& batch = delivery.interpreted->batch;
    telemetry::withPatience(
        [&] { m_links.failed(batch.source, message, 0, batch.recorded - delivery.shift); });
    give(delivery.receipt, telemetry::withPatience([&]() -> Receipt {
             return {.outcome = Receipt::Outcome::Failed, .message = message};
         }));
}

void WriterWorker::fail(Group& group, const telemetry::Error& error)
{
    for (const Accepted& accepted : std::exchange(group.deliveries, {}))
        fail(accepted.delivery, error.message);
    const telemetry::Error refused = telemetry::withPatience([&]() -> telemetry::Error {
        return {telemetry::ErrorKind::Refused, error.message};
    });
    const auto refuse = [&refused](const auto& done, auto nothing) {
        if (done)
            telemetry::withPatience([&] {
                nothing = tl::make_unexpected(refused);
                done(nothing);
            });
    };
    for (const Written& written : std::exchange(group.entries, {}))
        refuse(written.job.done, telemetry::Result<telemetry::TimelineEntry>());
    group.counted.clear(); // they are pulled again
    for (const auto& done : std::exchange(group.pulled, {}))
        refuse(done, telemetry::Result<void>());
    // What nobody else would find or tell again is written with the next transaction.
    telemetry::withPatience(
        [&] { m_unsaved.results.reserve(m_unsaved.results.size() + group.results.size()); });
    m_unsaved.results.insert(m_unsaved.results.begin(),
                             std::make_move_iterator(group.results.begin()),
                             std::make_move_iterator(group.results.end()));
    for (RejectionJob& job : std::exchange(group.rejections, {}))
        m_unsaved.add(std::move(job));
    for (RedactionJob& job : std::exchange(group.redactions, {}))
        m_unsaved.add(std::move(job));
    for (LinkJob& job : std::exchange(group.links, {}))
        m_unsaved.add(std::move(job));
}

void WriterWorker::count(const std::vector<telemetry::Redaction>& redactions)
{
    for (const telemetry::Redaction& redaction : redactions)
        m_counters.redacted += redaction.count;
}

// What is counted here is what was counted in the recording.
void WriterWorker::countLosses(const Group& group)
{
    for (const Accepted& accepted : group.deliveries) {
        m_counters.rejected += accepted.appended.rejected;
        m_counters.redacted += accepted.appended.redacted;
    }
    m_counters.rejected += group.rejectedInPulls;
    for (const RejectionJob& job : group.rejections)
        m_counters.rejected += job.rejection.count;
    for (const RedactionJob& job : group.redactions)
        count(job.redactions);
    for (const store::CountedBucket& bucket : group.counted)
        count(bucket.redactions);
}

void WriterWorker::acknowledge(Group& group)
{
    countLosses(group);
    for (const Accepted& accepted : group.deliveries) {
        const auto& parts = accepted.delivery.interpreted->generations;
        const auto& rows = accepted.appended.generationRows;
        for (std::size_t i = 0; i < rows.size() && i < parts.size(); ++i) {
            if (rows[i] > 0 && !parts[i].fromLog)
                ++m_counters.generations;
        }
        m_counters.queuedParts += static_cast<std::int64_t>(parts.size());
        const Receipt receipt = telemetry::withPatience(
            [&] { return receiptFor(accepted.delivery, accepted.appended); });
        m_counters.spans += static_cast<std::uint64_t>(accepted.appended.spans);
        m_counters.duplicates += receipt.duplicates;
        m_counters.merged += static_cast<std::uint64_t>(accepted.appended.merged);
        const telemetry::Batch& batch = accepted.delivery.interpreted->batch;
        m_counters.lastDelivery = telemetry::toUnixNanos(batch.recorded);
        noteArrival(batch, receipt.duplicates, batch.recorded - accepted.delivery.shift);
        give(accepted.delivery.receipt, receipt);
    }
    for (const Written& written : group.entries)
        tell(written.job.done, written.entry);
    for (const auto& done : group.pulled)
        tell(done, telemetry::Result<void>());
    const std::scoped_lock lock(m_listenerMutex);
    if (m_listener)
        telemetry::withPatience([this] { m_listener(); });
}

// What could not be counted of a link is said of it, until more comes.
void WriterWorker::noteArrival(const telemetry::Batch& batch, std::uint64_t duplicates,
                               telemetry::Timestamp time)
{
    try {
        m_links.arrived(batch, duplicates, time);
    } catch (const std::bad_alloc&) {
        telemetry::withPatience([&] {
            m_links.failed(batch.source,
                           "there was not memory enough to count all that came over it", 0, time);
        });
    }
}

void WriterWorker::handOn(Group& group)
{
    for (Accepted& accepted : group.deliveries) {
        const dialect::Interpreted& interpreted = *accepted.delivery.interpreted;
        const auto& steps = interpreted.stepKinds;
        const bool hasDocuments =
            std::ranges::find(steps, telemetry::StepKind::Retrieval) != steps.end();
        if (interpreted.generations.empty() && interpreted.evaluations.empty() && !hasDocuments)
            continue;
        m_committed({.interpreted = std::move(accepted.delivery.interpreted),
                     .rows = std::move(accepted.appended.generationRows),
                     .evaluationRows = std::move(accepted.appended.evaluationRows),
                     .barrier = {},
                     .shift = accepted.delivery.shift});
    }
    if (!group.counted.empty())
        m_committed({.interpreted = {},
                     .rows = {},
                     .evaluationRows = {},
                     .counted = std::move(group.counted),
                     .barrier = {},
                     .shift = {}});
    for (BarrierJob& job : group.barriers) {
        if (job.isJudged)
            job.barrier->set_value();
        else
            m_committed({.interpreted = {},
                         .rows = {},
                         .evaluationRows = {},
                         .barrier = std::move(job.barrier),
                         .shift = {}});
    }
}

} // namespace ingest
