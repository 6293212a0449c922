// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/feedreader.h"
#include "models/store/findingstext.h"
#include "models/store/pages.h"
#include "models/store/reader.h"
#include "models/store/readerprivate.h"
#include "models/telemetry/signalcheck.h"

#include <chrono>
#include <limits>
#include <string>
#include <utility>

namespace store {

namespace {

// Of our own validators, the newest known by ?3 of its check.
constexpr const char* kIsNewest =
    "NOT (e.origin=1 AND EXISTS (SELECT 1 FROM evaluations n WHERE n.trace_no=e.trace_no AND "
    "n.span_id=e.span_id AND n.origin=1 AND n.check_name=e.check_name AND n.id>e.id AND "
    "n.recorded_ns<=?3))";

// What an evaluation is about: a generation, by its span or by the response that it names,
// whichever came first (a judge may send its result from its own span and name the response); else
// another span; else, of a whole trace, the span that it begins with.
constexpr const char* kJoinSubject =
    "LEFT JOIN generations g ON g.id = CASE WHEN e.origin=0 AND e.response_hash IS NOT NULL AND "
    "NOT EXISTS (SELECT 1 FROM generations o WHERE o.trace_no=e.trace_no AND o.span_id=e.span_id "
    "AND o.response_hash=e.response_hash) THEN coalesce((SELECT id FROM generations WHERE "
    "response_hash=e.response_hash ORDER BY id LIMIT 1), (SELECT id FROM generations WHERE "
    "trace_no=e.trace_no AND span_id=e.span_id)) ELSE (SELECT id FROM generations WHERE "
    "trace_no=e.trace_no AND span_id=e.span_id) END "
    "LEFT JOIN spans s ON g.id IS NULL AND s.id = CASE WHEN e.span_id<>0 THEN (SELECT id FROM "
    "spans WHERE trace_no=e.trace_no AND span_id=e.span_id) WHEN e.response_hash IS NULL THEN "
    "(SELECT id FROM spans WHERE trace_no=e.trace_no ORDER BY parent_id<>0, start_ns, id LIMIT 1) "
    "END ";

// Found by index, so that a trace is read without looking through the verdicts on all others: what
// may be about it, by its ids or by a response of its generations. kJoinSubject then tells.
constexpr const char* kMayBeOfTrace =
    "e.id IN (SELECT id FROM evaluations WHERE trace_no=? UNION SELECT o.id FROM generations r "
    "JOIN evaluations o ON o.response_hash=r.response_hash WHERE o.origin=0 AND r.trace_no=?)";
constexpr const char* kMayBeOfSpan =
    "e.id IN (SELECT id FROM evaluations WHERE trace_no=?1 AND span_id=?2 UNION SELECT o.id FROM "
    "generations r JOIN evaluations o ON o.response_hash=r.response_hash WHERE o.origin=0 AND "
    "r.trace_no=?1 AND r.span_id=?2)";

// -1 when there is no such kind.
std::int64_t stepKind(const std::string& name)
{
    for (int kind = 0; kind <= static_cast<int>(telemetry::StepKind::Evaluator); ++kind) {
        if (telemetry::toString(static_cast<telemetry::StepKind>(kind)) == name)
            return kind;
    }
    return -1;
}

// The filter on what kJoinSubject found.
FilterClause subjectClause(const Reader::Private& reader, const GenerationFilter& filter)
{
    GenerationFilter ofModel;
    ofModel.model = filter.model;
    FilterClause clause = filterClause(reader, ofModel, "g", true);
    const auto add = [&clause](const std::string& condition, std::int64_t value) {
        clause.sql += " AND " + condition;
        clause.isImpossible = clause.isImpossible || value < 0;
        clause.values.push_back(value);
    };
    if (filter.trace) { // an evaluation knows its trace also when the generation never came
        const std::int64_t trace = reader.traceNumber(*filter.trace);
        clause.values.insert(clause.values.end(), 2, trace);
        add(std::string(kMayBeOfTrace) + " AND coalesce(g.trace_no, e.trace_no)=?", trace);
    }
    if (!filter.service.empty())
        add("coalesce(g.service, s.service)=?", reader.stringId(filter.service));
    if (filter.operation) {
        clause.sql += " AND CASE WHEN s.id IS NULL THEN coalesce(g.operation, 0)=? "
                      "WHEN e.span_id=0 THEN ? ELSE s.step=? END";
        clause.values.push_back(filter.operation->empty() ? 0 : reader.stringId(*filter.operation));
        clause.values.push_back(*filter.operation == telemetry::kTraceOperation ? 1 : 0);
        clause.values.push_back(stepKind(*filter.operation));
    }
    return clause;
}

telemetry::Evaluation evaluationRow(Reader::Private& reader, const Statement& row)
{
    telemetry::Evaluation evaluation;
    if (!row.isNull(0)) {
        evaluation.trace = reader.traceId(row.integer(0));
        evaluation.span = spanId(row.integer(1));
    }
    evaluation.responseId = row.text(2);
    evaluation.check = reader.string(row.integer(3));
    evaluation.evaluator = reader.string(row.integer(4));
    evaluation.origin = static_cast<telemetry::EvaluationOrigin>(row.integer(5));
    evaluation.state = static_cast<telemetry::EvaluationState>(row.integer(6));
    evaluation.value = row.optionalReal(7);
    evaluation.badness = row.optionalReal(8);
    evaluation.label = row.text(9);
    evaluation.reason = row.text(10);
    evaluation.findings = findingsFromText(row.text(11));
    evaluation.time = row.time(12);
    evaluation.recorded = row.time(13);
    return evaluation;
}

} // namespace

telemetry::Result<std::vector<telemetry::Evaluation>>
Reader::evaluations(const View& view, const GenerationFilter& filter) const
{
    return collected<telemetry::Evaluation>(
        [&](const auto& visit) { return forEachEvaluation(view, filter, visit); });
}

telemetry::Result<void>
Reader::forEachEvaluation(const View& view, const GenerationFilter& filter,
                          const std::function<bool(telemetry::Evaluation)>& visit) const
{
    FilterClause clause = subjectClause(*d, filter);
    if (clause.isImpossible)
        return d->outcome();
    RowPages pages(
        *d, view, filter,
        {.columns =
             "coalesce(g.trace_no, e.trace_no), coalesce(g.span_id, e.span_id), "
             "e.response_id, e.check_name, e.evaluator, e.origin, e.state, e.value, e.badness, "
             "e.label, e.reason, e.findings, e.time_ns, e.recorded_ns, e.time_ns, e.id",
         .tables = std::string(" FROM evaluations e ") + kJoinSubject,
         .condition = std::string("e.recorded_ns<=?3 AND ") + kIsNewest + " AND ",
         .table = "evaluations",
         // No index by time, where the few of one trace are to be found.
         .time = filter.trace ? "+e.time_ns" : "e.time_ns",
         .row = "e.id"},
        std::move(clause));
    std::vector<telemetry::Evaluation> page;
    std::size_t bytes = 0;
    while (pages.next(14, [&](const Statement& row) {
        page.push_back(evaluationRow(*d, row));
        bytes += page.back().reason.size() + page.back().label.size();
        return bytes < kBytesInPage;
    })) {
        bytes = 0;
        for (telemetry::Evaluation& row : std::exchange(page, {})) {
            if (d->isDamaged() || !visit(std::move(row)))
                return d->outcome();
        }
    }
    return d->outcome();
}

telemetry::Result<void> Reader::forEachJudged(std::int64_t limit,
                                              const std::function<void(JudgedRow)>& visit) const
{
    return forEachJudgedUpTo(*this, std::numeric_limits<std::int64_t>::max(), limit,
                             [&visit](JudgedRow row) {
                                 visit(std::move(row));
                                 return true;
                             });
}

telemetry::Result<void> forEachJudgedUpTo(const Reader& reader, std::int64_t upTo,
                                          std::int64_t limit,
                                          const std::function<bool(JudgedRow)>& visit)
{
    Reader::Private* const d = &reader.parts();
    const Reader::Private::Transaction transaction(d->database);
    Statement select = d->database.prepare(
        "SELECT coalesce(g.trace_no, e.trace_no), coalesce(g.span_id, e.span_id), e.response_id, "
        "e.check_name, e.evaluator, e.origin, e.state, e.value, e.badness, e.label, e.reason, "
        "e.findings, e.time_ns, e.recorded_ns, coalesce(g.service, s.service), g.operation, "
        "g.model_requested, g.model_served, g.version, g.adapter, g.prompt_version, "
        "coalesce(g.start_ns, s.start_ns), g.id, s.step, e.span_id=0 "
        "FROM (SELECT id FROM evaluations WHERE id<=? ORDER BY id DESC LIMIT ?) n "
        "JOIN evaluations e ON e.id=n.id "
        + std::string(kJoinSubject)
        + "WHERE (g.id IS NOT NULL OR s.id IS NOT NULL) AND NOT EXISTS "
          "(SELECT 1 FROM pending_evaluations p WHERE p.id=e.id) ORDER BY e.id");
    select.bind(upTo).bind(limit);
    while (select.step()) {
        JudgedRow row;
        row.evaluation = evaluationRow(*d, select);
        telemetry::Generation& subject = row.subject;
        subject.service = d->string(select.integer(14));
        subject.start = select.time(21);
        if (select.isNull(22)) {
            subject.operation = select.integer(24) != 0
                ? telemetry::kTraceOperation
                : telemetry::toString(static_cast<telemetry::StepKind>(select.integer(23)));
        } else {
            subject.trace = row.evaluation.trace;
            subject.span = row.evaluation.span;
            subject.operation = d->string(select.integer(15));
            subject.modelRequested = d->string(select.integer(16));
            subject.modelServed = d->string(select.integer(17));
            subject.version = d->string(select.integer(18));
            subject.adapter = d->string(select.integer(19));
            subject.promptVersion = d->string(select.integer(20));
        }
        if (d->isDamaged() || !visit(std::move(row)))
            break;
    }
    return d->outcome(select);
}

telemetry::Result<std::vector<telemetry::Evaluation>>
Reader::evaluationsOf(const telemetry::SpanKey& key, const View& view) const
{
    const Private::Transaction transaction(d->database);
    Statement select = d->database.prepare(
        "SELECT ?1, ?2, e.response_id, e.check_name, e.evaluator, e.origin, e.state, e.value, "
        "e.badness, e.label, e.reason, e.findings, e.time_ns, e.recorded_ns FROM evaluations e "
        + std::string(kJoinSubject) + "WHERE " + kMayBeOfSpan
        + " AND coalesce(g.trace_no, e.trace_no)=?1 AND coalesce(g.span_id, e.span_id)=?2 AND "
          "e.recorded_ns<=?3 AND "
        + kIsNewest + " ORDER BY e.time_ns, e.id");
    select.bind(d->traceNumber(key.trace))
        .bind(static_cast<std::int64_t>(key.span))
        .bind(view.knownAt);
    std::vector<telemetry::Evaluation> rows;
    while (select.step())
        rows.push_back(evaluationRow(*d, select));
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return rows;
}

telemetry::Result<std::optional<telemetry::EvaluationState>>
Reader::newestUnknown(const View& view, const std::string& service, const std::string& check) const
{
    constexpr std::string_view kOfJudge = " (judge)";
    const Private::Transaction transaction(d->database);
    const bool isOurs = telemetry::isOwnCheck(check);
    const std::string judged =
        check.ends_with(kOfJudge) ? check.substr(0, check.size() - kOfJudge.size()) : check;
    // What our validators call no data was never counted as unknown.
    Statement select = d->database.prepare(
        "SELECT e.state FROM evaluations e " + std::string(kJoinSubject)
        + "WHERE e.time_ns>=?1 AND e.time_ns<?2 AND e.recorded_ns<=?3 AND " + kIsNewest
        + " AND coalesce(g.service, s.service)=?4 AND e.check_name IN (?5, ?6) AND e.origin=?7 "
          "AND (e.badness IS NULL OR e.state NOT IN (?8, ?9, ?10)) AND NOT (?7=1 AND e.state=?11) "
          "ORDER BY e.time_ns DESC, e.id DESC LIMIT 1");
    const auto state = [](telemetry::EvaluationState value) {
        return std::int64_t{static_cast<int>(value)};
    };
    select.bind(telemetry::Timestamp(std::chrono::floor<std::chrono::seconds>(view.range.start)))
        .bind(telemetry::Timestamp(std::chrono::ceil<std::chrono::seconds>(view.range.end)))
        .bind(view.knownAt)
        .bind(d->stringId(service))
        .bind(d->stringId(check))
        .bind(d->stringId(judged))
        .bind(std::int64_t{isOurs ? 1 : 0})
        .bind(state(telemetry::EvaluationState::Passed))
        .bind(state(telemetry::EvaluationState::Failed))
        .bind(state(telemetry::EvaluationState::Inconclusive))
        .bind(state(telemetry::EvaluationState::NoData));
    std::optional<telemetry::EvaluationState> kind;
    if (select.step())
        kind = static_cast<telemetry::EvaluationState>(select.integer(0));
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return kind;
}

telemetry::Result<Backlog> Reader::backlog() const
{
    const Private::Transaction transaction(d->database);
    Backlog backlog;
    Statement newest = d->database.prepare(
        "SELECT (SELECT max(id) FROM generations), (SELECT max(id) FROM evaluations)");
    if (newest.step()) {
        backlog.newestGeneration = newest.integer(0);
        backlog.newestEvaluation = newest.integer(1);
    }
    Statement select = d->database.prepare(
        "SELECT p.id, p.parts, g.trace_no, g.span_id FROM pending_generations p JOIN "
        "generations g ON g.id=p.id ORDER BY p.id");
    while (select.step())
        backlog.generations.push_back(
            {.row = select.integer(0),
             .parts = select.integer(1),
             .key = {.trace = d->traceId(select.integer(2)), .span = spanId(select.integer(3))}});
    if (d->hasFailed(newest) || d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return backlog;
}

telemetry::Result<std::vector<PendingEvaluation>>
Reader::pendingEvaluations(std::int64_t after, std::int64_t upTo, std::int64_t limit) const
{
    const Private::Transaction transaction(d->database);
    Statement select = d->database.prepare(
        "SELECT e.trace_no, e.span_id, e.response_id, e.check_name, e.evaluator, e.origin, "
        "e.state, e.value, e.badness, e.label, e.reason, e.findings, e.time_ns, e.recorded_ns, "
        "e.id FROM pending_evaluations p JOIN evaluations e ON e.id=p.id WHERE p.id>? AND p.id<=? "
        "ORDER BY p.id LIMIT ?");
    select.bind(after).bind(upTo).bind(limit);
    std::vector<PendingEvaluation> rows;
    while (select.step())
        rows.push_back({.row = select.integer(14), .evaluation = evaluationRow(*d, select)});
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return rows;
}

} // namespace store
