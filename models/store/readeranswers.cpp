// SPDX-License-Identifier: GPL-3.0-or-later

// Answers with their verdicts and what stood around them, a row at a time: what relations are made
// of.

#include "models/dialect/interpreter.h"
#include "models/otlp/value.h"
#include "models/store/answerfacts.h"
#include "models/store/reader.h"
#include "models/store/readerprivate.h"
#include "models/telemetry/person.h"
#include "models/telemetry/signalcheck.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>
#include <utility>

namespace store {

namespace {

constexpr std::size_t kAnswersInTransaction = 200; // composed in one go
constexpr std::int64_t kTracesLookedAt = 200; // for who takes part in them
constexpr std::size_t kLongestVersion = 200; // bytes

// No convention names these yet; as serving engines and retrieval clients are seen to send them.
constexpr std::array<std::string_view, 7> kQueueDepths{"gen_ai.server.queue_depth",
                                                       "gen_ai.server.queue.depth",
                                                       "gen_ai.request.queue_depth",
                                                       "llm.queue_depth",
                                                       "queue_depth",
                                                       "queue.depth",
                                                       "vllm.num_requests_waiting"};
constexpr std::array<std::string_view, 5> kIndexAges{
    "gen_ai.data_source.age", "rag.index.age_seconds", "retrieval.index.age_seconds",
    "index.age_seconds", "index_age_seconds"};
constexpr std::array<std::string_view, 5> kIndexVersions{
    "gen_ai.data_source.version", "rag.index.version", "retrieval.index.version", "index.version",
    "index_version"};

struct AnswerKey
{
    std::int64_t row = 0;
    std::int64_t trace = 0;
    std::int64_t span = 0;
    telemetry::Timestamp start;
    telemetry::Timestamp recorded;
};

template<std::size_t N>
bool isOneOf(std::string_view name, const std::array<std::string_view, N>& names)
{
    return std::ranges::find(names, name) != names.end();
}

std::string conditionOf(const AnswerQuery& query)
{
    if (query.judgedUpTo > 0)
        return "id IN (SELECT g.id FROM evaluations e JOIN generations g ON g.trace_no=e.trace_no "
               "AND g.span_id=e.span_id WHERE e.id>?9 AND e.id<=?10) AND +id>?1 AND +start_ns>=?2 "
               "AND +start_ns<?3";
    if (query.after > 0)
        return "id>?1 AND +start_ns>=?2 AND +start_ns<?3";
    return "+id>?1 AND start_ns>=?2 AND start_ns<?3";
}

std::vector<AnswerKey> answerKeys(Reader::Private& reader, const View& view,
                                  const AnswerQuery& query)
{
    const Reader::Private::Transaction transaction(reader.database);
    Statement select = reader.database.prepare(
        "SELECT id, trace_no, span_id, start_ns, recorded_ns FROM generations WHERE "
        + conditionOf(query)
        + " AND +id<=?4 AND recorded_ns<=?5 AND (judge_ns IS NULL OR judge_ns>?6) AND service=?7 "
          "ORDER BY start_ns DESC LIMIT ?8");
    select.bind(query.after).bind(view.range.start).bind(view.range.end).bind(query.upTo);
    select.bind(view.knownAt)
        .bind(view.knownAt)
        .bind(reader.stringId(query.service))
        .bind(query.limit);
    if (query.judgedUpTo > 0)
        select.bind(query.judgedAfter).bind(query.judgedUpTo);
    std::vector<AnswerKey> keys;
    while (select.step())
        keys.push_back({.row = select.integer(0),
                        .trace = select.integer(1),
                        .span = select.integer(2),
                        .start = select.time(3),
                        .recorded = select.time(4)});
    static_cast<void>(reader.hasFailed(select));
    return keys;
}

void addAttributes(AnswerFacts& facts, std::string_view body)
{
    otlp::forEachAttribute(body, otlp::kSpanAttributes,
                           [&facts](std::string_view name, const otlp::AnyValueView& value) {
                               if (isOneOf(name, kQueueDepths) && !facts.queueDepth)
                                   facts.queueDepth = value.number();
                               else if (isOneOf(name, kIndexAges) && !facts.indexAge)
                                   facts.indexAge = value.number();
                               else if (isOneOf(name, kIndexVersions) && facts.indexVersion.empty())
                                   facts.indexVersion = telemetry::sanitizedUtf8(
                                       value.toText().substr(0, kLongestVersion));
                           });
}

// Reads answers on one connection, its statements prepared once.
class AnswerComposer
{
public:
    AnswerComposer(Reader::Private& reader, telemetry::Timestamp knownAt)
        : m_reader(reader)
        , m_knownAt(knownAt)
        , m_body(reader.database.prepare(
              "SELECT coalesce(v.body, b.body) FROM spans s JOIN span_bodies b ON b.id=s.id"
              + std::string(kJoinVersion)
              + "WHERE s.trace_no=?1 AND s.span_id=?2 AND s.recorded_ns<=?3"))
        , m_retrieval(reader.database.prepare(
              "SELECT coalesce(v.body, b.body), s.span_id, s.start_ns, s.end_ns, s.kind, s.status, "
              "s.name FROM spans s JOIN span_bodies b ON b.id=s.id"
              + std::string(kJoinVersion)
              + "WHERE s.trace_no=?1 AND s.start_ns<=?2 AND s.recorded_ns<=?3 AND s.step=?4 ORDER "
                "BY s.start_ns DESC, s.id DESC LIMIT 1"))
        , m_evaluations(reader.database.prepare(
              "SELECT e.check_name, e.evaluator, e.origin, e.state, e.badness FROM evaluations e "
              "WHERE e.id IN (SELECT id FROM evaluations WHERE trace_no=?1 AND span_id=?2 UNION "
              "SELECT o.id FROM generations r JOIN evaluations o ON "
              "o.response_hash=r.response_hash WHERE o.origin=0 AND r.trace_no=?1 AND "
              "r.span_id=?2) AND e.recorded_ns<=?3 ORDER BY e.id"))
        , m_suspicion(reader.database.prepare(
              "SELECT probability FROM suspicions WHERE trace_no=? AND span_id=? AND "
              "recorded_ns<=? ORDER BY id DESC LIMIT 1"))
    {
    }

    AnswerFacts compose(const AnswerKey& key)
    {
        AnswerFacts facts;
        facts.row = key.row;
        facts.recorded = key.recorded;
        facts.generation.start = key.start;
        facts.generation.end = key.start;
        auto generation = m_reader.compose(key.trace, key.span, m_knownAt);
        if (!generation)
            return facts;
        facts.generation = std::move(*generation);
        m_body.bind(key.trace).bind(key.span).bind(m_knownAt);
        if (m_body.step())
            addAttributes(facts, m_body.blob(0));
        finish(m_body);
        addRetrieval(facts, key);
        addJudgements(facts, key);
        m_suspicion.bind(key.trace).bind(key.span).bind(m_knownAt);
        if (m_suspicion.step())
            facts.suspicion = m_suspicion.real(0);
        finish(m_suspicion);
        return facts;
    }

private:
    void finish(Statement& statement)
    {
        static_cast<void>(m_reader.hasFailed(statement));
        statement.reset();
    }

    void addRetrieval(AnswerFacts& facts, const AnswerKey& key)
    {
        m_retrieval.bind(key.trace).bind(key.start).bind(m_knownAt).bind(
            std::int64_t{static_cast<int>(telemetry::StepKind::Retrieval)});
        if (m_retrieval.step()) {
            addAttributes(facts, m_retrieval.blob(0));
            const std::string name = m_reader.string(m_retrieval.integer(6));
            telemetry::SpanRecord record;
            record.trace = facts.generation.trace;
            record.id = telemetry::SpanId{static_cast<std::uint64_t>(m_retrieval.integer(1))};
            record.start = m_retrieval.time(2);
            record.end = m_retrieval.time(3);
            record.kind = static_cast<telemetry::SpanKind>(m_retrieval.integer(4));
            record.status = static_cast<telemetry::StatusCode>(m_retrieval.integer(5));
            record.name = name;
            record.body = m_retrieval.blob(0);
            facts.retrieved = dialect::Interpreter::builtIn().step(record).documents;
        }
        finish(m_retrieval);
    }

    // Later ones replace what our own validators said before; of judges any failure counts.
    void addJudgements(AnswerFacts& facts, const AnswerKey& key)
    {
        m_evaluations.bind(key.trace).bind(key.span).bind(m_knownAt);
        while (m_evaluations.step()) {
            telemetry::Evaluation evaluation;
            evaluation.check = m_reader.string(m_evaluations.integer(0));
            evaluation.evaluator = m_reader.string(m_evaluations.integer(1));
            evaluation.origin = static_cast<telemetry::EvaluationOrigin>(m_evaluations.integer(2));
            evaluation.state = static_cast<telemetry::EvaluationState>(m_evaluations.integer(3));
            if (telemetry::isPersons(evaluation))
                continue;
            evaluation.badness = m_evaluations.optionalReal(4);
            add(facts, evaluation);
        }
        finish(m_evaluations);
    }

    static void add(AnswerFacts& facts, const telemetry::Evaluation& evaluation)
    {
        const std::string check = telemetry::signalCheck(evaluation);
        const bool isFailed = evaluation.state == telemetry::EvaluationState::Failed;
        const bool isResult = isFailed || evaluation.state == telemetry::EvaluationState::Passed;
        const auto known = std::ranges::find(facts.judged, check, &AnswerFacts::Judged::check);
        const bool isOurs = evaluation.origin == telemetry::EvaluationOrigin::Validator;
        if (known != facts.judged.end() && isOurs)
            facts.judged.erase(known);
        else if (known != facts.judged.end()) {
            if (isFailed && !known->isFailed)
                *known = {.check = check, .isFailed = true, .badness = evaluation.badness};
            return;
        }
        if (isResult)
            facts.judged.push_back(
                {.check = check, .isFailed = isFailed, .badness = evaluation.badness});
    }

    Reader::Private& m_reader;
    const telemetry::Timestamp m_knownAt;
    Statement m_body;
    Statement m_retrieval;
    Statement m_evaluations;
    Statement m_suspicion;
};

} // namespace

telemetry::Result<void>
AnswerReader::forEach(const View& view, const AnswerQuery& query,
                      const std::function<bool(const AnswerFacts&)>& visit) const
{
    Reader::Private& reader = *m_reader.d;
    const std::vector<AnswerKey> keys = answerKeys(reader, view, query);
    AnswerComposer composer(reader, view.knownAt);
    for (std::size_t from = 0; from < keys.size() && !reader.isDamaged();
         from += kAnswersInTransaction) {
        const Reader::Private::Transaction transaction(reader.database);
        const auto part =
            std::span(keys).subspan(from, std::min(kAnswersInTransaction, keys.size() - from));
        for (const AnswerKey& key : part) {
            if (!visit(composer.compose(key)))
                return reader.outcome();
        }
    }
    return reader.outcome();
}

telemetry::Result<std::vector<std::string>>
AnswerReader::servicesBeside(const View& view, const std::string& service) const
{
    Reader::Private& reader = *m_reader.d;
    const Reader::Private::Transaction transaction(reader.database);
    Statement select = reader.database.prepare(
        "SELECT DISTINCT service FROM spans WHERE recorded_ns<=?3 AND service<>?4 AND trace_no IN "
        "(SELECT trace_no FROM generations WHERE start_ns>=?1 AND start_ns<?2 AND recorded_ns<=?3 "
        "AND service=?4 ORDER BY start_ns DESC LIMIT ?5)");
    select.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    select.bind(reader.stringId(service)).bind(kTracesLookedAt);
    std::vector<std::string> services;
    while (select.step())
        services.push_back(reader.string(select.integer(0)));
    if (reader.hasFailed(select))
        return tl::make_unexpected(reader.takeError());
    std::ranges::sort(services);
    return services;
}

telemetry::Result<std::int64_t> AnswerReader::lastEvaluation(std::int64_t row,
                                                             telemetry::Timestamp known) const
{
    Reader::Private& reader = *m_reader.d;
    Statement last = reader.database.prepare(
        "SELECT coalesce((SELECT id - 1 FROM evaluations WHERE id>?1 AND recorded_ns>?2 ORDER BY "
        "id LIMIT 1), (SELECT max(id) FROM evaluations), 0)");
    const std::int64_t found = last.bind(row).bind(known).step() ? last.integer(0) : row;
    if (reader.hasFailed(last))
        return tl::make_unexpected(reader.takeError());
    return std::max(row, found);
}

} // namespace store
