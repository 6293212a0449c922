// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/telemetrywriter.h"

#include "models/store/findingstext.h"

#include <algorithm>
#include <array>
#include <unordered_map>

namespace store {

namespace {

std::int64_t bits(telemetry::SpanId id)
{
    return static_cast<std::int64_t>(id);
}

// The hash by which a resent record is known again: its bytes, where it came from, and the
// how-many-th of its kind it is within one request, since equal records of one request are all
// meant.
class OccurrenceHash
{
public:
    std::int64_t operator()(std::string_view bytes, std::int64_t place)
    {
        const std::int64_t base = stableHash(bytes, static_cast<std::uint64_t>(place));
        const std::uint64_t occurrence = m_seen[base]++;
        return occurrence == 0
            ? base
            : stableHash(bytes, static_cast<std::uint64_t>(place) + (occurrence << 32U));
    }

private:
    std::unordered_map<std::int64_t, std::uint64_t> m_seen;
};

} // namespace

TelemetryWriter::TelemetryWriter(const Database& database, Interner& interner)
    : m_database(database)
    , m_interner(interner)
    , m_merger(database)
    , m_mapping(database, interner)
    , m_judgeCalls(database)
    , m_fingerprints(database)
    , m_insertSpan(database.prepare(
          "INSERT OR IGNORE INTO spans(trace_no, span_id, parent_id, start_ns, end_ns, "
          "recorded_ns, name, service, "
          "resource, scope, kind, status, step, failed) "
          "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)"))
    , m_insertSpanBody(database.prepare("INSERT INTO span_bodies(id, body) VALUES(?,?)"))
    , m_insertLog(database.prepare("INSERT OR IGNORE INTO logs(trace_no, span_id, time_ns, "
                                   "observed_ns, recorded_ns, severity, event, resource, "
                                   "scope, hash, body) VALUES(?,?,?,?,?,?,?,?,?,?,?)"))
    , m_insertPoint(database.prepare(
          "INSERT OR IGNORE INTO metric_points(name, unit, type, temporality, is_monotonic, "
          "start_ns, time_ns, "
          "recorded_ns, value, resource, scope, hash, body) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)"))
    , m_insertGeneration(database.prepare(
          "INSERT OR IGNORE INTO generations(id, trace_no, span_id, start_ns, has_span, service, "
          "operation, provider, model_requested, model_served, version, adapter, prompt_version, "
          "response_hash, recorded_ns) "
          "VALUES(?14,?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?15)"))
    , m_mergeGeneration(database.prepare(
          "UPDATE generations SET start_ns=CASE WHEN ?4 AND ?3<>0 AND (has_span=0 OR start_ns=0) "
          "THEN ?3 ELSE start_ns END, "
          "has_span=max(has_span, ?4), service=coalesce(service, ?5), "
          "operation=coalesce(operation, ?6), provider=coalesce(provider, ?7), "
          "model_requested=coalesce(model_requested, ?8), "
          "model_served=coalesce(model_served, ?9), version=coalesce(version, ?10), "
          "adapter=coalesce(adapter, ?11), prompt_version=coalesce(prompt_version, ?12), "
          "response_hash=coalesce(response_hash, ?13) "
          "WHERE trace_no=?1 AND span_id=?2 RETURNING id"))
    , m_ruleOut(
          database.prepare("DELETE FROM generations WHERE trace_no=? AND span_id=? RETURNING id"))
    , m_endPending(database.prepare("DELETE FROM pending_generations WHERE id=?"))
    , m_findStep(database.prepare("SELECT step FROM spans WHERE trace_no=? AND span_id=?"))
    , m_insertEvaluation(database.prepare(
          "INSERT OR IGNORE INTO evaluations(hash, trace_no, span_id, response_id, response_hash, "
          "check_name, evaluator, "
          "origin, state, value, badness, label, reason, findings, time_ns, recorded_ns) "
          "VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)"))
    , m_addPendingPart(database.prepare("INSERT INTO pending_generations(id, parts) VALUES(?, 1) "
                                        "ON CONFLICT(id) DO UPDATE SET parts=parts+1"))
    , m_endPendingParts(database.prepare("DELETE FROM pending_generations WHERE id=? AND parts<=?"))
    , m_subtractPendingParts(
          database.prepare("UPDATE pending_generations SET parts=parts-?2 WHERE id=?1"))
    , m_addPendingEvaluation(database.prepare("INSERT INTO pending_evaluations(id) VALUES(?)"))
    , m_endPendingEvaluation(database.prepare("DELETE FROM pending_evaluations WHERE id=?"))
    , m_findChange(
          database.prepare("SELECT time_ns FROM changes WHERE service=? AND field=? AND value=?"))
    , m_findPrevious(database.prepare("SELECT value FROM changes WHERE service=? AND field=? AND "
                                      "time_ns<=? ORDER BY time_ns DESC LIMIT 1"))
    , m_insertChange(database.prepare("INSERT INTO changes(service, field, value, previous, "
                                      "time_ns, recorded_ns) VALUES(?,?,?,?,?,?)"))
    , m_advanceChange(
          database.prepare("UPDATE changes SET time_ns=? WHERE service=? AND field=? AND value=?"))
    , m_takeBackChange(database.prepare(
          "DELETE FROM changes WHERE service=? AND field=? AND value=? AND time_ns=?"))
{
    Statement inferred = database.prepare(
        "SELECT EXISTS(SELECT 1 FROM generations WHERE has_span=0 AND id>"
        "(SELECT coalesce(max(id), 0) - 100000 FROM generations))"); // older ones hardly wait still
    Statement last = database.prepare("SELECT max(id) FROM generations");
    m_lastGeneration = last.step() ? last.integer(0) : 0;
    m_hasInferred = inferred.step() && inferred.integer(0) != 0;
}

void TelemetryWriter::forget()
{
    m_knownChanges.clear();
    m_mapping.forget();
    m_judgeCalls.forget();
    m_fingerprints.forget();
}

telemetry::Result<Appended> TelemetryWriter::append(const dialect::Interpreted& interpreted)
{
    const telemetry::Batch& batch = interpreted.batch;
    const Places places = placesOf(batch);
    Appended appended;
    SpanNews spans;
    std::vector<bool> newLogs;
    bool isGood = appendSpans(interpreted, places, spans, appended)
        && appendLogs(batch, places, newLogs, appended) && appendPoints(batch, places, appended);
    for (const dialect::GenerationPart& part : interpreted.generations) {
        const std::vector<bool>& isNew = part.fromLog ? newLogs : spans.isNew;
        std::int64_t row = 0;
        const bool isNewPart = isGood && part.index < isNew.size() && isNew[part.index];
        if (isNewPart && !(part.fromLog && isRuledOut(part.generation))) {
            m_hasInferred = m_hasInferred || part.fromLog;
            row = upsertGeneration(part, batch.recorded);
            isGood = row > 0 && m_addPendingPart.bind(row).run();
            // What a judge's model is says nothing about the service.
            const bool isJudges = isGood
                && m_judgeCalls.mark(m_interner.trace(part.generation.trace), part.generation, row,
                                     batch.recorded);
            isGood = isGood && (isJudges || noteChanges(part.generation, batch.recorded));
            if (isGood && m_isFingerprinted)
                m_fingerprints.add(m_interner.trace(part.generation.trace), part.generation);
        }
        appended.generationRows.push_back(row);
    }
    for (const dialect::StepPart& part : interpreted.steps) {
        const bool isNew = part.index < spans.isNew.size() && spans.isNew[part.index];
        if (isGood && isNew && m_isFingerprinted)
            m_fingerprints.add(m_interner.trace(part.step.trace), part.step,
                               batch.spans[part.index].start);
    }
    isGood = isGood && m_fingerprints.write(batch.recorded) && markJudgeCalls(batch.recorded)
        && appendEvaluations(interpreted, spans, appended)
        && noteOtherChanges(interpreted, places, spans);
    if (!isGood || !m_mapping.add(interpreted, spans.isNew, newLogs))
        return tl::make_unexpected(m_database.lastError("be written"));
    return appended;
}

bool TelemetryWriter::appendEvaluations(const dialect::Interpreted& interpreted,
                                        const SpanNews& news, Appended& appended)
{
    bool isGood = true;
    for (std::size_t i = 0; i < interpreted.evaluations.size(); ++i) {
        const std::size_t span = i < interpreted.evaluationSpans.size()
            ? interpreted.evaluationSpans[i]
            : dialect::Interpreted::kNoSpan;
        std::int64_t row = 0; // a duplicate is counted with the record it came in
        if (span >= news.isRefused.size() || !news.isRefused[span])
            isGood = isGood && appendEvaluation(interpreted.evaluations[i], row)
                && (row == 0 || m_addPendingEvaluation.bind(row).run());
        appended.evaluationRows.push_back(row);
    }
    return isGood;
}

TelemetryWriter::Places TelemetryWriter::placesOf(const telemetry::Batch& batch)
{
    Places places;
    for (const auto& resource : batch.resources) {
        places.resources.push_back(m_interner.resource(resource, batch.recorded));
        places.services.push_back(m_interner.string(resource.service));
    }
    for (const auto& scope : batch.scopes)
        places.scopes.push_back(m_interner.scope(scope, batch.recorded));
    return places;
}

bool TelemetryWriter::appendSpans(const dialect::Interpreted& interpreted, const Places& places,
                                  SpanNews& news, Appended& appended)
{
    const telemetry::Batch& batch = interpreted.batch;
    news.isNew.reserve(batch.spans.size());
    news.isRefused.assign(batch.spans.size(), false);
    for (std::size_t i = 0; i < batch.spans.size(); ++i) {
        const telemetry::SpanRecord& span = batch.spans[i];
        const auto step = i < interpreted.stepKinds.size() ? interpreted.stepKinds[i]
                                                           : telemetry::StepKind::Other;
        const bool isFailed = i < interpreted.areFailed.size()
            ? interpreted.areFailed[i]
            : span.status == telemetry::StatusCode::Error;
        const std::int64_t trace = m_interner.trace(span.trace);
        if (trace <= 0)
            return false;
        m_insertSpan.bind(trace).bind(bits(span.id)).bind(bits(span.parent));
        m_insertSpan.bind(span.start)
            .bind(span.end)
            .bind(batch.recorded)
            .bind(m_interner.stringOrZero(span.name));
        m_insertSpan.bind(places.services[span.resource]).bind(places.resources[span.resource]);
        m_insertSpan.bind(places.scopes[span.scope])
            .bind(std::int64_t{static_cast<int>(span.kind)});
        m_insertSpan.bind(std::int64_t{static_cast<int>(span.status)})
            .bind(std::int64_t{static_cast<int>(step)})
            .bind(std::int64_t{isFailed ? 1 : 0});
        if (!m_interner.run(m_insertSpan))
            return false;
        news.isNew.push_back(m_database.changes() > 0);
        if (!news.isNew.back()) {
            const auto outcome =
                m_merger.merge(trace, span, {.step = step, .isFailed = isFailed}, batch.recorded);
            if (outcome == SpanMerger::Outcome::Failed)
                return false;
            const bool isMerged = outcome == SpanMerger::Outcome::Merged;
            if (isMerged)
                m_judgeCalls.note(trace, step);
            appended.merged += isMerged ? 1 : 0;
            appended.duplicates += outcome == SpanMerger::Outcome::Duplicate ? 1 : 0;
            appended.conflicts += outcome == SpanMerger::Outcome::Conflict ? 1 : 0;
            news.isNew.back() = isMerged; // there is news in it
            news.isRefused[i] = outcome == SpanMerger::Outcome::Conflict;
            continue;
        }
        ++appended.spans;
        m_judgeCalls.note(trace, step);
        if (!m_insertSpanBody.bind(m_database.lastRow()).bindBlob(span.body).run())
            return false;
        if (m_hasInferred && !dialect::canBeGeneration(step) && !ruleOut(trace, span.id))
            return false;
    }
    return true;
}

bool TelemetryWriter::appendLogs(const telemetry::Batch& batch, const Places& places,
                                 std::vector<bool>& isNew, Appended& appended)
{
    OccurrenceHash hash;
    for (const telemetry::LogRecord& log : batch.logs) {
        if (log.trace.isValid())
            m_insertLog.bind(m_interner.trace(log.trace)).bind(bits(log.span));
        else
            m_insertLog.bindNull().bindNull();
        m_insertLog.bind(log.time)
            .bind(log.observed)
            .bind(batch.recorded)
            .bind(std::int64_t{log.severity});
        m_insertLog.bind(m_interner.stringOrZero(log.eventName))
            .bind(places.resources[log.resource]);
        m_insertLog.bind(places.scopes[log.scope])
            .bind(hash(log.body, places.resources[log.resource]));
        if (!m_interner.run(m_insertLog.bindBlob(log.body)))
            return false;
        isNew.push_back(m_database.changes() > 0);
        appended.duplicates += isNew.back() ? 0 : 1;
    }
    return true;
}

bool TelemetryWriter::appendPoints(const telemetry::Batch& batch, const Places& places,
                                   Appended& appended)
{
    OccurrenceHash hash;
    for (const telemetry::MetricPoint& point : batch.points) {
        const std::int64_t name = m_interner.stringOrZero(point.name);
        m_insertPoint.bind(name).bind(m_interner.stringOrZero(point.unit));
        m_insertPoint.bind(std::int64_t{static_cast<int>(point.type)})
            .bind(std::int64_t{point.temporality});
        m_insertPoint.bind(std::int64_t{point.isMonotonic ? 1 : 0})
            .bind(point.start)
            .bind(point.time);
        m_insertPoint.bind(batch.recorded).bind(point.value).bind(places.resources[point.resource]);
        m_insertPoint.bind(places.scopes[point.scope]);
        m_insertPoint.bind(hash(point.body, places.resources[point.resource] * 1'000'003 + name));
        if (!m_interner.run(m_insertPoint.bindBlob(point.body)))
            return false;
        appended.duplicates += m_database.changes() > 0 ? 0 : 1;
    }
    return true;
}

bool TelemetryWriter::ruleOut(std::int64_t trace, telemetry::SpanId span)
{
    const bool wasThere = m_ruleOut.bind(trace).bind(bits(span)).step();
    const std::int64_t row = wasThere ? m_ruleOut.integer(0) : 0;
    const bool isGood = !m_ruleOut.hasFailed();
    m_ruleOut.reset();
    return isGood && (!wasThere || m_endPending.bind(row).run());
}

bool TelemetryWriter::isRuledOut(const telemetry::Generation& generation)
{
    m_findStep.bind(m_interner.trace(generation.trace)).bind(bits(generation.span));
    const bool isRuledOut = m_findStep.step()
        && !dialect::canBeGeneration(static_cast<telemetry::StepKind>(m_findStep.integer(0)));
    m_findStep.reset();
    return isRuledOut;
}

std::int64_t TelemetryWriter::upsertGeneration(const dialect::GenerationPart& part,
                                               telemetry::Timestamp recorded)
{
    const telemetry::Generation& generation = part.generation;
    const auto name = [this](const std::string& text) {
        return text.empty() ? std::optional<std::int64_t>()
                            : std::optional(m_interner.string(text));
    };
    const std::array<std::optional<std::int64_t>, 8> names{
        name(generation.service),        name(generation.operation),    name(generation.provider),
        name(generation.modelRequested), name(generation.modelServed),  name(generation.version),
        name(generation.adapter),        name(generation.promptVersion)};
    const std::int64_t trace = m_interner.trace(generation.trace);
    const auto bindAll = [&](Statement& statement) {
        statement.bind(trace).bind(bits(generation.span)).bind(generation.start);
        statement.bind(std::int64_t{part.fromLog ? 0 : 1});
        for (const auto& value : names)
            statement.bind(value);
        if (generation.responseId.empty())
            statement.bindNull();
        else
            statement.bind(stableHash(generation.responseId));
    };
    bindAll(m_insertGeneration);
    if (!m_interner.run(m_insertGeneration.bind(m_lastGeneration + 1).bind(recorded)))
        return 0;
    if (m_database.changes() > 0)
        return ++m_lastGeneration;
    bindAll(m_mergeGeneration);
    const std::int64_t row = m_mergeGeneration.step() ? m_mergeGeneration.integer(0) : 0;
    m_mergeGeneration.reset();
    return row;
}

bool TelemetryWriter::appendEvaluation(const telemetry::Evaluation& evaluation, std::int64_t& row)
{
    const std::string findings = findingsText(evaluation.findings);
    m_insertEvaluation.bind(stableHash(telemetry::identityOf(evaluation)));
    if (evaluation.trace.isValid())
        m_insertEvaluation.bind(m_interner.trace(evaluation.trace)).bind(bits(evaluation.span));
    else
        m_insertEvaluation.bindNull().bindNull();
    m_insertEvaluation.bindTextOrNull(evaluation.responseId);
    if (evaluation.responseId.empty())
        m_insertEvaluation.bindNull();
    else
        m_insertEvaluation.bind(stableHash(evaluation.responseId));
    m_insertEvaluation.bind(m_interner.string(evaluation.check))
        .bind(m_interner.stringOrZero(evaluation.evaluator));
    m_insertEvaluation.bind(std::int64_t{static_cast<int>(evaluation.origin)});
    m_insertEvaluation.bind(std::int64_t{static_cast<int>(evaluation.state)})
        .bind(evaluation.value);
    m_insertEvaluation.bind(evaluation.badness)
        .bindTextOrNull(evaluation.label)
        .bindTextOrNull(evaluation.reason);
    // An event without a time happened when it was observed (OpenTelemetry, logs data model).
    const bool hasTime = evaluation.time != telemetry::Timestamp{};
    m_insertEvaluation.bindTextOrNull(findings)
        .bind(hasTime ? evaluation.time : evaluation.recorded)
        .bind(evaluation.recorded);
    const bool isGood = m_interner.run(m_insertEvaluation);
    row = isGood && m_database.changes() > 0 ? m_database.lastRow() : 0;
    return isGood;
}

bool TelemetryWriter::settle(const HealthResults& results)
{
    bool isGood = true;
    for (const auto& [row, parts] : results.judgedParts) {
        isGood = isGood && m_endPendingParts.bind(row).bind(parts).run();
        if (isGood && m_database.changes() == 0) // more have come meanwhile
            isGood = m_subtractPendingParts.bind(row).bind(parts).run();
    }
    for (const std::int64_t row : results.countedEvaluations)
        isGood = isGood && m_endPendingEvaluation.bind(row).run();
    return isGood;
}

} // namespace store
