// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/writerworker.h"

#include <algorithm>
#include <chrono>
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

std::size_t itemCount(const telemetry::Batch& batch)
{
    return batch.spans.size() + batch.logs.size() + batch.points.size();
}

std::uint64_t keptCount(const DecodedDelivery& delivery)
{
    const telemetry::Batch& batch = delivery.interpreted->batch;
    switch (delivery.signal) {
    case telemetry::SignalKind::Traces:
        return batch.spans.size();
    case telemetry::SignalKind::Logs:
        return batch.logs.size();
    case telemetry::SignalKind::Metrics:
        return batch.points.size();
    }
    return 0;
}

Receipt receiptFor(const DecodedDelivery& delivery, const store::Appended& appended)
{
    Receipt receipt;
    receipt.accepted = keptCount(delivery);
    receipt.duplicates = static_cast<std::uint64_t>(appended.duplicates);
    std::vector<telemetry::Rejection> rejections = delivery.interpreted->batch.rejections;
    if (const auto conflicts = static_cast<std::uint64_t>(appended.conflicts); conflicts > 0) {
        receipt.accepted -= conflicts;
        rejections.push_back({.signal = telemetry::SignalKind::Traces,
                              .count = conflicts,
                              .reason = store::kReusedSpanId});
    }
    for (const telemetry::Rejection& rejection : rejections) {
        receipt.rejected += rejection.count;
        receipt.message += (receipt.message.empty() ? "" : "; ")
            + (rejection.count == 0 ? std::string()
                                    : std::to_string(rejection.count) + " rejected: ")
            + rejection.reason
            + (rejection.example.empty() ? std::string() : " (" + rejection.example + ')');
    }
    return receipt;
}

void give(const ReceiptHandler& handler, Receipt receipt)
{
    if (handler)
        handler(std::move(receipt));
}

} // namespace

std::size_t weightOf(const dialect::Interpreted& interpreted)
{
    const telemetry::Batch& batch = interpreted.batch;
    std::size_t weight = 4096;
    for (const auto& buffer : batch.buffers)
        weight += 2 * buffer->size(); // message texts are there a second time, in the generations
    weight += batch.spans.size() * sizeof(telemetry::SpanRecord)
        + batch.logs.size() * sizeof(telemetry::LogRecord)
        + batch.points.size() * sizeof(telemetry::MetricPoint)
        + batch.resources.size() * sizeof(telemetry::ResourceRecord)
        + batch.scopes.size() * sizeof(telemetry::ScopeRecord)
        + interpreted.generations.size() * sizeof(dialect::GenerationPart)
        + interpreted.evaluations.size() * sizeof(telemetry::Evaluation);
    return weight;
}

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
        return telemetry::failure(telemetry::ErrorKind::Refused,
                                  "The recording could not be written to: the newest health "
                                  "results are missing and will be made again.");
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
        const auto isMore = m_writer->prune(m_clock.now(), kRowsInPruning);
        m_isMoreToPrune = isMore.value_or(false);
        m_pruneError.reset();
        if (!isMore)
            m_pruneError = isMore.error();
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
    auto appended = m_writer->append(*delivery.interpreted);
    if (!appended)
        return fail(delivery, appended.error().message);
    if (const auto learnt = m_writer->append(delivery.judges); !learnt)
        return fail(delivery, learnt.error().message);
    group.isDirty = true;
    group.spans += itemCount(delivery.interpreted->batch);
    group.deliveries.push_back({.delivery = std::move(delivery), .appended = std::move(*appended)});
}

void WriterWorker::take(Group& group, store::HealthResults results)
{
    if (m_writer->append(results)) {
        group.isDirty = true;
        group.results.push_back(std::move(results));
    } else {
        m_unsaved.push_back(std::move(results));
    }
}

void WriterWorker::takeUnsaved(Group& group)
{
    for (store::HealthResults& results : std::exchange(m_unsaved, {}))
        take(group, std::move(results));
}

void WriterWorker::take(Group& group, EntryJob job)
{
    auto entry = m_writer->append(job.entry);
    if (entry) {
        group.isDirty = true;
        group.entries.push_back({.job = std::move(job), .entry = std::move(*entry)});
    } else if (job.done) {
        job.done(tl::make_unexpected(entry.error()));
    }
}

void WriterWorker::take(Group& group, const PulledJob& job)
{
    std::vector<store::CountedBucket> fresh;
    const auto appended = m_writer->append(job.pulled, &fresh);
    if (appended)
        std::move(fresh.begin(), fresh.end(), std::back_inserter(group.counted));
    for (const store::CountedBucket& bucket : job.pulled.buckets)
        count(bucket.redactions);
    group.isDirty = group.isDirty || appended;
    if (appended && job.done)
        group.pulled.push_back(job.done);
    else if (job.done)
        job.done(appended);
}

void WriterWorker::take(Group& group, const RedactionJob& job)
{
    count(job.redactions);
    group.isDirty = m_writer->append(job.redactions, job.recorded).has_value() || group.isDirty;
}

void WriterWorker::count(const std::vector<telemetry::Redaction>& redactions)
{
    for (const telemetry::Redaction& redaction : redactions)
        m_counters.redacted += redaction.count;
}

void WriterWorker::take(Group& group, const LinkJob& job)
{
    for (const telemetry::LinkStatus& status : job.links)
        group.isDirty = m_writer->append(status, job.recorded).has_value() || group.isDirty;
    for (const store::Gap& gap : job.gaps)
        group.isDirty = m_writer->append(gap, job.recorded).has_value() || group.isDirty;
}

void WriterWorker::take(Group& group, const RejectionJob& job)
{
    m_counters.rejected += job.rejection.count;
    group.isDirty = m_writer->reject(job.rejection, job.recorded).has_value() || group.isDirty;
}

void WriterWorker::take(Group& group, const KeepJob& job)
{
    (void)group;
    m_writer->setKeep(job.keep);
    m_isRing = job.keep.isLimited();
    m_isMoreToPrune = m_isRing;
    m_pruneError.reset();
}

void WriterWorker::take(Group& group, BarrierJob job)
{
    group.barriers.push_back(std::move(job));
}

void WriterWorker::commit(Group& group)
{
    if (group.isDirty) {
        if (const auto committed = m_writer->commit(); committed)
            acknowledge(group);
        else
            fail(group, committed.error().message);
    }
    handOn(group);
}

void WriterWorker::fail(const DecodedDelivery& delivery, const std::string& message)
{
    const telemetry::Batch& batch = delivery.interpreted->batch;
    m_links.failed(batch.source, message, 0, batch.recorded - delivery.shift);
    give(delivery.receipt, {.outcome = Receipt::Outcome::Failed, .message = message});
}

void WriterWorker::fail(Group& group, const std::string& message)
{
    for (const Accepted& accepted : std::exchange(group.deliveries, {}))
        fail(accepted.delivery, message);
    for (const Written& written : std::exchange(group.entries, {})) {
        if (written.job.done)
            written.job.done(telemetry::failure(telemetry::ErrorKind::Refused, message));
    }
    group.counted.clear(); // they are pulled again
    for (const auto& done : std::exchange(group.pulled, {}))
        done(telemetry::failure(telemetry::ErrorKind::Refused, message));
    // What health found out is written with the next transaction: nothing else would find it again.
    m_unsaved.insert(m_unsaved.begin(), std::make_move_iterator(group.results.begin()),
                     std::make_move_iterator(group.results.end()));
}

void WriterWorker::acknowledge(Group& group)
{
    for (const Accepted& accepted : group.deliveries) {
        const auto& parts = accepted.delivery.interpreted->generations;
        const auto& rows = accepted.appended.generationRows;
        for (std::size_t i = 0; i < rows.size() && i < parts.size(); ++i) {
            if (rows[i] > 0 && !parts[i].fromLog)
                ++m_counters.generations;
        }
        m_counters.queuedParts += static_cast<std::int64_t>(parts.size());
        Receipt receipt = receiptFor(accepted.delivery, accepted.appended);
        m_counters.spans += static_cast<std::uint64_t>(accepted.appended.spans);
        m_counters.duplicates += receipt.duplicates;
        m_counters.merged += static_cast<std::uint64_t>(accepted.appended.merged);
        m_counters.rejected += receipt.rejected;
        count(accepted.delivery.interpreted->batch.redactions);
        const telemetry::Batch& batch = accepted.delivery.interpreted->batch;
        m_counters.lastDelivery = telemetry::toUnixNanos(batch.recorded);
        m_links.arrived(batch, receipt.duplicates, batch.recorded - accepted.delivery.shift);
        give(accepted.delivery.receipt, std::move(receipt));
    }
    for (const Written& written : group.entries) {
        if (written.job.done)
            written.job.done(written.entry);
    }
    for (const auto& done : group.pulled)
        done({});
    const std::scoped_lock lock(m_listenerMutex);
    if (m_listener)
        m_listener();
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
