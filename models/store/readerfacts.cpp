// SPDX-License-Identifier: GPL-3.0-or-later

// What there is of each service and model, and how generations went, a row at a time: what charts
// of volume, speed, size and load are made of.

#include "models/dialect/callfacts.h"
#include "models/store/reader.h"
#include "models/store/readerprivate.h"

#include <algorithm>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace store {

namespace {

constexpr std::size_t kFactsInTransaction = 500; // composed in one go

struct GenerationKey
{
    std::int64_t row = 0;
    std::int64_t trace = 0;
    std::int64_t span = 0;
    telemetry::Timestamp start;
    telemetry::Timestamp recorded;
    std::int64_t model = 0;
};

// By time where a range is asked for, by row where only what is new is.
std::vector<GenerationKey> generationKeys(Reader::Private& reader, const View& view,
                                          const FactsQuery& query)
{
    const Reader::Private::Transaction transaction(reader.database);
    Statement select = reader.database.prepare(
        "SELECT id, trace_no, span_id, start_ns, recorded_ns, coalesce(model_served, "
        "model_requested, 0) FROM generations WHERE "
        + std::string(query.after > 0 ? "id>? AND +start_ns>=? AND +start_ns<?"
                                      : "+id>? AND start_ns>=? AND start_ns<?")
        + " AND +id<=? AND recorded_ns<=? AND (judge_ns IS NULL OR judge_ns>?) AND service=? ORDER "
          "BY start_ns DESC LIMIT ?");
    select.bind(query.after).bind(view.range.start).bind(view.range.end).bind(query.upTo);
    select.bind(view.knownAt)
        .bind(view.knownAt)
        .bind(reader.stringId(query.service))
        .bind(query.limit);
    std::vector<GenerationKey> keys;
    while (select.step())
        keys.push_back({.row = select.integer(0),
                        .trace = select.integer(1),
                        .span = select.integer(2),
                        .start = select.time(3),
                        .recorded = select.time(4),
                        .model = select.integer(5)});
    static_cast<void>(reader.hasFailed(select));
    return keys;
}

// Reads one after another how calls went. Of most the span alone tells, and then no text is read.
class CallFactsReader
{
public:
    CallFactsReader(Reader::Private& reader, telemetry::Timestamp knownAt)
        : m_reader(reader)
        , m_knownAt(knownAt)
        , m_span(reader.database.prepare(
              "SELECT s.start_ns, coalesce(v.end_ns, s.end_ns), s.kind, coalesce(v.status, "
              "s.status), coalesce(v.body, b.body), EXISTS (SELECT 1 FROM logs l WHERE "
              "l.trace_no=?1 AND l.span_id=?2 AND l.recorded_ns<=?3) FROM spans s JOIN span_bodies "
              "b ON b.id=s.id"
              + std::string(kJoinVersion)
              + "WHERE s.trace_no=?1 AND s.span_id=?2 AND s.recorded_ns<=?3"))
    {
    }

    GenerationFacts factsOf(const GenerationKey& key)
    {
        GenerationFacts facts{.row = key.row,
                              .start = key.start,
                              .end = key.start,
                              .recorded = key.recorded,
                              .model = m_reader.string(key.model),
                              .inputTokens = {},
                              .outputTokens = {},
                              .contextWindow = {}};
        if (!readSpan(key, facts))
            compose(key, facts);
        return facts;
    }

private:
    // False: what it holds does not tell all.
    bool readSpan(const GenerationKey& key, GenerationFacts& facts)
    {
        std::optional<dialect::CallFacts> told;
        m_span.bind(key.trace).bind(key.span).bind(m_knownAt);
        if (m_span.step() && m_span.integer(5) == 0) {
            telemetry::SpanRecord span;
            span.start = m_span.time(0);
            span.end = m_span.time(1);
            span.kind = static_cast<telemetry::SpanKind>(m_span.integer(2));
            span.status = static_cast<telemetry::StatusCode>(m_span.integer(3));
            span.body = m_span.blob(4);
            told = dialect::callFacts(span);
            facts.end = span.end;
        }
        static_cast<void>(m_reader.hasFailed(m_span));
        m_span.reset();
        if (!told)
            return false;
        facts.inputTokens = told->inputTokens;
        facts.outputTokens = told->outputTokens;
        facts.contextWindow = told->contextWindow;
        facts.isFailed = told->isFailed;
        return true;
    }

    void compose(const GenerationKey& key, GenerationFacts& facts)
    {
        const auto generation = m_reader.compose(key.trace, key.span, m_knownAt);
        facts.end = key.start;
        if (!generation)
            return;
        // Of a call that only its log records tell of, the end is not known.
        facts.end = generation->isInferred ? key.start : generation->end;
        facts.inputTokens = generation->inputTokens;
        facts.outputTokens = generation->outputTokens;
        facts.contextWindow = generation->contextWindow;
        facts.isFailed = generation->isFailed;
    }

    Reader::Private& m_reader;
    telemetry::Timestamp m_knownAt;
    Statement m_span;
};

} // namespace

telemetry::Result<std::vector<ServiceRow>> Reader::services(const View& view) const
{
    const Private::Transaction transaction(d->database);
    std::map<std::int64_t, ServiceRow> rows;
    Statement spans = d->database.prepare(
        "SELECT service, count(*), min(start_ns), max(start_ns) FROM spans WHERE "
        "start_ns>=? AND start_ns<? AND recorded_ns<=? GROUP BY service");
    spans.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    while (spans.step()) {
        ServiceRow& row = rows[spans.integer(0)];
        row.service = d->string(spans.integer(0));
        row.spans = spans.integer(1);
        row.first = spans.time(2);
        row.last = spans.time(3);
    }
    Statement generations =
        d->database.prepare("SELECT service, coalesce(model_served, model_requested), count(*) "
                            "FROM generations WHERE start_ns>=?1 AND start_ns<?2 AND "
                            "recorded_ns<=?3 AND (judge_ns IS NULL OR judge_ns>?3) GROUP BY 1, 2");
    generations.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    while (generations.step()) {
        ServiceRow& row = rows[generations.integer(0)];
        row.service = d->string(generations.integer(0));
        row.generations += generations.integer(2);
        if (!generations.isNull(1))
            row.models.push_back(d->string(generations.integer(1)));
    }
    if (d->hasFailed(spans) || d->hasFailed(generations))
        return tl::make_unexpected(d->takeError());
    std::vector<ServiceRow> result;
    for (auto& [id, row] : rows)
        result.push_back(std::move(row));
    return result;
}

telemetry::Result<std::vector<Reader::VolumePoint>>
Reader::volume(const View& view, const std::string& service, telemetry::Duration step) const
{
    const Private::Transaction transaction(d->database);
    const std::int64_t nanos = std::max<std::int64_t>(1, step.count());
    const std::int64_t serviceId = service.empty() ? 0 : d->stringId(service);
    Statement select = d->database.prepare(
        "SELECT start_ns/?1, coalesce(model_served, model_requested), count(*) FROM generations "
        "WHERE start_ns>=?2 AND "
        "start_ns<?3 AND recorded_ns<=?4 AND (judge_ns IS NULL OR judge_ns>?4) AND (?5=0 OR "
        "service=?5) GROUP BY 1, 2 ORDER BY 1");
    select.bind(nanos)
        .bind(view.range.start)
        .bind(view.range.end)
        .bind(view.knownAt)
        .bind(serviceId);
    std::vector<VolumePoint> points;
    while (select.step())
        points.push_back({.start = telemetry::fromUnixNanos(select.integer(0) * nanos),
                          .model = d->string(select.integer(1)),
                          .count = select.integer(2)});
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return points;
}

telemetry::Result<std::vector<ChangeRow>> Reader::changes(const View& view) const
{
    const Private::Transaction transaction(d->database);
    Statement select = d->database.prepare(
        "SELECT service, field, value, previous, time_ns, recorded_ns FROM changes WHERE "
        "time_ns>=? AND time_ns<? AND recorded_ns<=? ORDER BY time_ns");
    select.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    std::vector<ChangeRow> rows;
    while (select.step())
        rows.push_back({.service = d->string(select.integer(0)),
                        .field = std::string(select.text(1)),
                        .value = d->string(select.integer(2)),
                        .previous = d->string(select.integer(3)),
                        .time = select.time(4),
                        .recorded = select.time(5)});
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return rows;
}

telemetry::Result<std::int64_t> Reader::lastGeneration(std::int64_t row,
                                                       telemetry::Timestamp known) const
{
    Statement last = d->database.prepare(
        "SELECT coalesce((SELECT id - 1 FROM generations WHERE id>?1 AND recorded_ns>?2 "
        "ORDER BY id LIMIT 1), (SELECT max(id) FROM generations), 0)");
    const std::int64_t found = last.bind(row).bind(known).step() ? last.integer(0) : row;
    if (d->hasFailed(last))
        return tl::make_unexpected(d->takeError());
    return std::max(row, found);
}

telemetry::Result<std::vector<GenerationFacts>> Reader::facts(const View& view,
                                                              const FactsQuery& query) const
{
    const std::vector<GenerationKey> keys = generationKeys(*d, view, query);
    std::vector<GenerationFacts> facts;
    facts.reserve(keys.size());
    CallFactsReader calls(*d, view.knownAt);
    for (std::size_t from = 0; from < keys.size() && !d->isDamaged(); from += kFactsInTransaction) {
        const Private::Transaction transaction(d->database);
        const auto part =
            std::span(keys).subspan(from, std::min(kFactsInTransaction, keys.size() - from));
        for (const GenerationKey& key : part)
            facts.push_back(calls.factsOf(key));
    }
    if (d->isDamaged())
        return tl::make_unexpected(d->takeError());
    return facts;
}

} // namespace store
