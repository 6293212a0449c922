// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/interpreter.h"
#include "models/store/pulled.h"
#include "models/store/query.h"
#include "models/store/retention.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/baseline.h"
#include "models/telemetry/evaluation.h"
#include "models/telemetry/feed.h"
#include "models/telemetry/judgescale.h"
#include "models/telemetry/link.h"
#include "models/telemetry/result.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/timelineentry.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace store {

// What health made of a stretch of recorded telemetry; written in one transaction with what it
// dealt with, so that nothing is counted twice or never, whenever the program ends.
struct HealthResults
{
    std::vector<telemetry::Evaluation> evaluations; // ours
    std::vector<telemetry::Suspicion> suspicions;
    std::vector<std::pair<telemetry::SignalKey, telemetry::Rollup>>
        rollups; // 1 s rows; those of minutes and hours are derived
    std::vector<telemetry::AlarmTransition> alarms; // each also becomes a timeline entry
    std::vector<telemetry::Baseline> baselines; // each replaces the one before
    telemetry::Feed feed; // what made them, as the detectors were told it
    // Row and number of parts of the generations that were dealt with, see Appended.
    std::vector<std::pair<std::int64_t, std::int64_t>> judgedParts;
    std::vector<std::int64_t> countedEvaluations; // rows of those that came with telemetry
    // Checks of operations of services that are only rolled up, see health::Engine::unwatched();
    // the recording keeps the largest number.
    std::int64_t unwatched = 0;
};

// Why spans that are counted in Appended::conflicts are not kept; part of the recording's
// rejections.
inline constexpr const char* kReusedSpanId =
    "A span has the ids of another one that started at another time; the first is kept";

struct Appended
{
    std::int64_t spans = 0; // new ones
    std::int64_t duplicates = 0; // spans, log records and points that were there already
    std::int64_t merged = 0; // spans that were there already, of which this copy told more
    std::int64_t conflicts = 0; // spans with the id of another, by their start: not kept
    // Items and pieces of it that the recording counts as rejected (conflicts included) and as
    // redacted: nothing of what was sent again as a whole.
    std::uint64_t rejected = 0;
    std::uint64_t redacted = 0;
    // Row numbers of the batch's generation parts, same order; 0 for a part of a duplicate, and for
    // log records of a span that is no generation.
    std::vector<std::int64_t> generationRows;
    std::vector<std::int64_t> evaluationRows; // likewise; 0 for one that was there already
};

// The only writing connection to a recording. One thread. WAL, page size 8 KiB, synchronous NORMAL:
// after commit() returns, killing the process loses nothing. Foreign and newer files are refused.
class Writer
{
public:
    // Creates the file (mode 0600) or opens and migrates an existing recording. Refused when
    // another writer has it; Unreadable when it is not ours or too new.
    static telemetry::Result<std::unique_ptr<Writer>> open(const std::string& path,
                                                           const Keep& keep = {});

    Writer(const Writer&) = delete;
    Writer& operator=(const Writer&) = delete;
    // Commits, and takes the write-ahead log into the recording: one file is left, where nobody
    // else has it open.
    ~Writer();

    const std::string& path() const;
    // The file was not there before open(). open() itself leaves none behind when it fails.
    bool isNew() const;

    // A transaction is begun by the first append after a commit. An append fails on a full disk or
    // damage, and then undoes the whole transaction: what was appended to it before is lost, and
    // the following commit() fails too.
    telemetry::Result<Appended> append(const dialect::Interpreted& interpreted);
    telemetry::Result<void> append(const HealthResults& results);
    // Gives the entry its sequence and hashes; returns it as written.
    telemetry::Result<telemetry::TimelineEntry> append(telemetry::TimelineEntry entry);
    telemetry::Result<void> append(const Gap& gap, telemetry::Timestamp recorded);
    // How a link is by now; kept beside what was said of it before.
    telemetry::Result<void> append(const telemetry::LinkStatus& status,
                                   telemetry::Timestamp recorded);
    // `fresh` gets the totals that were not known before.
    telemetry::Result<void> append(const Pulled& pulled,
                                   std::vector<CountedBucket>* fresh = nullptr);
    // What was learnt of judges; each replaces what was known of it before.
    telemetry::Result<void> append(const std::vector<telemetry::JudgeScale>& judges);
    // What was taken out of something that is no batch.
    telemetry::Result<void> append(const std::vector<telemetry::Redaction>& redactions,
                                   telemetry::Timestamp recorded);
    // Items refused before there was a batch (an undecodable body, say).
    telemetry::Result<void> reject(const telemetry::Rejection& rejection,
                                   telemetry::Timestamp recorded);
    // Also fails, and undoes the transaction, when the file or its log is not any more what its
    // name says: nobody would find what is written there.
    telemetry::Result<void> commit();
    // When the newest of what is there was recorded, but for what was recorded after `now`: by a
    // clock that was ahead, or by an import that said so. Nothing when there is none.
    telemetry::Result<std::optional<telemetry::Timestamp>>
    newestRecorded(telemetry::Timestamp now) const;
    // Between transactions: takes out about `rows` rows of what is more than what is kept; see
    // Retention. True when there is more to take out.
    telemetry::Result<bool> prune(telemetry::Timestamp now, std::int64_t rows);
    // Whether what is appended from now on gets fingerprints, see FingerprintWriter; it does at
    // first.
    void setFingerprinted(bool isFingerprinted);
    // Other limits from now on. A file that was made without any and is not adjustable keeps its
    // length; only its rows become fewer.
    void setKeep(const Keep& keep);

private:
    struct Private;
    explicit Writer(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

// Moves committed pages from the write-ahead log into the file from a thread of its own, so that
// the writer never waits for it. While the file cannot be opened it tries again. Reference: the
// project's benchmark, default checkpointing against this.
class Checkpointer
{
public:
    explicit Checkpointer(std::string path);
    Checkpointer(const Checkpointer&) = delete;
    Checkpointer& operator=(const Checkpointer&) = delete;
    ~Checkpointer();

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace store
