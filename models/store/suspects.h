// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace store {

// A suspicion and what is known of its generation without composing it.
struct SuspectFacts
{
    std::int64_t row = 0; // of the suspicion; a later one of the same generation has a greater one
    telemetry::Suspicion suspicion;
    telemetry::Timestamp start; // of the generation; the suspicion has its end
    std::string service;
    std::string operation;
    std::string provider;
    std::string model; // served, else requested
    std::string version; // of the service
    std::string adapter;
    std::string promptVersion;
};

// Of the reasons of a suspicion so many bytes are read: what a sender explains has no end.
inline constexpr std::size_t kMostReasons = 4096;

// All suspects of the view from a probability on, in no order, in one transaction and without
// their content; the limit of the filter does not count. `visit` returns false to stop.
telemetry::Result<void> forEachSuspect(const Reader& reader, const View& view,
                                       const GenerationFilter& filter, double minimum,
                                       const std::function<bool(SuspectFacts)>& visit);

// The same of one generation, whatever its time. Where no suspicion was known then, the first one
// that came: it is written a moment after the results that it is made of. Without any, a
// probability of 0 and no row. Nothing when no such generation is known, or it is none of the
// filter's.
telemetry::Result<std::optional<SuspectFacts>> suspectFacts(const Reader& reader,
                                                            const telemetry::SpanKey& key,
                                                            telemetry::Timestamp knownAt,
                                                            const GenerationFilter& filter = {});

// What a person said in the telemetry of a generation, and the suspicion that was known before.
struct SentVerdict
{
    std::int64_t row = 0; // of the evaluation, ascending
    // With the generation's ids; without a trace while that generation is not recorded, as a log
    // record may come before its span.
    telemetry::Evaluation evaluation;
    std::optional<double> suspicionBefore = {};
    std::string reasonsBefore = {};
};
// Those in rows after `row`, in their order.
telemetry::Result<std::vector<SentVerdict>> sentVerdicts(const Reader& reader, std::int64_t row);
// The same of these rows alone: for those that had no generation yet.
telemetry::Result<std::vector<SentVerdict>> sentVerdicts(const Reader& reader,
                                                         const std::vector<std::int64_t>& rows);
// The newest rows, for who reads on from there: no new one, nothing new.
telemetry::Result<std::int64_t> newestEvaluationRow(const Reader& reader);
telemetry::Result<std::int64_t> newestGenerationRow(const Reader& reader);
// Entries of the timeline after that one which are verdicts, in their order.
telemetry::Result<std::vector<telemetry::TimelineEntry>> verdictEntries(const Reader& reader,
                                                                        std::int64_t sequence);

// The attributes of a span's resource, as text, in the order sent.
telemetry::Result<std::vector<std::pair<std::string, std::string>>>
resourceAttributes(const Reader& reader, const telemetry::SpanKey& key,
                   telemetry::Timestamp knownAt);

// One result of a check on a generation.
struct CheckResult
{
    std::int64_t row = 0; // of the evaluation, in the order in which they were counted
    telemetry::SpanKey key;
    telemetry::Timestamp time; // of the evaluation
    telemetry::Timestamp answered; // when its call ended; the evaluation's time when not known
    double badness = 0;
    std::string check; // as sent
    std::string evaluator;
    telemetry::EvaluationOrigin origin = telemetry::EvaluationOrigin::Validator;
    std::string operation;
    std::string model; // served, else requested
    std::string version;
    std::string adapter;
    std::string promptVersion;
};
// Those with a badness that name `check` (or, of a judge, what its signal is called after) on a
// service's generations in the time range of the view, in order of their rows.
telemetry::Result<std::vector<CheckResult>> checkResults(const Reader& reader, const View& view,
                                                         const std::string& service,
                                                         const std::vector<std::string>& checks);

// The beginning of what it answered: sanitized UTF-8, at most 200 code points.
std::string excerptOf(const telemetry::Generation& generation);

} // namespace store
