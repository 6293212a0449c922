// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/interpreter.h"
#include "models/otlp/value.h"
#include "models/store/inferredcalls.h"
#include "models/store/interner.h"
#include "models/store/pages.h"
#include "models/store/reader.h"
#include "models/store/readerprivate.h"
#include "models/store/spanrows.h"
#include "models/telemetry/utf8.h"

#include <string>
#include <utility>

namespace store {

namespace {

RowPages::Query spanQuery(const std::string& condition)
{
    return {.columns = spanColumns(),
            .tables = spanTables(),
            .condition = condition + "s.recorded_ns<=?3 AND ",
            .table = "spans",
            .time = "s.start_ns",
            .row = "s.id"};
}

std::optional<telemetry::Generation> composed(Reader::Private& reader, std::int64_t trace,
                                              std::int64_t span, telemetry::Timestamp knownAt)
{
    const Reader::Private::Transaction transaction(reader.database);
    return reader.compose(trace, span, knownAt);
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
    FilterClause clause = filterClause(*d, filter, "s", false);
    if (clause.isImpossible)
        return d->outcome();
    RowPages pages(*d, view, filter, spanQuery(""), std::move(clause));
    std::vector<SpanRow> page;
    while (pages.next(kSpanKeyColumn, [&](const Statement& row) {
        page.push_back(spanRow(*d, row));
        return true;
    })) {
        for (SpanRow& row : std::exchange(page, {})) {
            if (d->isDamaged() || !visit(std::move(row)))
                return d->outcome();
        }
    }
    return d->outcome();
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
    FilterClause clause = filterClause(*d, filter, "g", true);
    if (clause.isImpossible)
        return d->outcome();
    RowPages pages(*d, view, filter,
                   {.columns = "g.trace_no, g.span_id, g.start_ns, g.id",
                    .tables = " FROM generations g ",
                    .condition = "g.recorded_ns<=?3 AND ",
                    .table = "generations",
                    .time = "g.start_ns",
                    .row = "g.id"},
                   std::move(clause));
    std::vector<std::pair<std::int64_t, std::int64_t>> page;
    while (pages.next(2, [&](const Statement& row) {
        page.emplace_back(row.integer(0), row.integer(1));
        return true;
    })) {
        for (const auto& [trace, span] : std::exchange(page, {})) {
            auto generation = composed(*d, trace, span, view.knownAt);
            if (d->isDamaged() || (generation && !visit(std::move(*generation))))
                return d->outcome();
        }
    }
    return d->outcome();
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

telemetry::Result<std::optional<telemetry::Generation>>
Reader::generationOfResponse(const std::string& responseId, const View& view) const
{
    const Private::Transaction transaction(d->database);
    Statement select =
        d->database.prepare("SELECT trace_no, span_id FROM generations WHERE "
                            "response_hash=? AND recorded_ns<=? ORDER BY id LIMIT 1");
    std::optional<telemetry::Generation> generation;
    if (select.bind(stableHash(responseId)).bind(view.knownAt).step())
        generation = d->compose(select.integer(0), select.integer(1), view.knownAt);
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return generation;
}

telemetry::Result<std::optional<SpanRow>> Reader::span(const telemetry::SpanKey& key,
                                                       const View& view) const
{
    const Private::Transaction transaction(d->database);
    Statement select =
        d->database.prepare("SELECT " + spanColumns() + spanTables()
                            + "WHERE s.trace_no=?1 AND s.span_id=?2 AND s.recorded_ns<=?3");
    select.bind(d->traceNumber(key.trace))
        .bind(static_cast<std::int64_t>(key.span))
        .bind(view.knownAt);
    std::optional<SpanRow> row;
    if (select.step())
        row = spanRow(*d, select);
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return row;
}

telemetry::Result<std::optional<SpanRow>> Reader::rootSpan(const telemetry::TraceId& trace,
                                                           const View& view) const
{
    const Private::Transaction transaction(d->database);
    Statement select = d->database.prepare("SELECT " + spanColumns() + spanTables()
                                           + "WHERE s.trace_no=?1 AND s.recorded_ns<=?3 "
                                             "ORDER BY s.parent_id<>0, s.start_ns, s.id LIMIT 1");
    select.bind(d->traceNumber(trace)).bindNull().bind(view.knownAt);
    std::optional<SpanRow> row;
    if (select.step())
        row = spanRow(*d, select);
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return row;
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
    FilterClause clause = filterClause(*d, filter, "s", false);
    if (clause.isImpossible)
        return d->outcome();
    static_assert(static_cast<int>(telemetry::StepKind::Other) == 0
                  && static_cast<int>(telemetry::StepKind::Generation) == 4);
    RowPages pages(*d, view, filter, spanQuery("coalesce(v.step, s.step) NOT IN (0, 4) AND "),
                   std::move(clause));
    Statement selectBody = d->database.prepare(
        "SELECT coalesce((SELECT body FROM span_versions WHERE id=?2), body) FROM span_bodies "
        "WHERE id=?1");
    std::vector<std::pair<telemetry::Step, SpanRow>> page;
    InferredParents inferred;
    std::size_t bytes = 0;
    while (pages.next(kSpanKeyColumn, [&](const Statement& row) {
        const SpanRow span = spanRow(*d, row);
        page.emplace_back(
            stepOf(*d, span,
                   selectBody.bind(row.integer(kSpanIdColumn)).bind(row.integer(kVersionColumn))),
            span);
        bytes += page.back().first.input.size() + page.back().first.output.size();
        return bytes < kBytesInPage;
    })) {
        bytes = 0;
        for (auto& [step, span] : std::exchange(page, {})) {
            step.hasMissingCall = step.isModelError && inferred.contains(*this, span, view);
            if (d->isDamaged() || !visit(std::move(step), span))
                return d->outcome();
        }
    }
    return d->outcome();
}

telemetry::Result<std::vector<std::pair<std::string, std::string>>>
Reader::attributes(const telemetry::SpanKey& key, const View& view) const
{
    const Private::Transaction transaction(d->database);
    Statement select = d->database.prepare(
        "SELECT coalesce(v.body, b.body) FROM spans s JOIN span_bodies b ON "
        "b.id=s.id"
        + std::string(kJoinVersion) + "WHERE s.trace_no=?1 AND s.span_id=?2 AND s.recorded_ns<=?3");
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

} // namespace store
