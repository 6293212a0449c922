// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/judgedanswers.h"

#include "models/store/readerprivate.h"
#include "models/telemetry/person.h"

namespace store {

namespace {

constexpr std::string_view kIsAnswer =
    "g.start_ns>=?1 AND g.start_ns<?2 AND g.recorded_ns<=?3 AND (g.judge_ns IS NULL OR "
    "g.judge_ns>?3) AND g.service=?4 ";
// ?5 and ?6 are the states Passed and Failed, ?7 and ?8 enclose the names of people. Results that
// only name the response are looked for as such.
constexpr std::string_view kIsJudged =
    "(EXISTS(SELECT 1 FROM suspicions p WHERE p.trace_no=g.trace_no AND p.span_id=g.span_id AND "
    "p.recorded_ns<=?3) OR EXISTS(SELECT 1 FROM evaluations e LEFT JOIN strings w ON "
    "w.id=e.evaluator WHERE e.trace_no=g.trace_no AND e.span_id=g.span_id AND e.recorded_ns<=?3 "
    "AND e.state IN (?5, ?6) AND NOT coalesce(w.text>=?7 AND w.text<?8, 0)) OR EXISTS(SELECT 1 "
    "FROM evaluations e LEFT JOIN strings w ON w.id=e.evaluator WHERE "
    "e.response_hash=g.response_hash AND e.response_hash IS NOT NULL AND e.origin=0 AND "
    "e.recorded_ns<=?3 AND e.state IN (?5, ?6) AND NOT coalesce(w.text>=?7 AND w.text<?8, 0))) ";

void bindCommon(Statement& select, const View& view, std::int64_t service,
                std::string_view behindPeople)
{
    select.bind(view.range.start).bind(view.range.end).bind(view.knownAt).bind(service);
    select.bind(static_cast<std::int64_t>(telemetry::EvaluationState::Passed))
        .bind(static_cast<std::int64_t>(telemetry::EvaluationState::Failed))
        .bind(telemetry::kPerson)
        .bind(behindPeople);
}

} // namespace

telemetry::Result<JudgedAnswers> judgedAnswers(const Reader& reader, const View& view,
                                               const std::string& service,
                                               const std::vector<telemetry::SpanKey>& said)
{
    Reader::Private& d = reader.parts();
    const Reader::Private::Transaction transaction(d.database);
    const std::int64_t serviceId = d.stringId(service);
    std::string behindPeople(telemetry::kPerson);
    ++behindPeople.back(); // after all texts that begin so
    JudgedAnswers judged;
    Statement count =
        d.database.prepare("SELECT count(*) FROM generations g WHERE " + std::string(kIsAnswer)
                           + "AND " + std::string(kIsJudged));
    bindCommon(count, view, serviceId, behindPeople);
    if (count.step())
        judged.count = count.integer(0);
    if (d.hasFailed(count))
        return tl::make_unexpected(d.takeError());
    Statement one =
        d.database.prepare("SELECT " + std::string(kIsJudged) + "FROM generations g WHERE "
                           + std::string(kIsAnswer) + "AND g.trace_no=?9 AND g.span_id=?10");
    for (const telemetry::SpanKey& key : said) {
        bindCommon(one, view, serviceId, behindPeople);
        one.bind(d.traceNumber(key.trace)).bind(static_cast<std::int64_t>(key.span));
        if (one.step()) {
            judged.said.push_back(key);
            judged.count += one.integer(0) == 0 ? 1 : 0;
        }
        if (d.hasFailed(one))
            return tl::make_unexpected(d.takeError());
        one.reset();
    }
    return judged;
}

} // namespace store
