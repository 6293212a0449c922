// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/judgedanswers.h"

#include "models/store/judgedsql.h"
#include "models/store/readerprivate.h"

namespace store {

namespace {

constexpr std::string_view kIsAnswer =
    "g.start_ns>=?1 AND g.start_ns<?2 AND g.recorded_ns<=?3 AND (g.judge_ns IS NULL OR "
    "g.judge_ns>?3) AND g.service=?4 ";
void bindCommon(Statement& select, const View& view, std::int64_t service, std::string_view behind)
{
    select.bind(view.range.start).bind(view.range.end).bind(view.knownAt).bind(service);
    select.bind(static_cast<std::int64_t>(telemetry::EvaluationState::Passed))
        .bind(static_cast<std::int64_t>(telemetry::EvaluationState::Failed))
        .bind(telemetry::kPerson)
        .bind(behind);
}

} // namespace

telemetry::Result<JudgedAnswers> judgedAnswers(const Reader& reader, const View& view,
                                               const std::string& service,
                                               const std::vector<telemetry::SpanKey>& said)
{
    Reader::Private& d = reader.parts();
    const Reader::Private::Transaction transaction(d.database);
    const std::int64_t serviceId = d.stringId(service);
    const std::string behind = behindPeople();
    JudgedAnswers judged;
    Statement count =
        d.database.prepare("SELECT count(*) FROM generations g WHERE " + std::string(kIsAnswer)
                           + "AND " + std::string(kIsJudged));
    bindCommon(count, view, serviceId, behind);
    if (count.step())
        judged.count = count.integer(0);
    if (d.hasFailed(count))
        return tl::make_unexpected(d.takeError());
    Statement one =
        d.database.prepare("SELECT " + std::string(kIsJudged) + "FROM generations g WHERE "
                           + std::string(kIsAnswer) + "AND g.trace_no=?9 AND g.span_id=?10");
    for (const telemetry::SpanKey& key : said) {
        bindCommon(one, view, serviceId, behind);
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

telemetry::Result<std::int64_t> answersJudgedBy(const Reader& reader, const View& view,
                                                const std::string& service,
                                                const std::vector<std::string>& checks)
{
    if (checks.empty())
        return 0;
    Reader::Private& d = reader.parts();
    const Reader::Private::Transaction transaction(d.database);
    const std::string behind = behindPeople();
    std::string ids; // numbers of our own table, and no text from outside
    for (const std::string& check : checks)
        ids += (ids.empty() ? "" : ",") + std::to_string(d.stringId(check));
    const std::string isOne = "e.check_name IN (" + ids
        + ") AND e.recorded_ns<=?3 AND e.state IN (?5, ?6) AND NOT coalesce(w.text>=?7 AND "
          "w.text<?8, 0)) ";
    const std::string from =
        "EXISTS(SELECT 1 FROM evaluations e LEFT JOIN strings w ON w.id=e.evaluator WHERE ";
    Statement count = d.database.prepare(
        "SELECT count(*) FROM generations g WHERE " + std::string(kIsAnswer) + "AND (" + from
        + "e.trace_no=g.trace_no AND e.span_id=g.span_id AND " + isOne + "OR " + from
        + "e.response_hash=g.response_hash AND e.response_hash IS NOT NULL AND e.origin=0 AND "
        + isOne + ")");
    bindCommon(count, view, d.stringId(service), behind);
    std::int64_t found = 0;
    if (count.step())
        found = count.integer(0);
    if (d.hasFailed(count))
        return tl::make_unexpected(d.takeError());
    return found;
}

} // namespace store
