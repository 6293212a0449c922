// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/generationcontexts.h"

#include "models/dialect/interpreter.h"
#include "models/store/pages.h"
#include "models/store/readerprivate.h"

#include <algorithm>
#include <array>
#include <utility>

namespace store {

namespace {

constexpr std::size_t kContextsInTransaction = 200; // generations read in one go
constexpr std::size_t kTracesKept = 256;

const char* const kPlaceColumns =
    "SELECT g.id, g.trace_no, g.span_id, coalesce(g.service, 0), g.start_ns, "
    "coalesce(v.end_ns, s.end_ns, g.start_ns), g.recorded_ns FROM generations g "
    "LEFT JOIN spans s ON s.trace_no=g.trace_no AND s.span_id=g.span_id AND s.recorded_ns<=?3 ";

GenerationPlace placeOf(const Statement& row)
{
    return {.row = row.integer(0),
            .trace = row.integer(1),
            .span = row.integer(2),
            .service = row.integer(3),
            .start = row.time(4),
            .end = row.time(5),
            .recorded = row.time(6)};
}

const char* const kIsWanted =
    "WHERE g.start_ns>=?1 AND g.start_ns<?2 AND g.recorded_ns<=?3 AND (g.judge_ns IS NULL OR "
    "g.judge_ns>?3) AND (?4=0 OR g.service=?4) ";

void bindWanted(Statement& select, const Reader::Private& reader, const PlaceQuery& query)
{
    select.bind(query.view.range.start).bind(query.view.range.end).bind(query.view.knownAt);
    select.bind(query.service.empty() ? 0 : reader.stringId(query.service));
}

// The last row that was recorded by then, after `known`: rows stand in the order of recording.
std::int64_t lastRow(const Reader::Private& reader, const std::string& table,
                     const std::string& recorded, telemetry::Timestamp knownAt, std::int64_t known)
{
    Statement newest = reader.database.prepare("SELECT id, " + recorded + " FROM " + table
                                               + " ORDER BY id DESC LIMIT 1");
    if (!newest.step() || newest.integer(0) <= known) {
        static_cast<void>(reader.hasFailed(newest));
        return known;
    }
    if (newest.time(1) <= knownAt)
        return newest.integer(0);
    Statement at = reader.database.prepare("SELECT id, " + recorded + " FROM " + table
                                           + " WHERE id>=? ORDER BY id LIMIT 1");
    std::int64_t low = known; // known by then
    std::int64_t high = newest.integer(0); // not
    while (high - low > 1) {
        const std::int64_t middle = low + (high - low) / 2;
        if (!at.bind(middle).step())
            break;
        if (at.time(1) <= knownAt)
            low = std::min(at.integer(0), high - 1);
        else
            high = middle;
        at.reset();
    }
    static_cast<void>(reader.hasFailed(newest) || reader.hasFailed(at));
    return low;
}

} // namespace

GenerationContexts::GenerationContexts(const Reader& reader)
    : m_reader(*reader.d)
    , m_selectTrace(m_reader.database.prepare(
          "SELECT s.span_id, coalesce(v.parent_id, s.parent_id), coalesce(v.step, s.step), "
          "s.start_ns, s.name, coalesce(v.body, b.body) FROM spans s JOIN span_bodies b ON "
          "b.id=s.id"
          + std::string(kJoinVersion)
          + "WHERE s.trace_no=?1 AND s.recorded_ns<=?3 AND (coalesce(v.parent_id, s.parent_id)=0 "
            "OR coalesce(v.step, s.step) IN (?4, ?5)) ORDER BY s.start_ns, s.id LIMIT ?6"))
    , m_selectSuspicion(m_reader.database.prepare(
          "SELECT probability FROM suspicions WHERE trace_no=? AND span_id=? AND recorded_ns<=? "
          "ORDER BY id DESC LIMIT 1"))
    , m_selectJudged(m_reader.database.prepare(
          "SELECT 1 FROM evaluations WHERE trace_no=? AND span_id=? AND origin=1 AND state IN (?, "
          "?) AND recorded_ns<=? LIMIT 1"))
{
}

telemetry::Result<std::vector<GenerationPlace>>
GenerationContexts::places(const PlaceQuery& query) const
{
    const Reader::Private::Transaction transaction(m_reader.database);
    Statement select = m_reader.database.prepare(std::string(kPlaceColumns) + kJoinVersion
                                                 + kIsWanted + "ORDER BY g.start_ns DESC LIMIT ?5");
    bindWanted(select, m_reader, query);
    select.bind(query.limit);
    std::vector<GenerationPlace> places;
    while (select.step())
        places.push_back(placeOf(select));
    if (m_reader.hasFailed(select))
        return tl::make_unexpected(m_reader.takeError());
    return places;
}

telemetry::Result<std::int64_t> GenerationContexts::count(const PlaceQuery& query) const
{
    Statement select =
        m_reader.database.prepare("SELECT count(*) FROM generations g " + std::string(kIsWanted));
    bindWanted(select, m_reader, query);
    const std::int64_t count = select.step() ? select.integer(0) : 0;
    if (m_reader.hasFailed(select))
        return tl::make_unexpected(m_reader.takeError());
    return count;
}

telemetry::Result<std::vector<GenerationPlace>>
GenerationContexts::placesOf(std::int64_t trace, const PlaceQuery& query) const
{
    Statement select = m_reader.database.prepare(std::string(kPlaceColumns) + kJoinVersion
                                                 + kIsWanted + "AND g.trace_no=?5");
    bindWanted(select, m_reader, query);
    select.bind(trace);
    std::vector<GenerationPlace> places;
    while (select.step())
        places.push_back(placeOf(select));
    if (m_reader.hasFailed(select))
        return tl::make_unexpected(m_reader.takeError());
    return places;
}

telemetry::Result<ContextMarks> GenerationContexts::marks(telemetry::Timestamp knownAt,
                                                          const ContextMarks& known) const
{
    const Reader::Private::Transaction transaction(m_reader.database);
    const auto last = [&](const char* table, const char* recorded, std::int64_t from) {
        return lastRow(m_reader, table, recorded, knownAt, from);
    };
    const ContextMarks marks{.spans = last("spans", "recorded_ns", known.spans),
                             .versions = last("span_versions", "until_ns", known.versions),
                             .logs = last("logs", "recorded_ns", known.logs),
                             .suspicions = last("suspicions", "recorded_ns", known.suspicions),
                             .evaluations = last("evaluations", "recorded_ns", known.evaluations)};
    if (m_reader.isDamaged())
        return tl::make_unexpected(m_reader.takeError());
    return marks;
}

telemetry::Result<std::unordered_set<std::int64_t>>
GenerationContexts::touched(const ContextMarks& after, const ContextMarks& upTo) const
{
    struct Table
    {
        const char* sql;
        std::int64_t after;
        std::int64_t upTo;
    };
    const std::array<Table, 5> tables{
        {{"SELECT trace_no FROM spans WHERE id>? AND id<=?", after.spans, upTo.spans},
         {"SELECT s.trace_no FROM span_versions v JOIN spans s ON s.id=v.span WHERE v.id>? AND "
          "v.id<=?",
          after.versions, upTo.versions},
         {"SELECT trace_no FROM logs WHERE id>? AND id<=? AND trace_no IS NOT NULL", after.logs,
          upTo.logs},
         {"SELECT trace_no FROM suspicions WHERE id>? AND id<=?", after.suspicions,
          upTo.suspicions},
         {"SELECT trace_no FROM evaluations WHERE id>? AND id<=? AND origin=1 AND trace_no IS NOT "
          "NULL",
          after.evaluations, upTo.evaluations}}};
    const Reader::Private::Transaction transaction(m_reader.database);
    std::unordered_set<std::int64_t> traces;
    for (const Table& table : tables) {
        if (table.after >= table.upTo)
            continue;
        Statement select = m_reader.database.prepare(table.sql);
        select.bind(table.after).bind(table.upTo);
        while (select.step())
            traces.insert(select.integer(0));
        if (m_reader.hasFailed(select))
            return tl::make_unexpected(m_reader.takeError());
    }
    return traces;
}

telemetry::Result<void> GenerationContexts::forEach(const std::vector<GenerationPlace>& places,
                                                    telemetry::Timestamp knownAt,
                                                    const Visit& visit)
{
    m_traces.clear(); // what was known of them may have changed
    m_traceIndex.clear();
    for (std::size_t from = 0; from < places.size(); from += kContextsInTransaction) {
        const Reader::Private::Transaction transaction(m_reader.database);
        const std::size_t end = std::min(places.size(), from + kContextsInTransaction);
        for (std::size_t i = from; i < end; ++i) {
            const GenerationPlace& place = places[i];
            Reader::Private::Origin origin;
            auto generation = m_reader.compose(place.trace, place.span, knownAt, &origin);
            if (m_reader.isDamaged())
                return m_reader.outcome();
            if (!generation) {
                if (!visit(place, nullptr))
                    return m_reader.outcome();
                continue;
            }
            const auto around = trace(place.trace, knownAt);
            const GenerationContext context{.generation = std::move(*generation),
                                            .suspicion = suspicion(place, knownAt),
                                            .span = origin.span,
                                            .resource = m_reader.resource(origin.resource).body,
                                            .trace = around.get()};
            if (m_reader.isDamaged() || !visit(place, &context))
                return m_reader.outcome();
        }
    }
    return m_reader.outcome();
}

std::string GenerationContexts::serviceName(std::int64_t service) const
{
    return m_reader.string(service);
}

std::shared_ptr<const TraceContext> GenerationContexts::trace(std::int64_t number,
                                                              telemetry::Timestamp knownAt)
{
    if (const auto known = m_traceIndex.find(number); known != m_traceIndex.end()) {
        m_traces.splice(m_traces.begin(), m_traces, known->second);
        return known->second->second;
    }
    Statement& select = m_selectTrace;
    select.bind(number).bindNull().bind(knownAt);
    select.bind(static_cast<std::int64_t>(telemetry::StepKind::Retrieval))
        .bind(static_cast<std::int64_t>(telemetry::StepKind::Tool))
        .bind(static_cast<std::int64_t>(kMostSteps) + 1);
    auto context = std::make_shared<TraceContext>();
    while (select.step()) {
        const auto kind = static_cast<telemetry::StepKind>(select.integer(2));
        std::string body(select.blob(5));
        if (select.integer(1) == 0 && context->root == telemetry::SpanId::None) {
            context->root = spanId(select.integer(0));
            context->rootBody = body;
        }
        if (kind != telemetry::StepKind::Retrieval && kind != telemetry::StepKind::Tool)
            continue;
        const std::string name = m_reader.string(select.integer(4));
        telemetry::SpanRecord record;
        record.id = spanId(select.integer(0));
        record.start = select.time(3);
        record.name = name;
        record.body = body;
        context->steps.push_back({.step = dialect::Interpreter::builtIn().step(record),
                                  .start = record.start,
                                  .body = std::move(body)});
    }
    static_cast<void>(m_reader.hasFailed(select));
    select.reset();
    m_traces.emplace_front(number, std::move(context));
    m_traceIndex[number] = m_traces.begin();
    if (m_traces.size() > kTracesKept) {
        m_traceIndex.erase(m_traces.back().first);
        m_traces.pop_back();
    }
    return m_traces.front().second;
}

std::optional<double> GenerationContexts::suspicion(const GenerationPlace& place,
                                                    telemetry::Timestamp knownAt)
{
    std::optional<double> probability;
    m_selectSuspicion.bind(place.trace).bind(place.span).bind(knownAt);
    if (m_selectSuspicion.step())
        probability = m_selectSuspicion.real(0);
    static_cast<void>(m_reader.hasFailed(m_selectSuspicion));
    m_selectSuspicion.reset();
    if (probability)
        return probability;
    // Hardly suspicious ones make no row.
    m_selectJudged.bind(place.trace).bind(place.span);
    m_selectJudged.bind(static_cast<std::int64_t>(telemetry::EvaluationState::Passed))
        .bind(static_cast<std::int64_t>(telemetry::EvaluationState::Failed))
        .bind(knownAt);
    if (m_selectJudged.step())
        probability = 0;
    static_cast<void>(m_reader.hasFailed(m_selectJudged));
    m_selectJudged.reset();
    return probability;
}

} // namespace store
