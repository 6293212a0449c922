// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/interpreter.h"
#include "models/ingest/pipeline.h"
#include "models/ingest/refusals.h"
#include "models/store/writer.h"
#include "models/telemetry/batch.h"
#include "models/telemetry/durationhistogram.h"
#include "models/telemetry/timelineentry.h"

#include <atomic>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace ingest {

// What the pipeline's threads hand to each other.

// Goes through every queue behind what was submitted before it; the last thread fulfils it.
using Barrier = std::shared_ptr<std::promise<void>>;

// For the decoding thread. Without a delivery it is the barrier.
struct DecodeJob
{
    RawDelivery delivery;
    ReceiptHandler receipt;
    Barrier barrier;
    telemetry::Duration shift{}; // see HealthJob
};

// For the writing thread.
struct DecodedDelivery
{
    std::shared_ptr<const dialect::Interpreted> interpreted;
    telemetry::SignalKind signal = telemetry::SignalKind::Traces;
    ReceiptHandler receipt;
    telemetry::Duration shift{}; // see HealthJob
    std::vector<telemetry::JudgeScale> judges = {}; // of whom more was learnt from it
};
struct EntryJob
{
    telemetry::TimelineEntry entry;
    Pipeline::EntryHandler done;
};
struct PulledJob
{
    store::Pulled pulled;
    Pipeline::PulledHandler done;
};
struct RejectionJob
{
    telemetry::Rejection rejection;
    telemetry::Timestamp recorded;
};
struct RedactionJob // of what is no delivery
{
    std::vector<telemetry::Redaction> redactions;
    telemetry::Timestamp recorded;
};
struct LinkJob
{
    std::vector<telemetry::LinkStatus> links;
    std::vector<store::Gap> gaps;
    telemetry::Timestamp recorded;
};
struct KeepJob
{
    store::Keep keep;
};
struct BarrierJob
{
    Barrier barrier;
    bool isJudged = false; // has been through the health thread already
};
using WriteJob = std::variant<std::monostate, DecodedDelivery, store::HealthResults, EntryJob,
                              PulledJob, LinkJob, RedactionJob, RejectionJob, KeepJob, BarrierJob>;

// For the health thread. All empty: only wakes it up.
struct HealthJob
{
    std::shared_ptr<const dialect::Interpreted> interpreted;
    std::vector<std::int64_t> rows; // of the generation parts
    std::vector<std::int64_t> evaluationRows;
    std::vector<store::CountedBucket> counted = {}; // elsewhere, and not known before
    Barrier barrier;
    // Recorded time that was given to the delivery, less the time at which it was submitted.
    telemetry::Duration shift{};
};

// Any thread.
struct Counters
{
    std::atomic<std::uint64_t> spans = 0;
    std::atomic<std::uint64_t> generations = 0;
    std::atomic<std::uint64_t> duplicates = 0;
    std::atomic<std::uint64_t> merged = 0;
    std::atomic<std::uint64_t> rejected = 0;
    std::atomic<std::uint64_t> redacted = 0;
    Refusals refusals;
    std::atomic<std::int64_t> queuedParts = 0; // committed, not yet seen by the health thread
    std::atomic<std::int64_t> waitingParts = 0; // seen by the health thread, waiting for the rest
    std::atomic<std::int64_t> lastDelivery = 0; // ns since the epoch
    telemetry::DurationHistogram commits;
};

} // namespace ingest
