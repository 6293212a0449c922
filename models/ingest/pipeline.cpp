// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/pipeline.h"

#include "models/ingest/deliverydecoder.h"
#include "models/ingest/deliveryreceipt.h"
#include "models/ingest/healthworker.h"
#include "models/ingest/jobs.h"
#include "models/ingest/linkrecorder.h"
#include "models/ingest/sessionentries.h"
#include "models/ingest/writerworker.h"
#include "models/store/reader.h"
#include "models/store/recordingfiles.h"
#include "models/telemetry/boundedqueue.h"
#include "models/telemetry/scarcememory.h"

#include <future>
#include <initializer_list>
#include <mutex>
#include <new>
#include <thread>
#include <utility>

namespace ingest {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;
using telemetry::TimelineEntry;

constexpr std::size_t kJobWeight = 512; // of a delivery without its body
constexpr const char* kAlertKind = "alert"; // of entries that another system wrote

const telemetry::Clock& systemClock()
{
    static const telemetry::SystemClock clock;
    return clock;
}

} // namespace

struct Pipeline::Private
{
    std::string path;
    bool isNew = false;
    PipelineSettings settings;
    const telemetry::Clock* clock = nullptr;
    Counters counters;
    LinkMonitor links;
    std::unique_ptr<health::JudgeScales> judges; // decoding thread
    std::mutex finishMutex; // guards isFinished and finishing
    bool isFinished = false;
    Result<void> finished;
    // In the order in which they are fed; joined in the order of the flow, see finish().
    std::unique_ptr<telemetry::BoundedQueue<DecodeJob>> decodeQueue;
    std::unique_ptr<store::Checkpointer> checkpointer;
    std::unique_ptr<WriterWorker> writer;
    std::unique_ptr<HealthWorker> health;
    std::unique_ptr<LinkRecorder> linkRecorder;
    std::thread decoder;

    // Redacts texts that come beside telemetry.
    void redactTexts(std::initializer_list<std::string*> texts, const std::string& source,
                     std::vector<telemetry::Redaction>& redactions) const;
    void startThreads(std::unique_ptr<store::Writer> opened, HealthWorker::Start start);
    DecodeJob decodeJob(RawDelivery delivery, ReceiptHandler receipt) const;
    void decode();
    void decode(DecodeJob& job);
    static void leave(const DecodedDelivery& delivery, const ReceiptHandler& handler);
    Result<void> stop();
    Result<void> close();
};

void Pipeline::Private::startThreads(std::unique_ptr<store::Writer> opened,
                                     HealthWorker::Start start)
{
    decodeQueue = std::make_unique<telemetry::BoundedQueue<DecodeJob>>(settings.queueBytes);
    checkpointer = std::make_unique<store::Checkpointer>(path);
    // Nothing is committed before the decoder runs, hence before there is a health thread.
    writer = std::make_unique<WriterWorker>(
        std::move(opened), settings.writeBytes, counters, links,
        [this](HealthJob job) { health->push(std::move(job)); }, *clock, settings.keep.isLimited());
    HealthWorker::Outlets outlets{
        .results = [this](store::HealthResults results) { writer->pushAtOnce(std::move(results)); },
        .barrier =
            [this](Barrier barrier) {
                writer->pushAtOnce(BarrierJob{.barrier = std::move(barrier), .isJudged = true});
            },
        .entry =
            [this](TimelineEntry entry) {
                writer->pushAtOnce(EntryJob{.entry = std::move(entry), .done = {}});
            }};
    health = std::make_unique<HealthWorker>(std::move(start), std::move(outlets), counters, *clock);
    linkRecorder = std::make_unique<LinkRecorder>(
        links, *clock, [this](LinkJob job) { writer->pushAtOnce(std::move(job)); },
        (settings.isLive || settings.isFollowing) && !settings.isStepped);
    decoder = std::thread([this] { decode(); });
}

DecodeJob Pipeline::Private::decodeJob(RawDelivery delivery, ReceiptHandler receipt) const
{
    const telemetry::Timestamp now = clock->now();
    const telemetry::Timestamp recorded = delivery.recorded.value_or(now);
    delivery.recorded = recorded;
    return {.delivery = std::move(delivery),
            .receipt = std::move(receipt),
            .barrier = {},
            .shift = recorded - now};
}

void Pipeline::Private::redactTexts(std::initializer_list<std::string*> texts,
                                    const std::string& source,
                                    std::vector<telemetry::Redaction>& redactions) const
{
    if (!settings.redactor)
        return;
    for (std::string* text : texts)
        settings.redactor->redact(*text, source, redactions);
}

void Pipeline::Private::decode()
{
    DecodeJob job;
    while (decodeQueue->pop(job)) {
        // What a body becomes is many times its size: where that is too much, one delivery is lost,
        // to be sent again, and not the program with all that it records.
        try {
            decode(job);
        } catch (const std::bad_alloc&) {
            give(job.receipt, withoutMemory());
        }
        job = {};
    }
}

// Whose receipt was handed on, or given, is none of `job` any more.
void Pipeline::Private::decode(DecodeJob& job)
{
    if (job.barrier) {
        writer->pushAtOnce(BarrierJob{.barrier = std::move(job.barrier)});
        return;
    }
    const telemetry::SignalKind signal = job.delivery.signal;
    const telemetry::Timestamp recorded = job.delivery.recorded.value_or(clock->now());
    const std::string source = job.delivery.source;
    const bool isCountedApart = job.delivery.isCountedApart;
    auto decoded = decodeDelivery(std::move(job.delivery),
                                  {.inflatedBytes = settings.inflatedBytes,
                                   .redactor = settings.redactor.get(),
                                   .isFingerprinted = settings.isFingerprinted,
                                   .judges = judges.get()},
                                  recorded);
    if (!decoded) {
        links.failed(source, decoded.error().receipt.message, decoded.error().receipt.rejected,
                     recorded - job.shift);
        Receipt receipt = std::move(decoded.error().receipt);
        RejectionJob rejection{.rejection = std::move(decoded.error().rejection),
                               .recorded = recorded};
        // With a weight: whoever sends what cannot be decoded waits for the disk like the others.
        if (isCountedApart)
            receipt.uncounted.push_back(std::move(rejection.rejection));
        else
            writer->push(std::move(rejection), kJobWeight);
        give(std::exchange(job.receipt, {}), receipt);
        return;
    }
    const std::size_t weight = weightOf(**decoded);
    const telemetry::Batch& batch = (*decoded)->batch;
    const bool isLeft = isCountedApart && itemCount(batch) == 0 && !batch.rejections.empty();
    DecodedDelivery delivery{.interpreted = std::move(*decoded),
                             .signal = signal,
                             .receipt = {},
                             .shift = job.shift,
                             .judges = judges->takeChanged()};
    if (isLeft)
        return leave(delivery, std::exchange(job.receipt, {}));
    delivery.receipt = std::move(job.receipt); // from here on nothing fails
    writer->push(std::move(delivery), weight);
}

// Nothing of it is to be kept.
void Pipeline::Private::leave(const DecodedDelivery& delivery, const ReceiptHandler& handler)
{
    give(handler, telemetry::withPatience([&] {
             Receipt receipt = receiptFor(delivery, {});
             receipt.uncounted = delivery.interpreted->batch.rejections;
             return receipt;
         }));
}

// The flow is stopped from its source on; each thread works off what the one before left.
Result<void> Pipeline::Private::stop()
{
    decodeQueue->close();
    decoder.join();
    const auto barrier = std::make_shared<std::promise<void>>();
    writer->pushAtOnce(BarrierJob{.barrier = barrier});
    barrier->get_future().wait();
    health->stop();
    links.close(settings.isLive            ? "the recording has ended"
                    : settings.isFollowing ? "the pull has ended"
                                           : "read to its end",
                clock->now());
    linkRecorder->stop();
    const Result<void> closed = close();
    checkpointer.reset();
    const Result<void> stopped = writer->stop();
    return closed ? stopped : closed;
}

Result<void> Pipeline::Private::close()
{
    const auto outcome = std::make_shared<std::promise<Result<TimelineEntry>>>();
    writer->pushAtOnce(EntryJob{
        .entry = endEntry(path, clock->now(), counters),
        .done = [outcome](Result<TimelineEntry> entry) { outcome->set_value(std::move(entry)); }});
    const Result<TimelineEntry> entry = outcome->get_future().get();
    if (!entry)
        return tl::make_unexpected(entry.error());
    return {};
}

Result<std::unique_ptr<Pipeline>> Pipeline::start(const std::string& recordingPath,
                                                  PipelineSettings settings,
                                                  const telemetry::Clock* clock)
{
    auto writer = store::Writer::open(recordingPath, settings.keep);
    if (!writer)
        return tl::make_unexpected(writer.error());
    const bool isNew = (*writer)->isNew();
    auto pipeline = start(std::move(*writer), std::move(settings), clock);
    if (!pipeline && isNew)
        store::discardRecording(recordingPath);
    return pipeline;
}

Result<std::unique_ptr<Pipeline>> Pipeline::start(std::unique_ptr<store::Writer> writer,
                                                  PipelineSettings settings,
                                                  const telemetry::Clock* clock)
{
    const std::string recordingPath = writer->path();
    writer->setFingerprinted(settings.isFingerprinted);
    auto reader = store::Reader::open(recordingPath);
    if (!reader)
        return tl::make_unexpected(reader.error());
    auto d = std::make_unique<Private>();
    d->path = recordingPath;
    d->isNew = writer->isNew();
    d->settings = settings;
    d->clock = clock ? clock : &systemClock();
    auto backlog = (*reader)->backlog();
    const auto scales = (*reader)->judgeScales();
    if (!backlog || !scales)
        return tl::make_unexpected(backlog ? scales.error() : backlog.error());
    d->judges = std::make_unique<health::JudgeScales>(settings.judges, [](std::string_view check) {
        return dialect::Interpreter::builtIn().isHighGood(check);
    });
    d->judges->restore(*scales);
    if (const auto opened = writeStart(*writer, d->clock->now(), d->settings); !opened)
        return tl::make_unexpected(opened.error());
    d->startThreads(std::move(writer),
                    {.settings = settings.health,
                     .reader = std::move(*reader),
                     .backlog = std::move(*backlog),
                     .queueBytes = settings.judgeBytes});
    return std::unique_ptr<Pipeline>(new Pipeline(std::move(d)));
}

Pipeline::Pipeline(std::unique_ptr<Private> privateData)
    : d(std::move(privateData))
{
}

bool Pipeline::isNewRecording() const
{
    return d->isNew;
}

Pipeline::~Pipeline()
{
    static_cast<void>(finish());
}

bool Pipeline::submit(RawDelivery& delivery, ReceiptHandler receipt)
{
    const std::size_t weight = kJobWeight + delivery.body.size();
    const auto given = delivery.recorded;
    DecodeJob job = d->decodeJob(std::move(delivery), std::move(receipt));
    if (d->decodeQueue->tryPush(job, weight))
        return true;
    delivery = std::move(job.delivery);
    delivery.recorded = given;
    refuse(delivery.source, Refusals::kQueueFull);
    return false;
}

void Pipeline::refuse(const std::string& source, const char* reason)
{
    const telemetry::Timestamp now = d->clock->now();
    telemetry::withPatience([&] { d->counters.refusals.add(source, reason, now); });
    telemetry::withPatience([&] { d->links.refused(source, reason, now); });
}

void Pipeline::submitBlocking(RawDelivery delivery, ReceiptHandler receipt)
{
    const std::size_t weight = kJobWeight + delivery.body.size();
    DecodeJob job = d->decodeJob(std::move(delivery), std::move(receipt));
    if (!d->decodeQueue->push(job, weight) && job.receipt)
        job.receipt({.outcome = Receipt::Outcome::Failed, .message = "The recording has ended."});
}

void Pipeline::record(TimelineEntry entry, EntryHandler done)
{
    const telemetry::Timestamp now = d->clock->now();
    entry.recorded = now;
    if (entry.time == telemetry::Timestamp{})
        entry.time = now;
    std::vector<telemetry::Redaction> redactions;
    if (entry.kind == kAlertKind)
        d->redactTexts({&entry.text, &entry.payload}, entry.actor, redactions);
    if (!redactions.empty())
        d->writer->pushAtOnce(RedactionJob{.redactions = std::move(redactions), .recorded = now});
    if (!d->writer->pushAtOnce(EntryJob{.entry = std::move(entry), .done = done}) && done)
        done(telemetry::failure(ErrorKind::Refused, "The recording has ended."));
}

void Pipeline::record(store::Pulled pulled, PulledHandler done)
{
    pulled.recorded = d->clock->now();
    for (store::CountedBucket& bucket : pulled.buckets) {
        telemetry::SignalKey& key = bucket.key;
        d->redactTexts({&key.service, &key.operation, &key.model, &key.version, &key.adapter,
                        &key.promptVersion, &key.check},
                       pulled.source, bucket.redactions);
    }
    if (!d->writer->pushAtOnce(PulledJob{.pulled = std::move(pulled), .done = done}) && done)
        done(telemetry::failure(ErrorKind::Refused, "The recording has ended."));
}

void Pipeline::acknowledgeAlarm(const std::string& alarm, const std::string& actor)
{
    d->health->acknowledge(alarm, actor);
}

void Pipeline::suppressAlarm(const std::string& alarm, const std::string& cause,
                             const std::string& actor)
{
    d->health->suppress(alarm, cause, actor);
}

void Pipeline::shelveAlarm(const std::string& alarm, const std::string& actor,
                           telemetry::Duration duration)
{
    d->health->shelve(alarm, actor, duration);
}

void Pipeline::setCommitListener(std::function<void()> listener)
{
    d->writer->setCommitListener(std::move(listener));
}

PipelineStatistics Pipeline::statistics() const
{
    const Counters& counters = d->counters;
    return {.spans = counters.spans,
            .generations = counters.generations,
            .duplicates = counters.duplicates,
            .merged = counters.merged,
            .rejected = counters.rejected,
            .redacted = counters.redacted,
            .refusals = counters.refusals.counts(),
            .queuedBytes = d->decodeQueue->weight(),
            .commits = counters.commits.snapshot(),
            .healthBacklog = counters.queuedParts + counters.waitingParts,
            .lastDelivery = telemetry::fromUnixNanos(counters.lastDelivery)};
}

std::vector<telemetry::Refusal> Pipeline::refusals() const
{
    return d->counters.refusals.all();
}

std::vector<telemetry::LinkStatus> Pipeline::links() const
{
    return d->links.links(d->clock->now());
}

void Pipeline::openLink(const std::string& source)
{
    d->links.open(source, d->clock->now());
}

void Pipeline::closeLink(const std::string& source, const std::string& reason)
{
    d->links.close(source, reason, d->clock->now());
}

void Pipeline::lookAtLinks()
{
    d->linkRecorder->look();
}

void Pipeline::noteLink(telemetry::LinkStatus status)
{
    // Why a pull fails is said in the back end's words, again with each try: redacted, not counted.
    std::vector<telemetry::Redaction> ignored;
    d->redactTexts({&status.reason}, status.source, ignored);
    d->links.note(std::move(status));
}

void Pipeline::setKeep(const store::Keep& keep)
{
    d->writer->pushAtOnce(KeepJob{.keep = keep});
}

const std::string& Pipeline::recordingPath() const
{
    return d->path;
}

void Pipeline::drain()
{
    DecodeJob job{.delivery = {},
                  .receipt = {},
                  .barrier = std::make_shared<std::promise<void>>(),
                  .shift = {}};
    std::future<void> passed = job.barrier->get_future();
    if (d->decodeQueue->push(job, 0))
        passed.wait();
}

telemetry::Result<void> Pipeline::finish()
{
    const std::scoped_lock lock(d->finishMutex);
    if (!d->isFinished)
        d->finished = d->stop();
    d->isFinished = true;
    return d->finished;
}

} // namespace ingest
