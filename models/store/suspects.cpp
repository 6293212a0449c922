// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/suspects.h"

#include "models/otlp/value.h"
#include "models/store/pages.h"
#include "models/store/readerprivate.h"
#include "models/telemetry/person.h"
#include "models/telemetry/utf8.h"

#include <unordered_map>

namespace store {

namespace {

constexpr std::int64_t kExcerptCodePoints = 200;

std::string withFilter(std::string sql, const FilterClause& clause, std::string_view order)
{
    return sql + clause.sql + " ORDER BY " + std::string(order) + " LIMIT ?";
}

// The newest suspicion known counts, so that a later judgement replaces an earlier one.
constexpr std::string_view kOfSuspects =
    "FROM suspicions p JOIN generations g ON g.trace_no=p.trace_no AND g.span_id=p.span_id "
    "WHERE p.time_ns>=? AND p.time_ns<? AND p.recorded_ns<=? AND p.probability>=? AND NOT EXISTS "
    "(SELECT 1 FROM suspicions n WHERE n.trace_no=p.trace_no AND n.span_id=p.span_id AND "
    "n.id>p.id AND n.recorded_ns<=?) "
    // A judge's own call, whose evaluator came after it was looked at; from then on.
    "AND NOT EXISTS (SELECT 1 FROM spans c JOIN spans s ON s.trace_no=c.trace_no AND "
    "s.span_id=c.parent_id WHERE c.trace_no=p.trace_no AND c.span_id=p.span_id AND s.step=? "
    "AND s.recorded_ns<=?)";

void bindSuspects(Statement& select, const View& view, const GenerationFilter& filter,
                  double minimum, const FilterClause& clause)
{
    select.bind(view.range.start)
        .bind(view.range.end)
        .bind(view.knownAt)
        .bind(minimum)
        .bind(view.knownAt)
        .bind(static_cast<std::int64_t>(telemetry::StepKind::Evaluator))
        .bind(view.knownAt);
    for (const auto value : clause.values)
        select.bind(value);
    select.bind(filter.limit);
}

// The reasons are cut: see readReasons().
constexpr const char* kFacts =
    "SELECT g.trace_no, g.span_id, p.probability, substr(p.reasons, 1, 4096), p.time_ns, "
    "g.service, g.operation, "
    "coalesce(g.model_served, g.model_requested), g.version, g.adapter, g.prompt_version, "
    "g.provider, p.id, g.start_ns ";

// At most kMostReasons bytes, whole code points. The statement has cut them to as many characters,
// which may be four times that.
std::string readReasons(const Statement& row, int column)
{
    std::string_view text = row.text(column);
    if (text.size() <= kMostReasons)
        return std::string(text);
    std::size_t end = kMostReasons;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return std::string(text.substr(0, end));
}

SuspectFacts factsFrom(Reader::Private& reader, const Statement& row)
{
    SuspectFacts facts{.row = row.integer(12),
                       .suspicion = {},
                       .start = {},
                       .service = reader.string(row.integer(5)),
                       .operation = reader.string(row.integer(6)),
                       .provider = reader.string(row.integer(11)),
                       .model = reader.string(row.integer(7)),
                       .version = reader.string(row.integer(8)),
                       .adapter = reader.string(row.integer(9)),
                       .promptVersion = reader.string(row.integer(10))};
    facts.suspicion.trace = reader.traceId(row.integer(0));
    facts.suspicion.span = spanId(row.integer(1));
    facts.suspicion.probability = row.isNull(2) ? 0 : row.real(2);
    facts.suspicion.reasons = readReasons(row, 3);
    facts.suspicion.time = row.time(4);
    facts.start = row.time(13);
    return facts;
}

// The newest verdict on each answer, by "trace/span" as its entry names it. People give few: all
// are read.
std::unordered_map<std::string, std::string> verdictsKnown(const Database& database,
                                                           telemetry::Timestamp knownAt)
{
    Statement select = database.prepare(
        "SELECT subject, coalesce(CASE WHEN json_valid(payload) THEN "
        "json_extract(payload, '$.verdict') END, '') FROM timeline WHERE kind='verdict' AND "
        "recorded_ns<=? ORDER BY time_ns, sequence");
    select.bind(knownAt);
    std::unordered_map<std::string, std::string> verdicts;
    while (select.step())
        verdicts.insert_or_assign(std::string(select.text(0)), std::string(select.text(1)));
    return verdicts;
}

} // namespace

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

telemetry::Result<std::vector<SuspectRow>>
Reader::suspects(const View& view, const GenerationFilter& filter, double minimum) const
{
    const Private::Transaction transaction(d->database);
    const FilterClause clause = filterClause(*d, filter, "g", true);
    if (clause.isImpossible)
        return d->outcome().map([] { return std::vector<SuspectRow>{}; });
    Statement select = d->database.prepare(
        withFilter("SELECT p.trace_no, p.span_id, p.probability, substr(p.reasons, 1, 4096), "
                   "p.time_ns, g.service, g.operation, coalesce(g.model_served, g.model_requested) "
                       + std::string(kOfSuspects),
                   clause, "p.probability DESC, p.time_ns DESC"));
    bindSuspects(select, view, filter, minimum, clause);
    std::vector<SuspectRow> rows;
    const auto verdicts = verdictsKnown(d->database, view.knownAt);
    while (select.step()) {
        SuspectRow& row = rows.emplace_back();
        row.suspicion.trace = d->traceId(select.integer(0));
        row.suspicion.span = spanId(select.integer(1));
        row.suspicion.probability = select.real(2);
        row.suspicion.reasons = readReasons(select, 3);
        row.suspicion.time = select.time(4);
        row.service = d->string(select.integer(5));
        row.operation = d->string(select.integer(6));
        row.model = d->string(select.integer(7));
        if (const auto generation =
                d->compose(select.integer(0), select.integer(1), view.knownAt)) {
            row.contentState = generation->contentState;
            row.excerpt = excerptOf(*generation);
        }
        const auto verdict = verdicts.find(telemetry::toHex(row.suspicion.trace) + '/'
                                           + telemetry::toHex(row.suspicion.span));
        if (verdict != verdicts.end())
            row.verdict = verdict->second;
    }
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return rows;
}

telemetry::Result<std::int64_t>
Reader::countSuspects(const View& view, const GenerationFilter& filter, double minimum) const
{
    const Private::Transaction transaction(d->database);
    const FilterClause clause = filterClause(*d, filter, "g", true);
    if (clause.isImpossible)
        return d->outcome().map([] { return std::int64_t{0}; });
    Statement select = d->database.prepare(
        "SELECT count(*) FROM ("
        + withFilter("SELECT p.id " + std::string(kOfSuspects), clause, "p.id") + ")");
    bindSuspects(select, view, filter, minimum, clause);
    const std::int64_t count = select.step() ? select.integer(0) : 0;
    if (d->hasFailed(select))
        return tl::make_unexpected(d->takeError());
    return count;
}

telemetry::Result<void> forEachSuspect(const Reader& reader, const View& view,
                                       const GenerationFilter& filter, double minimum,
                                       const std::function<bool(SuspectFacts)>& visit)
{
    Reader::Private& d = reader.parts();
    const Reader::Private::Transaction transaction(d.database);
    const FilterClause clause = filterClause(d, filter, "g", true);
    if (clause.isImpossible)
        return d.outcome();
    GenerationFilter all = filter;
    all.limit = GenerationFilter{}.limit;
    Statement select =
        d.database.prepare(kFacts + std::string(kOfSuspects) + clause.sql + " LIMIT ?");
    bindSuspects(select, view, all, minimum, clause);
    while (select.step() && !d.isDamaged()) {
        if (!visit(factsFrom(d, select)))
            break;
    }
    return d.outcome(select);
}

telemetry::Result<std::optional<SuspectFacts>> suspectFacts(const Reader& reader,
                                                            const telemetry::SpanKey& key,
                                                            telemetry::Timestamp knownAt,
                                                            const GenerationFilter& filter)
{
    Reader::Private& d = reader.parts();
    const Reader::Private::Transaction transaction(d.database);
    const FilterClause clause = filterClause(d, filter, "g", true);
    std::optional<SuspectFacts> facts;
    if (clause.isImpossible)
        return d.outcome().map([&] { return facts; });
    Statement select = d.database.prepare(
        std::string(kFacts)
        + "FROM generations g LEFT JOIN suspicions p ON p.id=coalesce((SELECT max(id) FROM "
          "suspicions WHERE trace_no=g.trace_no AND span_id=g.span_id AND recorded_ns<=?3), "
          "(SELECT min(id) FROM suspicions WHERE trace_no=g.trace_no AND span_id=g.span_id)) "
          "WHERE g.trace_no=?1 AND g.span_id=?2 AND g.recorded_ns<=?3"
        + clause.sql);
    select.bind(d.traceNumber(key.trace)).bind(static_cast<std::int64_t>(key.span)).bind(knownAt);
    for (const auto value : clause.values)
        select.bind(value);
    if (select.step())
        facts = factsFrom(d, select);
    if (d.hasFailed(select))
        return tl::make_unexpected(d.takeError());
    return facts;
}

namespace {

// Of evaluation rows; the LEFT JOIN keeps those whose generation is not there yet.
constexpr const char* kSent =
    "SELECT e.id, g.trace_no, g.span_id, e.evaluator, e.state, e.reason, e.check_name, "
    "e.time_ns, e.recorded_ns, p.probability, substr(p.reasons, 1, 4096) FROM evaluations e LEFT "
    "JOIN generations g ON g.id=coalesce((SELECT id FROM generations WHERE "
    "response_hash=e.response_hash ORDER BY id LIMIT 1), (SELECT id FROM generations WHERE "
    "trace_no=e.trace_no AND span_id=e.span_id)) LEFT JOIN suspicions p ON p.id=(SELECT max(id) "
    "FROM suspicions WHERE trace_no=g.trace_no AND span_id=g.span_id AND "
    "recorded_ns<e.recorded_ns) WHERE e.origin=0 ";

SentVerdict sentFrom(Reader::Private& d, const Statement& row)
{
    SentVerdict verdict;
    verdict.row = row.integer(0);
    if (!row.isNull(1)) {
        verdict.evaluation.trace = d.traceId(row.integer(1));
        verdict.evaluation.span = spanId(row.integer(2));
    }
    verdict.evaluation.evaluator = d.string(row.integer(3));
    verdict.evaluation.state = static_cast<telemetry::EvaluationState>(row.integer(4));
    verdict.evaluation.reason = row.text(5);
    verdict.evaluation.check = d.string(row.integer(6));
    verdict.evaluation.time = row.time(7);
    verdict.evaluation.recorded = row.time(8);
    if (!row.isNull(9))
        verdict.suspicionBefore = row.real(9);
    verdict.reasonsBefore = readReasons(row, 10);
    return verdict;
}

telemetry::Result<std::int64_t> newestRow(const Reader& reader, const char* sql)
{
    Reader::Private& d = reader.parts();
    Statement select = d.database.prepare(sql);
    const std::int64_t row = select.step() ? select.integer(0) : 0;
    return d.outcome(select).map([row] { return row; });
}

} // namespace

telemetry::Result<std::vector<SentVerdict>> sentVerdicts(const Reader& reader, std::int64_t row)
{
    Reader::Private& d = reader.parts();
    const Reader::Private::Transaction transaction(d.database);
    std::vector<SentVerdict> verdicts;
    std::string behind(telemetry::kPerson);
    ++behind.back(); // after all texts that begin so
    Statement names = d.database.prepare("SELECT 1 FROM strings WHERE text>=? AND text<?");
    names.bind(telemetry::kPerson).bind(std::string_view(behind));
    if (!names.step()) // no person: no evaluation has to be looked at
        return d.outcome(names).map([&] { return verdicts; });
    Statement select =
        d.database.prepare(kSent
                           + std::string("AND e.id>?1 AND e.evaluator IN (SELECT id FROM strings "
                                         "WHERE text>=?2 AND text<?3) ORDER BY e.id"));
    select.bind(row).bind(telemetry::kPerson).bind(std::string_view(behind));
    while (select.step())
        verdicts.push_back(sentFrom(d, select));
    return d.outcome(select).map([&] { return std::move(verdicts); });
}

telemetry::Result<std::vector<SentVerdict>> sentVerdicts(const Reader& reader,
                                                         const std::vector<std::int64_t>& rows)
{
    Reader::Private& d = reader.parts();
    const Reader::Private::Transaction transaction(d.database);
    std::vector<SentVerdict> verdicts;
    Statement select = d.database.prepare(kSent + std::string("AND e.id=?"));
    for (const std::int64_t row : rows) {
        select.bind(row);
        if (select.step())
            verdicts.push_back(sentFrom(d, select));
        if (d.hasFailed(select))
            return tl::make_unexpected(d.takeError());
        select.reset();
    }
    return verdicts;
}

telemetry::Result<std::int64_t> newestEvaluationRow(const Reader& reader)
{
    return newestRow(reader, "SELECT coalesce(max(id), 0) FROM evaluations");
}

telemetry::Result<std::int64_t> newestGenerationRow(const Reader& reader)
{
    return newestRow(reader, "SELECT coalesce(max(id), 0) FROM generations");
}

telemetry::Result<std::vector<telemetry::TimelineEntry>> verdictEntries(const Reader& reader,
                                                                        std::int64_t sequence)
{
    Reader::Private& d = reader.parts();
    Statement select = d.database.prepare(
        kEntryColumns + std::string("WHERE kind='verdict' AND sequence>? ORDER BY sequence"));
    select.bind(sequence);
    std::vector<telemetry::TimelineEntry> entries;
    while (select.step())
        entries.push_back(entryOf(select));
    return d.outcome(select).map([&] { return std::move(entries); });
}

telemetry::Result<std::vector<std::pair<std::string, std::string>>>
resourceAttributes(const Reader& reader, const telemetry::SpanKey& key,
                   telemetry::Timestamp knownAt)
{
    Reader::Private& d = reader.parts();
    const Reader::Private::Transaction transaction(d.database);
    Statement select = d.database.prepare(
        "SELECT resource FROM spans WHERE trace_no=? AND span_id=? AND recorded_ns<=?");
    select.bind(d.traceNumber(key.trace)).bind(static_cast<std::int64_t>(key.span)).bind(knownAt);
    std::vector<std::pair<std::string, std::string>> attributes;
    if (select.step()) {
        otlp::forEachAttribute(
            d.resource(select.integer(0)).body, otlp::kResourceAttributes,
            [&attributes](std::string_view name, const otlp::AnyValueView& value) {
                attributes.emplace_back(telemetry::sanitizedUtf8(name), value.toText());
            });
    }
    return d.outcome(select).map([&] { return std::move(attributes); });
}

telemetry::Result<std::vector<CheckResult>> checkResults(const Reader& reader, const View& view,
                                                         const std::string& service,
                                                         const std::vector<std::string>& checks)
{
    Reader::Private& d = reader.parts();
    const Reader::Private::Transaction transaction(d.database);
    std::vector<CheckResult> results;
    Statement select = d.database.prepare(
        "SELECT e.id, g.trace_no, g.span_id, e.time_ns, s.end_ns, e.badness, e.check_name, "
        "e.evaluator, e.origin, g.operation, coalesce(g.model_served, g.model_requested), "
        "g.version, g.adapter, g.prompt_version FROM evaluations e JOIN generations g ON "
        "g.id=coalesce((SELECT id FROM generations WHERE e.origin=0 AND "
        "response_hash=e.response_hash ORDER BY id LIMIT 1), (SELECT id FROM generations WHERE "
        "trace_no=e.trace_no AND span_id=e.span_id)) LEFT JOIN spans s ON s.trace_no=g.trace_no "
        "AND s.span_id=g.span_id WHERE e.time_ns>=?1 AND e.time_ns<?2 AND e.recorded_ns<=?3 AND "
        "g.service=?4 AND e.badness IS NOT NULL AND e.state IN (?5, ?6, ?7) AND e.check_name=?8 "
        "ORDER BY e.id");
    for (const std::string& check : checks) {
        select.bind(view.range.start)
            .bind(telemetry::Timestamp::max())
            .bind(view.knownAt)
            .bind(d.stringId(service))
            .bind(static_cast<std::int64_t>(telemetry::EvaluationState::Passed))
            .bind(static_cast<std::int64_t>(telemetry::EvaluationState::Failed))
            .bind(static_cast<std::int64_t>(telemetry::EvaluationState::Inconclusive))
            .bind(d.stringId(check));
        while (select.step()) {
            CheckResult result{
                .row = select.integer(0),
                .key = {.trace = d.traceId(select.integer(1)), .span = spanId(select.integer(2))},
                .time = select.time(3),
                .answered = select.isNull(4) ? select.time(3) : select.time(4),
                .badness = select.real(5),
                .check = d.string(select.integer(6)),
                .evaluator = d.string(select.integer(7)),
                .origin = static_cast<telemetry::EvaluationOrigin>(select.integer(8)),
                .operation = d.string(select.integer(9)),
                .model = d.string(select.integer(10)),
                .version = d.string(select.integer(11)),
                .adapter = d.string(select.integer(12)),
                .promptVersion = d.string(select.integer(13))};
            if (result.answered < view.range.end)
                results.push_back(std::move(result));
        }
        if (d.hasFailed(select))
            return tl::make_unexpected(d.takeError());
        select.reset();
    }
    return results;
}

} // namespace store
