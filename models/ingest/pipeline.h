// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/interpreter.h"
#include "models/health/engine.h"
#include "models/redact/redactor.h"
#include "models/store/writer.h"
#include "models/telemetry/clock.h"
#include "models/telemetry/durationhistogram.h"
#include "models/telemetry/judgescale.h"
#include "models/telemetry/link.h"
#include "models/telemetry/refusal.h"
#include "models/telemetry/result.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ingest {

// One request body as it came off the wire or out of a file.
struct RawDelivery
{
    telemetry::SignalKind signal = telemetry::SignalKind::Traces;
    bool isJson = false;
    bool isOneOfSeveral = false; // the same JSON comes again for its other signals
    bool isCountedApart = false; // who submits it counts what of it is no telemetry, see Receipt
    std::string contentEncoding; // empty, identity, gzip, deflate, zstd
    std::string body;
    std::string source;
    std::optional<telemetry::Timestamp> recorded; // now when absent
};

// What became of a delivery. Given once, from a pipeline thread.
struct Receipt
{
    enum class Outcome
    {
        Committed, // on disk; `rejected` items were not kept
        Undecodable,
        TooLarge, // after inflating
        UnsupportedEncoding,
        Failed, // the recording could not be written; message says why
    };
    Outcome outcome = Outcome::Committed;
    std::uint64_t accepted = 0; // items of the delivery's signal kept or already known
    std::uint64_t rejected = 0;
    std::uint64_t duplicates = 0;
    std::string message;
    // Of a delivery that is counted apart and brought nothing to keep: what was rejected, which the
    // recording does not count.
    std::vector<telemetry::Rejection> uncounted{};
};
using ReceiptHandler = std::function<void(Receipt)>;

struct PipelineSettings
{
    std::size_t queueBytes = 64U * 1024 * 1024; // raw bodies waiting; more is refused
    // What waits to be written, and to be judged: about the memory it takes. When these are full,
    // the one before waits.
    std::size_t writeBytes = 64U * 1024 * 1024;
    std::size_t judgeBytes = 96U * 1024 * 1024;
    std::size_t inflatedBytes = 256U * 1024 * 1024; // one body after inflating
    // A live recording: when an existing one is continued, the stretch in which nobody recorded is
    // stored as a gap.
    bool isLive = false;
    // Others watch their links while they pull: how these are is recorded as it goes, not only at
    // the end. What nobody recorded is no gap: they fetch it.
    bool isFollowing = false;
    // Time goes on in steps that are not of this machine: nothing watches the links as it goes,
    // whoever steps calls lookAtLinks().
    bool isStepped = false;
    store::Keep keep = {}; // how much; what is too much is removed between commits
    // What is taken out of telemetry and alerts before anything of them is kept; null: nothing.
    std::shared_ptr<const redact::Redactor> redactor = redact::Redactor::shipped();
    bool isFingerprinted = true; // see store::FingerprintWriter
    health::EngineSettings health = {};
    std::vector<telemetry::JudgeRule> judges = {}; // what people say about scores
};

struct PipelineStatistics
{
    std::uint64_t spans = 0;
    std::uint64_t generations = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t merged = 0; // spans that were there already, of which a copy told more
    std::uint64_t rejected = 0;
    std::uint64_t redacted = 0; // pieces taken out
    std::map<std::string, std::uint64_t> refusals; // deliveries sent away unread, by reason
    std::size_t queuedBytes = 0;
    telemetry::DurationHistogram::Snapshot commits = {}; // how long they took
    std::int64_t healthBacklog = 0; // generation parts recorded but not yet judged
    telemetry::Timestamp lastDelivery;
};

// From raw bodies to a recording with health: a decoding thread, the writing thread and a health
// thread. Nothing is reported Committed before the transaction that holds it is on disk. All public
// functions may be called from any thread.
class Pipeline
{
public:
    // Opens (or creates) the recording and resumes health where it had stopped. The chain gets a
    // "recording" entry at start and end.
    static telemetry::Result<std::unique_ptr<Pipeline>>
    start(const std::string& recordingPath, PipelineSettings settings = {},
          const telemetry::Clock* clock = nullptr);

    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;
    ~Pipeline(); // finish()

    // There was no such recording before.
    bool isNewRecording() const;

    // False when the queue is full (or finished): nothing was taken, answer "try again later".
    bool submit(RawDelivery& delivery, ReceiptHandler receipt);
    // Counts a delivery that its receiver sent away; one of the reasons of Refusals. Never waits.
    void refuse(const std::string& source, const char* reason);
    // Waits for room instead of refusing; for file import. Once finished, the receipt says Failed.
    void submitBlocking(RawDelivery delivery, ReceiptHandler receipt);

    // Appends to the timeline, alerts (kind "alert") after redaction; `done` gets the entry as
    // written (a pipeline thread), or an error.
    using EntryHandler = std::function<void(telemetry::Result<telemetry::TimelineEntry>)>;
    void record(telemetry::TimelineEntry entry, EntryHandler done = {});

    // What a poll of a back end leaves beside its deliveries: totals counted there, and how far it
    // has come. Give it after their receipts, so that a cursor never runs ahead of its data. `done`
    // is called (a pipeline thread) when it is on disk, or with the error.
    using PulledHandler = std::function<void(telemetry::Result<void>)>;
    void record(store::Pulled pulled, PulledHandler done = {});

    void acknowledgeAlarm(const std::string& alarm, const std::string& actor);
    // Explained by another open alarm (its id) or by what was changed on purpose; by nothing: it
    // calls again.
    void suppressAlarm(const std::string& alarm, const std::string& cause,
                       const std::string& actor);
    // For no time at all: takes it off the shelf.
    void shelveAlarm(const std::string& alarm, const std::string& actor,
                     telemetry::Duration duration);

    // Called (on a pipeline thread) after each commit that changed something. Returns once the
    // listener before is not being called any more; hence not to be called from a listener.
    void setCommitListener(std::function<void()> listener);

    PipelineStatistics statistics() const;
    // What was sent away unread, by endpoint and reason, with when that was last.
    std::vector<telemetry::Refusal> refusals() const;
    // How each source is coming in, judged now; also recorded, when the pipeline is live as it goes
    // and else at its end. Endpoints first, then their senders.
    std::vector<telemetry::LinkStatus> links() const;
    // An endpoint is listened on (nothing has come yet), or no longer.
    void openLink(const std::string& source);
    void closeLink(const std::string& source, const std::string& reason);
    // A link that is watched by whoever pulls over it.
    void noteLink(telemetry::LinkStatus status);
    // Records how the links are now, where that is news. For a clock that is stepped: what was
    // submitted before counts after drain().
    void lookAtLinks();
    // How much is kept from now on; what is too much by then is removed.
    void setKeep(const store::Keep& keep);
    const std::string& recordingPath() const;

    // Waits until all that was submitted before is committed and judged.
    void drain();
    // Drains, writes the closing entry and closes the recording. Idempotent.
    telemetry::Result<void> finish();

private:
    struct Private;
    static telemetry::Result<std::unique_ptr<Pipeline>> start(std::unique_ptr<store::Writer> writer,
                                                              PipelineSettings settings,
                                                              const telemetry::Clock* clock);
    explicit Pipeline(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace ingest
