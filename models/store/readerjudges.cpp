// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/judgetally.h"
#include "models/store/owncalls.h"
#include "models/store/reader.h"
#include "models/store/readerprivate.h"
#include "models/telemetry/evaluation.h"
#include "models/telemetry/person.h"

#include <algorithm>
#include <limits>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace store {

namespace {

using telemetry::EvaluationState;

// What telemetry said of generations: of which, how, when the answer ended, and what our validators
// say of the same (null: nothing). An evaluation that names a response counts with its generation.
constexpr const char* kJudged =
    "SELECT g.service, e.evaluator, e.check_name, e.state, e.time_ns, g.id, g.trace_no, g.span_id, "
    "(SELECT s.end_ns FROM spans s WHERE s.trace_no=g.trace_no AND s.span_id=g.span_id), "
    "(SELECT max(v.state=?4) FROM evaluations v WHERE v.trace_no=g.trace_no AND "
    "v.span_id=g.span_id AND v.origin=1 AND v.state IN (?4, ?5) AND v.recorded_ns<=?3 AND NOT "
    "EXISTS (SELECT 1 FROM evaluations n WHERE n.trace_no=v.trace_no AND n.span_id=v.span_id AND "
    "n.origin=1 AND n.check_name=v.check_name AND n.id>v.id AND n.recorded_ns<=?3)), e.trace_no, "
    "g.start_ns, e.span_id "
    "FROM evaluations e JOIN generations g ON g.id=coalesce((SELECT o.id FROM generations o WHERE "
    "o.trace_no=e.trace_no AND o.span_id=e.span_id), (SELECT o.id FROM generations o WHERE "
    "o.response_hash=e.response_hash ORDER BY o.id LIMIT 1)) WHERE e.origin=0 AND e.time_ns>=?1 "
    "AND e.time_ns<?2 AND e.recorded_ns<=?3 AND (?6=0 OR g.service=?6) ORDER BY e.time_ns";

// Where the newest so many results begin; null when there are fewer.
constexpr const char* kCut =
    "SELECT e.time_ns FROM evaluations e WHERE e.origin=0 AND e.time_ns>=?1 AND e.time_ns<?2 AND "
    "e.recorded_ns<=?3 AND (?5=0 OR (SELECT g.service FROM generations g WHERE "
    "g.id=coalesce((SELECT o.id FROM generations o WHERE o.trace_no=e.trace_no AND "
    "o.span_id=e.span_id), (SELECT o.id FROM generations o WHERE o.response_hash=e.response_hash "
    "ORDER BY o.id LIMIT 1)))=?5) ORDER BY e.time_ns DESC LIMIT 1 OFFSET ?4";

constexpr const char* kAnswers =
    "SELECT start_ns/?1*?1, count(*) FROM generations WHERE service=?2 AND start_ns>=?3 AND "
    "start_ns<?4 AND recorded_ns<=?5 AND (judge_ns IS NULL OR judge_ns>?5) GROUP BY 1";

// Verdicts that came in the telemetry, by "trace/span".
std::unordered_map<std::string, bool> sentByPeople(Reader::Private& reader,
                                                   telemetry::Timestamp known)
{
    std::unordered_map<std::string, bool> wrong;
    std::string behind(telemetry::kPerson);
    ++behind.back(); // after all texts that begin so
    Statement names = reader.database.prepare("SELECT 1 FROM strings WHERE text>=? AND text<?");
    names.bind(telemetry::kPerson).bind(std::string_view(behind));
    if (!names.step()) // no person: no evaluation has to be looked at
        return wrong;
    Statement select = reader.database.prepare(
        "SELECT trace_no, span_id, state FROM evaluations WHERE evaluator IN (SELECT id FROM "
        "strings WHERE text>=?4 AND text<?5) AND origin=0 AND trace_no IS NOT NULL AND state IN "
        "(?2, ?3) AND recorded_ns<=?1 ORDER BY time_ns, id");
    select.bind(known);
    select.bind(static_cast<std::int64_t>(EvaluationState::Failed));
    select.bind(static_cast<std::int64_t>(EvaluationState::Passed));
    select.bind(telemetry::kPerson).bind(std::string_view(behind));
    while (select.step())
        wrong[telemetry::toHex(reader.traceId(select.integer(0))) + '/'
              + telemetry::toHex(static_cast<telemetry::SpanId>(select.integer(1)))] =
            static_cast<EvaluationState>(select.integer(2)) == EvaluationState::Failed;
    static_cast<void>(reader.hasFailed(names) || reader.hasFailed(select));
    return wrong;
}

// The newest verdict on each answer, by "trace/span"; what was taken back is none. What was said
// here counts for more than what was sent.
std::unordered_map<std::string, bool> wrongByPeople(Reader::Private& reader,
                                                    telemetry::Timestamp known)
{
    Statement select = reader.database.prepare(
        "SELECT subject, coalesce(CASE WHEN json_valid(payload) THEN "
        "json_extract(payload, '$.verdict') END, '') FROM timeline WHERE kind='verdict' AND "
        "recorded_ns<=? ORDER BY time_ns, sequence");
    select.bind(known);
    auto wrong = sentByPeople(reader, known);
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

JudgeResult resultOf(Reader::Private& reader, const Statement& row,
                     const std::unordered_map<std::string, bool>& people)
{
    JudgeResult result{.state = static_cast<EvaluationState>(row.integer(3)),
                       .time = row.time(4),
                       .answer = row.integer(5),
                       .trace = row.integer(10),
                       .answerStart = row.time(11)};
    // A result that its judge's span carries names its answer by the response.
    if (row.integer(10) != row.integer(6) || row.integer(12) != row.integer(7))
        result.carrier = row.integer(12);
    if (!row.isNull(8) && row.integer(8) > 0)
        result.answerEnd = row.time(8);
    if (!row.isNull(9))
        result.validatorsFailed = row.integer(9) != 0;
    if (people.empty())
        return result;
    const auto verdict =
        people.find(telemetry::toHex(reader.traceId(row.integer(6))) + '/'
                    + telemetry::toHex(static_cast<telemetry::SpanId>(row.integer(7))));
    if (verdict != people.end())
        result.peopleFailed = verdict->second;
    return result;
}

// Finds the item of a golden set that an answer is; composes each answer once.
class GoldenLookup
{
public:
    GoldenLookup(Reader::Private& reader, telemetry::Timestamp known,
                 const telemetry::GoldenSet* set)
        : m_reader(reader)
        , m_known(known)
        , m_set(set)
    {
    }

    // Of a row of kJudged.
    const telemetry::GoldenItem* find(const Statement& row)
    {
        if (m_set == nullptr)
            return nullptr;
        const std::string service = m_reader.string(row.integer(0));
        const std::string check = m_reader.string(row.integer(2));
        if (!m_set->isAbout(check, service))
            return nullptr;
        const auto [found, isNew] = m_subjects.try_emplace(row.integer(5));
        if (isNew)
            found->second = subjectOf(row, service);
        return m_set->find(found->second, check);
    }

private:
    telemetry::GoldenSet::Subject subjectOf(const Statement& row, const std::string& service)
    {
        if (m_set->needsContent()) {
            if (const auto generation = m_reader.compose(row.integer(6), row.integer(7), m_known))
                return telemetry::GoldenSet::subjectOf(*generation);
        }
        return {.span = {m_reader.traceId(row.integer(6)),
                         static_cast<telemetry::SpanId>(row.integer(7))},
                .service = service,
                .responseId = {},
                .answer = {},
                .question = {}};
    }

    Reader::Private& m_reader;
    telemetry::Timestamp m_known;
    const telemetry::GoldenSet* m_set;
    std::unordered_map<std::int64_t, telemetry::GoldenSet::Subject> m_subjects; // by row
};

std::map<JudgeKey, JudgeTally> tallyAll(Reader::Private& reader, const View& view,
                                        const JudgeQuery& query)
{
    const auto people = wrongByPeople(reader, view.knownAt);
    std::map<JudgeKey, JudgeTally> tallies;
    Statement select = reader.database.prepare(kJudged);
    select.bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    select.bind(static_cast<std::int64_t>(EvaluationState::Failed));
    select.bind(static_cast<std::int64_t>(EvaluationState::Passed));
    select.bind(query.service.empty() ? std::int64_t{0} : reader.stringId(query.service));
    GoldenLookup golden(reader, view.knownAt, query.golden);
    while (select.step()) {
        JudgeResult result = resultOf(reader, select, people);
        result.golden = golden.find(select);
        tallies[{select.integer(0), select.integer(1), select.integer(2)}].add(result, query.step);
    }
    static_cast<void>(reader.hasFailed(select));
    return tallies;
}

// Of a service, by bucket; one bucket where the step is zero.
std::map<telemetry::Timestamp, std::int64_t>
answersOf(Reader::Private& reader, const View& view, std::int64_t service, telemetry::Duration step)
{
    Statement select = reader.database.prepare(kAnswers);
    select.bind(step > telemetry::Duration::zero() ? step.count()
                                                   : std::numeric_limits<std::int64_t>::max());
    select.bind(service).bind(view.range.start).bind(view.range.end).bind(view.knownAt);
    std::map<telemetry::Timestamp, std::int64_t> answers;
    while (select.step())
        answers[select.time(0)] = select.integer(1);
    static_cast<void>(reader.hasFailed(select));
    return answers;
}

// What of the range is read.
View within(Reader::Private& reader, View view, const JudgeQuery& query)
{
    const std::int64_t limit = query.limit;
    Statement cut = reader.database.prepare(kCut);
    cut.bind(view.range.start).bind(view.range.end).bind(view.knownAt).bind(limit);
    cut.bind(query.service.empty() ? std::int64_t{0} : reader.stringId(query.service));
    // What comes at the same time as the first that is left out is left out with it.
    if (limit < std::numeric_limits<std::int64_t>::max() && cut.step())
        view.range.start = cut.time(0) + telemetry::Duration(1);
    static_cast<void>(reader.hasFailed(cut));
    return view;
}

// Answers that began before have their result, or will have none.
telemetry::Timestamp settledAt(Reader::Private& reader, const View& view, const JudgeRow& row)
{
    telemetry::Timestamp known = view.knownAt;
    Statement newest =
        reader.database.prepare("SELECT recorded_ns FROM generations ORDER BY id DESC LIMIT 1");
    if (known == telemetry::Timestamp::max() && newest.step())
        known = newest.time(0);
    static_cast<void>(reader.hasFailed(newest));
    return std::min(view.range.end, known - row.delayWorst.value_or(telemetry::Duration::zero()));
}

} // namespace

telemetry::Result<std::vector<JudgeRow>> Reader::judges(const View& view,
                                                        const JudgeQuery& query) const
{
    const Private::Transaction transaction(d->database);
    const View read = within(*d, view, query);
    std::vector<JudgeRow> rows;
    JudgeTallies tallies = tallyAll(*d, read, query);
    addOwnCalls(*d, read, tallies, query.step);
    for (auto& [key, tally] : tallies) {
        auto answers = answersOf(*d, read, std::get<0>(key), query.step);
        if (query.step == telemetry::Duration::zero())
            answers.clear();
        JudgeRow row = tally.finish(answers);
        View settled = read;
        settled.range.end = settledAt(*d, read, row);
        row.judged = tally.judgedIn(settled.range);
        for (const auto& [start, count] :
             answersOf(*d, settled, std::get<0>(key), telemetry::Duration::zero()))
            row.answers += count;
        row.service = d->string(std::get<0>(key));
        row.evaluator = d->string(std::get<1>(key));
        row.check = d->string(std::get<2>(key));
        if (read.range.start != view.range.start)
            row.from = read.range.start;
        // A bucket of answers from before the range, of which some were judged in it, tells
        // nothing.
        std::erase_if(row.course, [&read, &query](const JudgePoint& point) {
            return point.start + query.step <= read.range.start;
        });
        rows.push_back(std::move(row));
    }
    if (d->isDamaged())
        return tl::make_unexpected(d->takeError());
    std::erase_if(
        rows, [](const JudgeRow& row) { return row.evaluator.starts_with(telemetry::kPerson); });
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
