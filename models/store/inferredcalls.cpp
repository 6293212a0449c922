// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/inferredcalls.h"

#include "models/dialect/interpreter.h"
#include "models/store/interner.h"
#include "models/store/pages.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <unordered_map>
#include <utility>

namespace store {

namespace {

using telemetry::StepKind;

bool mayHoldCalls(StepKind kind)
{
    return kind == StepKind::Agent || kind == StepKind::Workflow || kind == StepKind::Plan
        || kind == StepKind::Other;
}

// Of each row: whether something in it failed, or is a call.
std::vector<bool> explained(const std::vector<SpanRow>& rows)
{
    std::unordered_map<telemetry::SpanId, std::size_t> places;
    for (std::size_t i = 0; i < rows.size(); ++i)
        places.emplace(rows[i].span, i);
    std::vector<bool> isExplained(rows.size(), false);
    for (const SpanRow& row : rows) {
        const bool isCall = row.step == StepKind::Generation || row.step == StepKind::Embeddings;
        if (!isCall && !row.isFailed)
            continue;
        // What is marked has marked ancestors: each link is followed once, circles too.
        auto found = places.find(row.parent);
        while (found != places.end() && !isExplained[found->second]) {
            isExplained[found->second] = true;
            found = places.find(rows[found->second].parent);
        }
    }
    return isExplained;
}

void addCallsOfLogs(Reader::Private& reader, const telemetry::TraceId& trace, const View& view,
                    std::vector<SpanRow>& rows)
{
    Statement select = reader.database.prepare(
        "SELECT g.span_id, g.start_ns, g.recorded_ns, g.service FROM generations g "
        "WHERE g.trace_no=?1 AND g.recorded_ns<=?2 AND NOT EXISTS (SELECT 1 FROM spans s WHERE "
        "s.trace_no=g.trace_no AND s.span_id=g.span_id AND s.recorded_ns<=?2) ORDER BY g.id");
    select.bind(reader.traceNumber(trace)).bind(view.knownAt);
    while (select.step()) {
        SpanRow row;
        row.trace = trace;
        row.span = spanId(select.integer(0));
        row.start = row.end = select.time(1);
        row.recorded = select.time(2);
        row.service = reader.string(select.integer(3));
        row.step = StepKind::Generation;
        row.isInferred = true;
        rows.push_back(std::move(row));
    }
    static_cast<void>(reader.hasFailed(select));
}

// An id of its own, the same each time; nothing in the recording has it.
telemetry::SpanId missingId(const SpanRow& parent)
{
    const std::string name =
        "missing call" + telemetry::toHex(parent.trace) + telemetry::toHex(parent.span);
    return telemetry::SpanId{static_cast<std::uint64_t>(stableHash(name)) | 1U};
}

} // namespace

telemetry::Step stepOf(const Reader::Private& reader, const SpanRow& row, Statement& body)
{
    telemetry::SpanRecord span;
    span.trace = row.trace;
    span.id = row.span;
    span.name = row.name;
    span.kind = row.kind;
    span.status = row.status;
    span.start = row.start;
    span.end = row.end;
    span.body = body.step() ? body.blob(0) : std::string_view();
    telemetry::Step step = dialect::Interpreter::builtIn().step(span);
    static_cast<void>(reader.hasFailed(body));
    body.reset();
    return step;
}

std::vector<SpanRow> missingCalls(Reader::Private& reader, const telemetry::TraceId& trace,
                                  const View& view, const std::vector<std::int64_t>& bodies,
                                  const std::vector<SpanRow>& rows)
{
    const std::vector<bool> isExplained = explained(rows);
    std::vector<SpanRow> missing;
    Statement body = reader.database.prepare("SELECT CASE WHEN ?1>0 THEN (SELECT body FROM "
                                             "span_bodies WHERE id=?1) ELSE (SELECT body "
                                             "FROM span_versions WHERE id=-?1) END");
    for (std::size_t i = 0; i < rows.size() && i < bodies.size(); ++i) {
        const SpanRow& row = rows[i];
        if (!row.isFailed || isExplained[i] || !mayHoldCalls(row.step))
            continue;
        if (!stepOf(reader, row, body.bind(bodies[i])).isModelError)
            continue;
        SpanRow call = row;
        call.parent = row.span;
        call.span = missingId(row);
        call.name.clear();
        call.kind = telemetry::SpanKind::Unspecified;
        call.status = telemetry::StatusCode::Unset;
        call.step = StepKind::Generation;
        call.start = call.end = row.end; // when it was is not known; it failed before this
        call.isInferred = true;
        missing.push_back(std::move(call));
    }
    std::vector<SpanRow> calls;
    addCallsOfLogs(reader, trace, view, calls);
    std::move(missing.begin(), missing.end(), std::back_inserter(calls));
    return calls;
}

bool InferredParents::contains(const Reader& reader, const SpanRow& span, const View& view)
{
    if (m_trace != span.trace) {
        m_trace = span.trace;
        m_parents.clear();
        const auto rows = reader.trace(span.trace, {.range = {}, .knownAt = view.knownAt});
        if (rows) {
            for (const SpanRow& row : *rows) {
                if (row.isInferred && row.parent != telemetry::SpanId::None)
                    m_parents.insert(row.parent);
            }
        }
    }
    return m_parents.contains(span.span);
}

} // namespace store
