// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/backlog.h"
#include "models/store/extent.h"
#include "models/store/fingerprints.h"
#include "models/store/judgerow.h"
#include "models/store/mappingreport.h"
#include "models/store/pulled.h"
#include "models/store/query.h"
#include "models/telemetry/baseline.h"
#include "models/telemetry/judgescale.h"
#include "models/telemetry/link.h"
#include "models/telemetry/result.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace store {
struct MetricOverview;

// A read-only connection to a recording. One thread at a time; open one a thread. Each call is one
// short read transaction (or several), so that it never holds back the writer's checkpoints. All
// vectors are in order of event time, oldest first, unless said otherwise. Damage in the file is an
// Unreadable error.
class Reader
{
public:
    // Unreadable error when the file is missing, no recording, or of a newer schema. One of an
    // older schema is read as it is and left so.
    static telemetry::Result<std::unique_ptr<Reader>> open(const std::string& path);

    Reader(const Reader&) = delete;
    Reader& operator=(const Reader&) = delete;
    ~Reader();

    telemetry::Result<RecordingInfo> info() const;
    // What was understood of each source and service, and what was not, by name. Exact for what was
    // recorded in minutes that had ended at `knownAt`, or had no more to come.
    telemetry::Result<std::vector<SourceMapping>>
    mapping(telemetry::Timestamp knownAt = telemetry::Timestamp::max()) const;
    telemetry::Result<std::vector<ServiceRow>> services(const View& view) const;

    telemetry::Result<std::vector<SpanRow>> spans(const View&, const GenerationFilter&) const;
    // forEach...: the same rows, one at a time and in bounded memory; `visit` returns false to
    // stop. They are read in pages, each a transaction of its own, so that a slow visitor holds
    // nobody back; rows that come meanwhile are left out.
    telemetry::Result<void> forEachSpan(const View& view, const GenerationFilter& filter,
                                        const std::function<bool(SpanRow)>& visit) const;
    // All known spans of one trace, whatever their time, and behind them the calls that sent none
    // but can be concluded (SpanRow::isInferred); of the view knownAt counts. In parts: TraceScan.
    telemetry::Result<std::vector<SpanRow>> trace(const telemetry::TraceId&, const View&) const;

    // Composed with their content, as known at view.knownAt.
    telemetry::Result<std::vector<telemetry::Generation>>
    generations(const View& view, const GenerationFilter& filter) const;
    telemetry::Result<void>
    forEachGeneration(const View& view, const GenerationFilter& filter,
                      const std::function<bool(telemetry::Generation)>& visit) const;
    using MaybeGeneration = std::optional<telemetry::Generation>;
    telemetry::Result<MaybeGeneration> generation(const telemetry::SpanKey&, const View&) const;
    // The generation that gave a response; the first when several claim it.
    telemetry::Result<MaybeGeneration> generationOfResponse(const std::string&, const View&) const;
    telemetry::Result<std::optional<SpanRow>> span(const telemetry::SpanKey&, const View&) const;
    // The span that a trace begins with: the one without a parent, or the earliest while there is
    // none.
    telemetry::Result<std::optional<SpanRow>> rootSpan(const telemetry::TraceId&,
                                                       const View&) const;
    // What is neither a generation nor unknown.
    telemetry::Result<std::vector<telemetry::Step>> steps(const View& view,
                                                          const GenerationFilter& filter) const;
    telemetry::Result<void>
    forEachStep(const View& view, const GenerationFilter& filter,
                const std::function<bool(telemetry::Step, const SpanRow&)>& visit) const;
    // The span's attributes as (name, text) in the order sent, for the details pane.
    telemetry::Result<std::vector<std::pair<std::string, std::string>>>
    attributes(const telemetry::SpanKey& key, const View& view) const;

    // Of our own validators' evaluations only the newest known of a check counts, here and below.
    // The filter's service and operation are those of the signal that an evaluation counts in: of
    // its generation; of another step its kind ("agent"); of a whole trace
    // telemetry::kTraceOperation and the service that it begins in.
    telemetry::Result<std::vector<telemetry::Evaluation>>
    evaluations(const View& view, const GenerationFilter& filter) const;
    telemetry::Result<void>
    forEachEvaluation(const View& view, const GenerationFilter& filter,
                      const std::function<bool(telemetry::Evaluation)>& visit) const;
    // What health has counted: the newest `limit` evaluations with a known subject, in the order in
    // which they were recorded.
    telemetry::Result<void> forEachJudged(std::int64_t limit,
                                          const std::function<void(JudgedRow)>& visit) const;
    // What other engines counted: the newest `limit` buckets of each of their signals.
    telemetry::Result<std::vector<CountedBucket>> newestCounted(std::int64_t limit) const;
    // Why the newest evaluation of a signal without a result has none; nullopt when all have one.
    // `check` is the signal's, see telemetry::signalCheck. Whole seconds, as in the rollups.
    telemetry::Result<std::optional<telemetry::EvaluationState>>
    newestUnknown(const View& view, const std::string& service, const std::string& check) const;
    // About one span, as forEachEvaluation() tells subjects, whatever their time: of a generation
    // also those that only name its response.
    telemetry::Result<std::vector<telemetry::Evaluation>>
    evaluationsOf(const telemetry::SpanKey& key, const View& view) const;
    // Most suspicious first; only those with probability >= minimum.
    telemetry::Result<std::vector<SuspectRow>>
    suspects(const View& view, const GenerationFilter& filter, double minimum) const;
    // How many these would be, `filter.limit` at most, without reading any content.
    telemetry::Result<std::int64_t> countSuspects(const View& view, const GenerationFilter& filter,
                                                  double minimum) const;

    telemetry::Result<std::vector<SeriesPoint>> // buckets without any row are absent: a gap is a
                                                // gap
    series(const View&, const SeriesQuery&) const;
    // The same of each matching signal, in the order in which they were first seen; those without a
    // point are left out. One short transaction each, none while `visit` runs; false stops.
    telemetry::Result<void> forEachSeries(
        const View& view, const SeriesQuery& query,
        const std::function<bool(const telemetry::SignalKey&, const std::vector<SeriesPoint>&)>&
            visit) const;
    // What was counted over the whole range, grouped; in order of the keys.
    telemetry::Result<std::vector<SumRow>> sums(const View&, const telemetry::SignalKey& match,
                                                const std::vector<SignalField>& by) const;
    telemetry::Result<std::vector<HealthCell>> healthMatrix(const View&,
                                                            const MatrixQuery& = {}) const;
    telemetry::Result<std::vector<telemetry::SignalKey>> signalKeys(const View& view) const;
    using VolumePoint = store::VolumePoint; // of one service, all when empty
    telemetry::Result<std::vector<VolumePoint>> volume(const View& view, const std::string& service,
                                                       telemetry::Duration step) const;
    // The last row before the first one after `row` that was recorded later than that time.
    telemetry::Result<std::int64_t> lastGeneration(std::int64_t row, telemetry::Timestamp) const;
    telemetry::Result<std::vector<GenerationFacts>> facts( // latest start first
        const View& view, const FactsQuery& query) const;
    telemetry::Result<std::vector<ChangeRow>> changes(const View& view) const;
    // Newest transition of each alarm recorded by knownAt, then all transitions in the range, in
    // the order in which they were made: some have the service's time, some the console's.
    using Alarms = std::vector<telemetry::AlarmTransition>;
    telemetry::Result<Alarms> alarms(const View& view) const;
    telemetry::Result<Alarms> alarmTransitions(const View& view) const;
    using Entries = std::vector<telemetry::TimelineEntry>;
    telemetry::Result<Entries> timeline(const View& view) const;
    telemetry::Result<Entries> timeline(const View&, const std::vector<std::string>& kinds) const;
    // The newest by event time that was recorded by knownAt; nullopt when there is none.
    using Entry = std::optional<telemetry::TimelineEntry>;
    telemetry::Result<Entry> newestEntry(const std::string& kind, const std::string& subject,
                                         telemetry::Timestamp knownAt) const;
    // Its name, wherever it lies: 16 digits of the hash its chain begins with; empty: no entry yet.
    telemetry::Result<std::string> recordingId() const;
    telemetry::Result<std::vector<Gap>> gaps(const View& view) const;
    // The newest that was recorded of each link by then; endpoints before their senders.
    telemetry::Result<std::vector<telemetry::LinkStatus>>
    links(telemetry::Timestamp knownAt = telemetry::Timestamp::max()) const;
    telemetry::Result<MetricOverview> metrics(const View& view) const; // newest gauges and sums
    // How far pulls have come, by the cursors' names; see store::Cursor.
    telemetry::Result<std::map<std::string, std::string>> cursors() const;
    // nullopt when the recording is empty. Cheap: it reads the ends of indexes only.
    telemetry::Result<std::optional<Extent>> extent() const;
    // For a strip of the whole recording, read on from where the last call ended: only rows after
    // `afterRow` (0: all), up to the first one that was recorded after `knownAt`.
    telemetry::Result<DensityPart> density(telemetry::Timestamp knownAt, telemetry::Duration,
                                           std::int64_t afterRow) const;
    // After a sequence number (0: all), recorded by `knownAt`.
    telemetry::Result<Entries> timelineAfter(std::int64_t sequence, telemetry::Timestamp) const;
    // Generations that started at or after a time, whenever they were recorded.
    telemetry::Result<std::int64_t> generationsFrom(telemetry::Timestamp start) const;
    // What health has still to count, and its monitors had learnt; for whoever continues it.
    telemetry::Result<Backlog> backlog() const;
    telemetry::Result<std::vector<telemetry::Baseline>> baselines() const;
    telemetry::Result<std::vector<telemetry::JudgeScale>> judgeScales() const;
    telemetry::Result<std::vector<JudgeRow>> judges(const View&, const JudgeQuery& = {}) const;
    telemetry::Result<FingerprintExtent> fingerprintExtent() const;
    // As they were written, after `row`; see fingerprints.h. Returns where to read on later.
    telemetry::Result<std::int64_t>
    forEachFingerprinted(std::int64_t row, telemetry::Timestamp knownAt,
                         const std::function<bool(const FingerprintedText&)>& visit) const;
    telemetry::Result<telemetry::TraceId> traceId(std::int64_t number) const; // of these
    using Keys = std::vector<telemetry::SpanKey>; // that spans of a trace name in their links:
    telemetry::Result<Keys> linkedFrom(const telemetry::TraceId&, const View&) const;
    telemetry::Result<std::vector<PendingEvaluation>> // in order of their rows, in (after, upTo]
    pendingEvaluations(std::int64_t after, std::int64_t upTo, std::int64_t limit) const;
    // Walks the audit chain, up to the first entry recorded after `knownAt`; where a walk found the
    // beginning whole, on from its end. An error only when the file cannot be read.
    telemetry::Result<VerifyReport>
    verify(telemetry::Timestamp knownAt = telemetry::Timestamp::max(),
           const VerifyReport& before = {}) const;

    friend class AnswerReader; // answerfacts.h
    struct Private; // shared by the parts of the implementation
    Private& parts() const { return *d; } // for these alone, as in suspects.cpp

private:
    friend class GenerationContexts;
    explicit Reader(std::unique_ptr<Private> d);
    std::unique_ptr<Private> d;
};

} // namespace store
