// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/generationfacts.h"
#include "models/store/healthcell.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/batch.h"
#include "models/telemetry/evaluation.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/timelineentry.h"

#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace store {

// What a view asks for. Every read takes one, so that live and replay are the same code: rows of
// the event-time range that were recorded by `knownAt`.
struct View
{
    telemetry::TimeRange range{telemetry::Timestamp::min(), telemetry::Timestamp::max()};
    telemetry::Timestamp knownAt = telemetry::Timestamp::max();
};

struct GenerationFilter
{
    std::string service; // empty: any
    std::string model; // served or requested
    std::optional<telemetry::TraceId> trace;
    std::int64_t limit = std::numeric_limits<std::int64_t>::max();
    bool newestFirst = false;
    // Empty text: those of which none is known. Not for spans.
    std::optional<std::string> operation = std::nullopt;
    std::optional<std::string> version = std::nullopt; // of the service; likewise
    bool hasNoModel = false; // of which none is known; likewise
};

struct SpanRow
{
    telemetry::TraceId trace;
    telemetry::SpanId span = telemetry::SpanId::None;
    telemetry::SpanId parent = telemetry::SpanId::None;
    std::string name;
    std::string service;
    telemetry::SpanKind kind = telemetry::SpanKind::Unspecified;
    telemetry::StatusCode status = telemetry::StatusCode::Unset;
    telemetry::StepKind step = telemetry::StepKind::Other;
    telemetry::Timestamp start;
    telemetry::Timestamp end;
    telemetry::Timestamp recorded;
    bool isFailed = false; // by any dialect's way to say so; the status may be another
    // No such span came: that there was one is concluded from log records, or from what failed
    // around it. Only in traces.
    bool isInferred = false;

    friend bool operator==(const SpanRow&, const SpanRow&) = default;
};

struct SuspectRow
{
    telemetry::Suspicion suspicion;
    std::string service;
    std::string operation;
    std::string model;
    std::string excerpt; // beginning of the output, sanitized UTF-8, at most 200 code points; empty
                         // when not captured
    telemetry::ContentState contentState = telemetry::ContentState::NotCaptured;
    std::string verdict = {}; // a person's newest: "wrong", ...; "withdrawn": taken back; or none
};

// Selects signals: empty fields match anything; rows of all matching signals are added up.
struct SeriesQuery
{
    telemetry::SignalKey match;
    telemetry::Duration step = std::chrono::seconds(
        1); // bucket width, whole seconds; >= 60 s reads the minute rollups, >= 1 h those of hours
};

// A field of signal keys to group by: &telemetry::SignalKey::model, say.
using SignalField = std::string telemetry::SignalKey::*;

// The sum over all signals that are alike in the fields that are grouped by.
struct SumRow
{
    telemetry::SignalKey key; // the other fields are empty
    telemetry::Rollup sum;
};

// An evaluation with what is known of its generation without reading content: ids, service,
// operation, models, versions and start. Of another step or a whole trace: service, start, and the
// operation of its signal.
struct JudgedRow
{
    telemetry::Evaluation evaluation;
    telemetry::Generation subject;
};

struct ServiceRow
{
    std::string service;
    std::int64_t spans = 0;
    std::int64_t generations = 0;
    std::vector<std::string> models;
    telemetry::Timestamp first;
    telemetry::Timestamp last;
};

// A model (or other change-worthy value) of a service seen for the first time.
struct ChangeRow
{
    std::string service;
    // model, version, adapter, prompt_version, index_version, instrumentation, or of a check's
    // judge: "judge Faithfulness"
    std::string field;
    std::string value;
    std::string previous; // the value that was there first; empty for the first ever
    telemetry::Timestamp time; // event time of the first generation that has it
    telemetry::Timestamp recorded;
};

// A stretch in which nothing came. Charts of other services than its own are not concerned.
struct Gap
{
    std::string source;
    telemetry::TimeRange range;
    std::string reason;
    std::string service = {}; // of a sender; empty: everything that comes from the source
};

// Generations started in [start, start + step), as far as they were read.
struct DensityBucket
{
    telemetry::Timestamp start;
    std::int64_t generations = 0;
    friend bool operator==(const DensityBucket&, const DensityBucket&) = default;
};
struct DensityPart
{
    std::vector<DensityBucket> buckets; // of the rows read; those without any are absent
    std::int64_t lastRow = 0; // where to read on
};

struct RecordingInfo
{
    int schema = 0;
    std::int64_t spans = 0;
    std::int64_t generations = 0;
    std::int64_t evaluations = 0; // that came with telemetry
    std::int64_t validatorEvaluations = 0; // ours
    std::int64_t metricPoints = 0;
    std::int64_t logs = 0;
    std::int64_t rejected = 0;
    std::int64_t duplicates = 0;
    std::int64_t merged = 0; // further copies of spans that told more
    std::int64_t unwatched = 0; // signals that are rolled up but have no detector: too many
    std::map<std::string, std::int64_t> rejectedReasons;
    std::int64_t redacted = 0; // pieces taken out before anything was stored
    std::vector<telemetry::Redaction> redactions; // the hundred that count most
    std::vector<std::string> services;
    std::vector<std::string> models;
    std::optional<telemetry::Timestamp> first; // event time
    std::optional<telemetry::Timestamp> last;
    std::optional<telemetry::Timestamp> recordedFirst;
    std::optional<telemetry::Timestamp> recordedLast;
    std::optional<telemetry::Timestamp> newestEntry; // of the timeline, when it was recorded
    std::vector<Gap> gaps;
    // What retention has taken out: rows by table, and what the rest was recorded after.
    std::map<std::string, std::int64_t> removed;
    std::optional<telemetry::Timestamp> keptFrom;
    std::int64_t bytes = 0; // of the file, write-ahead log included
};

struct VerifyReport
{
    std::int64_t entries = 0;
    std::string
        lastHash; // of the newest entry: keep it elsewhere to prove later that nothing was cut off
    std::optional<std::int64_t> firstBroken; // sequence number
    std::string problem; // what does not fit, in words
};

} // namespace store
