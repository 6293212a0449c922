// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/reader.h"
#include "models/store/readerprivate.h"
#include "models/telemetry/evaluation.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>
#include <unordered_map>
#include <utility>

namespace store {

namespace {

using telemetry::EvaluationState;

constexpr std::size_t kDelays = 500; // of the newest results of a judge

// What telemetry said of generations: of which, how, when the answer ended, and what our validators
// say of the same (null: nothing). An evaluation that names a response counts with its generation.
constexpr const char* kJudged =
    "SELECT g.service, e.evaluator, e.check_name, e.state, e.time_ns, g.id, g.trace_no, g.span_id, "
    "(SELECT s.end_ns FROM spans s WHERE s.trace_no=g.trace_no AND s.span_id=g.span_id), "
    "(SELECT max(v.state=?4) FROM evaluations v WHERE v.trace_no=g.trace_no AND "
    "v.span_id=g.span_id AND v.origin=1 AND v.state IN (?4, ?5) AND v.recorded_ns<=?3 AND NOT "
    "EXISTS (SELECT 1 FROM evaluations n WHERE n.trace_no=v.trace_no AND n.span_id=v.span_id AND "
    "n.origin=1 AND n.check_name=v.check_name AND n.id>v.id AND n.recorded_ns<=?3)), e.trace_no "
    "FROM evaluations e JOIN generations g ON g.id=coalesce((SELECT o.id FROM generations o WHERE "
    "o.trace_no=e.trace_no AND o.span_id=e.span_id), (SELECT o.id FROM generations o WHERE "
    "o.response_hash=e.response_hash ORDER BY o.id LIMIT 1)) WHERE e.origin=0 AND e.time_ns>=?1 "
    "AND e.time_ns<?2 AND e.recorded_ns<=?3 ORDER BY e.time_ns";

// Calls of models below a span of kind evaluator in one trace, and whether truncation struck them.
constexpr const char* kOwnCalls =
    "SELECT count(*), coalesce(sum(EXISTS (SELECT 1 FROM evaluations v WHERE "
    "v.trace_no=c.trace_no AND v.span_id=c.span_id AND v.origin=1 AND v.check_name=?3 AND "
    "v.state=?4 AND v.recorded_ns<=?2)), 0) FROM spans s JOIN spans c ON c.trace_no=s.trace_no AND "
    "c.parent_id=s.span_id JOIN generations g ON g.trace_no=c.trace_no AND g.span_id=c.span_id "
    "WHERE s.trace_no=?1 AND s.step=?5 AND c.recorded_ns<=?2";

// The newest verdict on each answer, by "trace/span"; what was taken back is none.
std::unordered_map<std::string, bool> wrongByPeople(const Reader::Private& reader,
                                                    telemetry::Timestamp known)
{
    Statement select = reader.database.prepare(
        "SELECT subject, coalesce(CASE WHEN json_valid(payload) THEN "
        "json_extract(payload, '$.verdict') END, '') FROM timeline WHERE kind='verdict' AND "
        "recorded_ns<=? ORDER BY time_ns, sequence");
    select.bind(known);
    std::unordered_map<std::string, bool> wrong;
    while (select.step()) {
        const std::string subject(select.text(0));
        if (select.text(1) == "wrong")
            wrong[subject] = true;
        else if (select.text(1) == "sound")
            wrong[subject] = false;
        else
            wrong.erase(subject);
    }
    static_cast<void>(reader.hasFailed(select));
    return wrong;
}

struct Tally
{
    JudgeRow row;
    std::set<std::int64_t> judged;
    std::set<std::int64_t> traces; // of its results
    std::deque<telemetry::Duration> delays;
};

void count(JudgeRow& row, EvaluationState state)
{
    switch (state) {
    case EvaluationState::Passed:
        ++row.passed;
        break;
    case EvaluationState::Failed:
        ++row.failed;
        break;
    case EvaluationState::JudgeUnavailable:
        ++row.unavailable;
        break;
    default:
        ++row.inconclusive;
    }
}

void setDelays(Tally& tally)
{
    std::ranges::sort(tally.delays);
    const std::size_t count = tally.delays.size();
    if (count == 0)
        return;
    tally.row.delayMedian = tally.delays[count / 2];
    tally.row.delayWorst = tally.delays[count * 19 / 20];
}

} // namespace

void Agreement::add(bool judgeFailed, bool otherFailed)
{
    if (judgeFailed)
        ++(otherFailed ? bothFailed : onlyJudge);
    else
        ++(otherFailed ? onlyOther : bothPassed);
}

telemetry::Result<std::vector<JudgeRow>> Reader::judges(const View& view) const
{
    const Private::Transaction transaction(d->database);
    const auto failed = static_cast<std::int64_t>(EvaluationState::Failed);
    const auto people = wrongByPeople(*d, view.knownAt);
    std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t>, Tally> tallies;
    Statement select = d->database.prepare(kJudged);
    select.bind(view.range.start).bind(view.range.end).bind(view.knownAt).bind(failed);
    select.bind(static_cast<std::int64_t>(EvaluationState::Passed));
    while (select.step()) {
        Tally& tally = tallies[{select.integer(0), select.integer(1), select.integer(2)}];
        const auto state = static_cast<EvaluationState>(select.integer(3));
        count(tally.row, state);
        tally.row.last = select.time(4);
        tally.traces.insert(select.integer(10));
        if (state != EvaluationState::Passed && state != EvaluationState::Failed)
            continue;
        const bool hasFailed = state == EvaluationState::Failed;
        tally.judged.insert(select.integer(5));
        if (!select.isNull(8) && select.integer(8) > 0 && select.time(4) >= select.time(8)) {
            tally.delays.push_back(select.time(4) - select.time(8));
            if (tally.delays.size() > kDelays)
                tally.delays.pop_front();
        }
        if (!select.isNull(9))
            tally.row.withValidators.add(hasFailed, select.integer(9) != 0);
        const auto verdict = people.empty()
            ? people.end()
            : people.find(telemetry::toHex(d->traceId(select.integer(6))) + '/'
                          + telemetry::toHex(static_cast<telemetry::SpanId>(select.integer(7))));
        if (verdict != people.end())
            tally.row.withPeople.add(hasFailed, verdict->second);
    }
    static_cast<void>(d->hasFailed(select));
    Statement answers = d->database.prepare("SELECT count(*) FROM generations WHERE service=? AND "
                                            "start_ns>=? AND start_ns<? AND recorded_ns<=?");
    Statement own = d->database.prepare(kOwnCalls);
    const std::int64_t truncation = d->stringId(telemetry::kTruncation);
    std::vector<JudgeRow> rows;
    for (auto& [key, tally] : tallies) {
        JudgeRow& row = tally.row;
        row.service = d->string(std::get<0>(key));
        row.evaluator = d->string(std::get<1>(key));
        row.check = d->string(std::get<2>(key));
        row.judged = static_cast<std::int64_t>(tally.judged.size());
        setDelays(tally);
        answers.bind(std::get<0>(key)).bind(view.range.start).bind(view.range.end);
        if (answers.bind(view.knownAt).step())
            row.answers = answers.integer(0);
        static_cast<void>(d->hasFailed(answers));
        answers.reset();
        for (const std::int64_t trace : tally.traces) {
            own.bind(trace).bind(view.knownAt).bind(truncation).bind(failed);
            own.bind(static_cast<std::int64_t>(telemetry::StepKind::Evaluator));
            if (own.step()) {
                row.ownCalls += own.integer(0);
                row.ownCallsCut += own.integer(1);
            }
            static_cast<void>(d->hasFailed(own));
            own.reset();
        }
        rows.push_back(std::move(row));
    }
    if (d->isDamaged())
        return tl::make_unexpected(d->takeError());
    const auto scales = judgeScales();
    if (!scales)
        return tl::make_unexpected(scales.error());
    for (JudgeRow& row : rows) {
        for (const telemetry::JudgeScale& scale : *scales) {
            if (scale.check == row.check && scale.evaluator == row.evaluator)
                row.scale = scale;
        }
    }
    return rows;
}

} // namespace store
