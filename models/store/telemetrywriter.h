// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/interpreter.h"
#include "models/store/fingerprintwriter.h"
#include "models/store/interner.h"
#include "models/store/judgecalls.h"
#include "models/store/mappingwriter.h"
#include "models/store/spanmerger.h"
#include "models/store/sqlite.h"
#include "models/store/writer.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace store {

// Writes what came off the wire: spans, generations, log records, metric points and the evaluations
// that came with them. Part of Writer; runs inside its transaction.
class TelemetryWriter
{
public:
    TelemetryWriter(const Database& database, Interner& interner);

    telemetry::Result<Appended> append(const dialect::Interpreted& interpreted);
    bool flush() { return m_mapping.flush(); } // before each commit
    void forget(); // after a rollback
    void setFingerprinted(bool isFingerprinted) { m_isFingerprinted = isFingerprinted; }
    void forgetMapping() { m_mapping.forget(); } // names of it are gone; between transactions
    // `row` becomes 0 for one that was there already.
    bool appendEvaluation(const telemetry::Evaluation& evaluation, std::int64_t& row);
    // Health has dealt with these.
    bool settle(const HealthResults& results);

private:
    struct Places // row numbers of a batch's resources and scopes
    {
        std::vector<std::int64_t> resources;
        std::vector<std::int64_t> scopes;
        std::vector<std::int64_t> services;
    };
    Places placesOf(const telemetry::Batch& batch);
    struct SpanNews // one entry a span of the batch
    {
        std::vector<bool> isNew; // also in part
        std::vector<bool> isRefused; // uses the ids of another span
    };
    bool appendSpans(const dialect::Interpreted& interpreted, const Places& places, SpanNews& news,
                     Appended& appended);
    // What a refused span brought is not about the span that has its ids.
    bool appendEvaluations(const dialect::Interpreted& interpreted, const SpanNews& news,
                           Appended& appended);
    bool appendLogs(const telemetry::Batch& batch, const Places& places, std::vector<bool>& isNew,
                    Appended& appended);
    bool appendPoints(const telemetry::Batch& batch, const Places& places, Appended& appended);
    std::int64_t upsertGeneration(const dialect::GenerationPart& part,
                                  telemetry::Timestamp recorded);
    // The span has come and is something else: what was only inferred from its log records goes.
    bool ruleOut(std::int64_t trace, telemetry::SpanId span);
    // Whether the span is there and is something else: then its log records are no generation.
    bool isRuledOut(const telemetry::Generation& generation);
    bool noteChanges(const telemetry::Generation& generation, telemetry::Timestamp recorded);
    // What is told beside generations: versions of indexes, who judges, by what client library.
    bool noteOtherChanges(const dialect::Interpreted& interpreted, const Places& places,
                          const SpanNews& news);
    struct Change
    {
        std::int64_t service = 0;
        std::string_view field = {};
        std::int64_t value = 0;
    };
    struct ChangePlace
    {
        std::int64_t service = 0;
        std::size_t number = 0; // of the field
        std::string_view field;
    };
    bool noteValue(const ChangePlace& place, const std::string& value, telemetry::Timestamp time,
                   telemetry::Timestamp recorded);
    // Of generations that have come before and are known for a judge's calls now.
    bool markJudgeCalls(telemetry::Timestamp recorded);
    // `first` becomes the earliest time known.
    bool noteChange(const Change& change, telemetry::Timestamp time, telemetry::Timestamp recorded,
                    telemetry::Timestamp& first);

    const Database& m_database;
    Interner& m_interner;
    SpanMerger m_merger;
    MappingWriter m_mapping;
    JudgeCalls m_judgeCalls;
    FingerprintWriter m_fingerprints;
    Statement m_insertSpan;
    Statement m_insertSpanBody;
    Statement m_insertLog;
    Statement m_insertPoint;
    Statement m_insertGeneration;
    Statement m_mergeGeneration;
    Statement m_ruleOut;
    Statement m_endPending;
    Statement m_findStep;
    Statement m_insertEvaluation;
    Statement m_addPendingPart;
    Statement m_endPendingParts;
    Statement m_subtractPendingParts;
    Statement m_addPendingEvaluation;
    Statement m_endPendingEvaluation;
    Statement m_findChange;
    Statement m_findPrevious;
    Statement m_insertChange;
    Statement m_advanceChange;
    Statement m_takeBackChange;
    // Rows are not given twice: health may still speak of one that was ruled out.
    std::int64_t m_lastGeneration = 0;
    bool m_isFingerprinted = true;
    bool m_hasInferred = false; // there may be generations of which only log records are known
    // By service, number of the field, value.
    std::map<std::tuple<std::int64_t, std::size_t, std::int64_t>, telemetry::Timestamp>
        m_knownChanges;
};

} // namespace store
