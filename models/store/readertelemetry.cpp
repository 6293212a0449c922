// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/interpreter.h"
#include "models/otlp/value.h"
#include "models/store/findingstext.h"
#include "models/store/interner.h"
#include "models/store/reader.h"
#include "models/store/readerprivate.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <string>

namespace store {

namespace {

constexpr std::int64_t kExcerptCodePoints = 200;

std::string withFilter(std::string sql, const FilterClause& clause, std::string_view order)
{
    return sql + clause.sql + " ORDER BY " + std::string(order) + " LIMIT ?";
}

void bindRange(Statement& statement, const View& view, const FilterClause& clause,
               std::int64_t limit)
{
    statement.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    for (const auto value : clause.values)
        statement.bind(value);
    statement.bind(limit);
}

telemetry::SpanId spanId(std::int64_t bits)
{
    return telemetry::SpanId{static_cast<std::uint64_t>(bits)};
}

SpanRow spanRow(Reader::Private& reader, const Statement& row)
{
    SpanRow span;
    span.trace = reader.traceId(row.integer(0));
    span.span = spanId(row.integer(1));
    span.parent = spanId(row.integer(2));
    span.name = telemetry::sanitizedUtf8(reader.string(row.integer(3)));
    span.service = reader.string(row.integer(4));
    span.kind = static_cast<telemetry::SpanKind>(row.integer(5));
    span.status = static_cast<telemetry::StatusCode>(row.integer(6));
    span.step = static_cast<telemetry::StepKind>(row.integer(7));
    span.start = row.time(8);
    span.end = row.time(9);
    span.recorded = row.time(10);
    return span;
}

constexpr const char* kSpanColumns =
    "SELECT s.trace_no, s.span_id, s.parent_id, s.name, s.service, s.kind, s.status, "
    "s.step, s.start_ns, s.end_ns, s.recorded_ns, s.id FROM spans s ";
constexpr int kSpanIdColumn = 11;

std::string excerptOf(const telemetry::Generation& generation)
{
    std::string text = telemetry::sanitizedUtf8(telemetry::outputText(generation));
    std::int64_t points = 0;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool isStart = (static_cast<unsigned char>(text[at]) & 0xC0U) != 0x80U;
        if (isStart && ++points > kExcerptCodePoints) {
            text.resize(at);
            break;
        }
    }
    return text;
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

// The vector form of a forEach function.
template<class Row, class ForEach>
telemetry::Result<std::vector<Row>> collected(ForEach&& forEach)
{
    std::vector<Row> rows;
    auto done = forEach([&rows](Row row, const auto&...) {
        rows.push_back(std::move(row));
        return true;
    });
    if (!done)
        return tl::make_unexpected(done.error());
    return rows;
}

} // namespace

telemetry::Result<std::vector<SpanRow>> Reader::spans(const View& view,
                                                      const GenerationFilter& filter) const
{
    return collected<SpanRow>([&](const auto& visit) { return forEachSpan(view, filter, visit); });
}

telemetry::Result<void> Reader::forEachSpan(const View& view, const GenerationFilter& filter,
                                            const std::function<bool(SpanRow)>& visit) const
{
    const Private::Transaction transaction(d->database);
    const FilterClause clause = filterClause(*d, filter, "s", false);
    if (clause.isImpossible)
        return d->outcome();
    Statement select = d->database.prepare(withFilter(
        std::string(kSpanColumns) + "WHERE s.start_ns>=? AND s.start_ns<? AND s.recorded_ns<=?",
        clause, filter.newestFirst ? "s.start_ns DESC, s.id DESC" : "s.start_ns, s.id"));
    bindRange(select, view, clause, filter.limit);
    bool isWanted = true;
    while (isWanted && select.step()) {
        SpanRow row = spanRow(*d, select);
        isWanted = !d->isDamaged() && visit(std::move(row));
    }
    return d->outcome(select);
}

telemetry::Result<std::vector<SpanRow>> Reader::trace(const telemetry::TraceId& id,
                                                      const View& view) const
{
    const Private::Transaction transaction(d->database);
    Statement select =
        d->database.prepare(std::string(kSpanColumns)
                            + "WHERE s.trace_no=? AND s.recorded_ns<=? ORDER BY s.start_ns, s.id");
    select.bind(d->traceNumber(id)).bind(view.knownAt);
    std::vector<SpanRow> rows;
    while (select.step())
        rows.push_back(spanRow(*d, select));
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return rows;
}

telemetry::Result<std::vector<telemetry::Generation>>
Reader::generations(const View& view, const GenerationFilter& filter) const
{
    return collected<telemetry::Generation>(
        [&](const auto& visit) { return forEachGeneration(view, filter, visit); });
}

telemetry::Result<void>
Reader::forEachGeneration(const View& view, const GenerationFilter& filter,
                          const std::function<bool(telemetry::Generation)>& visit) const
{
    const Private::Transaction transaction(d->database);
    const FilterClause clause = filterClause(*d, filter, "g", true);
    if (clause.isImpossible)
        return d->outcome();
    Statement select = d->database.prepare(withFilter(
        "SELECT g.trace_no, g.span_id FROM generations g WHERE g.start_ns>=? AND g.start_ns<? AND "
        "g.recorded_ns<=?",
        clause, filter.newestFirst ? "g.start_ns DESC, g.id DESC" : "g.start_ns, g.id"));
    bindRange(select, view, clause, filter.limit);
    while (select.step() && !d->isDamaged()) {
        auto generation = d->compose(select.integer(0), select.integer(1), view.knownAt);
        if (generation && !visit(std::move(*generation)))
            break;
    }
    return d->outcome(select);
}

telemetry::Result<std::optional<telemetry::Generation>>
Reader::generation(const telemetry::SpanKey& key, const View& view) const
{
    const Private::Transaction transaction(d->database);
    auto generation =
        d->compose(d->traceNumber(key.trace), static_cast<std::int64_t>(key.span), view.knownAt);
    if (d->isDamaged())
        return tl::make_unexpected(d->takeError());
    return generation;
}

telemetry::Result<std::vector<telemetry::Step>> Reader::steps(const View& view,
                                                              const GenerationFilter& filter) const
{
    return collected<telemetry::Step>(
        [&](const auto& visit) { return forEachStep(view, filter, visit); });
}

telemetry::Result<void>
Reader::forEachStep(const View& view, const GenerationFilter& filter,
                    const std::function<bool(telemetry::Step, const SpanRow&)>& visit) const
{
    const Private::Transaction transaction(d->database);
    const FilterClause clause = filterClause(*d, filter, "s", false);
    if (clause.isImpossible)
        return d->outcome();
    static_assert(static_cast<int>(telemetry::StepKind::Other) == 0
                  && static_cast<int>(telemetry::StepKind::Generation) == 4);
    Statement select = d->database.prepare(
        withFilter(std::string(kSpanColumns)
                       + "WHERE s.step NOT IN (0, 4) AND s.start_ns>=? AND s.start_ns<? AND "
                         "s.recorded_ns<=?",
                   clause, filter.newestFirst ? "s.start_ns DESC, s.id DESC" : "s.start_ns, s.id"));
    bindRange(select, view, clause, filter.limit);
    Statement selectBody = d->database.prepare("SELECT body FROM span_bodies WHERE id=?");
    bool isWanted = true;
    while (isWanted && select.step()) {
        const SpanRow row = spanRow(*d, select);
        telemetry::SpanRecord span;
        span.trace = row.trace;
        span.id = row.span;
        span.name = row.name;
        span.status = row.status;
        span.start = row.start;
        span.end = row.end;
        span.body = selectBody.bind(select.integer(kSpanIdColumn)).step() ? selectBody.blob(0)
                                                                          : std::string_view();
        isWanted =
            !d->hasFailed(selectBody) && visit(dialect::Interpreter::builtIn().step(span), row);
        selectBody.reset();
    }
    return d->outcome(select);
}

telemetry::Result<std::vector<std::pair<std::string, std::string>>>
Reader::attributes(const telemetry::SpanKey& key, const View& view) const
{
    const Private::Transaction transaction(d->database);
    Statement select =
        d->database.prepare("SELECT b.body FROM spans s JOIN span_bodies b ON b.id=s.id WHERE "
                            "s.trace_no=? AND s.span_id=? AND s.recorded_ns<=?");
    select.bind(d->traceNumber(key.trace))
        .bind(static_cast<std::int64_t>(key.span))
        .bind(view.knownAt);
    std::vector<std::pair<std::string, std::string>> attributes;
    if (select.step()) {
        otlp::forEachAttribute(
            select.blob(0), otlp::kSpanAttributes,
            [&attributes](std::string_view name, const otlp::AnyValueView& value) {
                attributes.emplace_back(telemetry::sanitizedUtf8(name), value.toText());
            });
    }
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return attributes;
}

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
    const Private::Transaction transaction(d->database);
    FilterClause clause = filterClause(*d, filter, "g", true);
    if (clause.isImpossible)
        return d->outcome();
    if (filter.trace) // an evaluation knows its trace also when the generation never came
        clause.sql.replace(clause.sql.find("g.trace_no"), std::string_view("g.trace_no").size(),
                           "coalesce(e.trace_no, g.trace_no)");
    // What only names a response finds its generation by that, whichever came first.
    Statement select = d->database.prepare(withFilter(
        "SELECT coalesce(e.trace_no, g.trace_no), coalesce(e.span_id, g.span_id), e.response_id, "
        "e.check_name, "
        "e.evaluator, e.origin, e.state, e.value, e.badness, e.label, e.reason, e.findings, "
        "e.time_ns, e.recorded_ns "
        "FROM evaluations e LEFT JOIN generations g ON g.id = CASE WHEN e.trace_no IS NOT NULL "
        "THEN (SELECT id FROM generations WHERE trace_no=e.trace_no AND span_id=e.span_id) "
        "ELSE (SELECT id FROM generations WHERE response_hash=e.response_hash LIMIT 1) END "
        "WHERE e.time_ns>=? AND e.time_ns<? AND e.recorded_ns<=?",
        clause, filter.newestFirst ? "e.time_ns DESC, e.id DESC" : "e.time_ns, e.id"));
    bindRange(select, view, clause, filter.limit);
    bool isWanted = true;
    while (isWanted && select.step()) {
        telemetry::Evaluation row = evaluationRow(*d, select);
        isWanted = !d->isDamaged() && visit(std::move(row));
    }
    return d->outcome(select);
}

telemetry::Result<std::vector<telemetry::Evaluation>>
Reader::evaluationsOf(const telemetry::SpanKey& key, const View& view) const
{
    const Private::Transaction transaction(d->database);
    Statement select =
        d->database.prepare("SELECT ?1, ?2, e.response_id, e.check_name, e.evaluator, e.origin, "
                            "e.state, e.value, e.badness, e.label, "
                            "e.reason, e.findings, e.time_ns, e.recorded_ns FROM evaluations e "
                            "WHERE e.recorded_ns<=?3 AND e.id IN "
                            "(SELECT id FROM evaluations WHERE trace_no=?1 AND span_id=?2 UNION "
                            "SELECT o.id FROM evaluations o "
                            "JOIN generations g ON g.response_hash=o.response_hash WHERE "
                            "o.trace_no IS NULL AND g.trace_no=?1 AND "
                            "g.span_id=?2) ORDER BY e.time_ns, e.id");
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

telemetry::Result<std::vector<SuspectRow>>
Reader::suspects(const View& view, const GenerationFilter& filter, double minimum) const
{
    const Private::Transaction transaction(d->database);
    const FilterClause clause = filterClause(*d, filter, "g", true);
    if (clause.isImpossible)
        return d->outcome().map([] { return std::vector<SuspectRow>{}; });
    // The newest suspicion known counts, so that a later judgement replaces an earlier one.
    Statement select = d->database.prepare(
        withFilter("SELECT p.trace_no, p.span_id, p.probability, p.reasons, p.time_ns, g.service, "
                   "g.operation, "
                   "coalesce(g.model_served, g.model_requested) FROM suspicions p JOIN generations "
                   "g ON g.trace_no=p.trace_no AND "
                   "g.span_id=p.span_id WHERE p.time_ns>=? AND p.time_ns<? AND p.recorded_ns<=? "
                   "AND p.probability>=? AND NOT EXISTS "
                   "(SELECT 1 FROM suspicions n WHERE "
                   "n.trace_no=p.trace_no AND n.span_id=p.span_id AND "
                   "n.id>p.id AND n.recorded_ns<=?)",
                   clause, "p.probability DESC, p.time_ns DESC"));
    select.bind(view.range.start)
        .bind(view.range.end)
        .bind(view.knownAt)
        .bind(minimum)
        .bind(view.knownAt);
    for (const auto value : clause.values)
        select.bind(value);
    select.bind(filter.limit);
    std::vector<SuspectRow> rows;
    while (select.step()) {
        SuspectRow& row = rows.emplace_back();
        row.suspicion.trace = d->traceId(select.integer(0));
        row.suspicion.span = spanId(select.integer(1));
        row.suspicion.probability = select.real(2);
        row.suspicion.reasons = select.text(3);
        row.suspicion.time = select.time(4);
        row.service = d->string(select.integer(5));
        row.operation = d->string(select.integer(6));
        row.model = d->string(select.integer(7));
        if (const auto generation =
                d->compose(select.integer(0), select.integer(1), view.knownAt)) {
            row.contentState = generation->contentState;
            row.excerpt = excerptOf(*generation);
        }
    }
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return rows;
}

} // namespace store
