// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/caserows.h"

#include "models/causes/casefacts.h"
#include "models/causes/caseonset.h"
#include "models/causes/casetraces.h"
#include "models/causes/loadchange.h"
#include "models/store/reader.h"
#include "models/telemetry/judgecall.h"
#include "models/telemetry/signalcheck.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <chrono>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace causes {

namespace {

using namespace std::chrono_literals;
using telemetry::EvaluationState;
using telemetry::Timestamp;

constexpr telemetry::Duration kBefore = 30min; // of an alarm's onset
constexpr telemetry::Duration kAfterClear = 1min;

std::int64_t charsOf(const telemetry::Generation& generation)
{
    if (generation.inputSource.state != telemetry::ContentState::Captured)
        return 0;
    std::int64_t chars = 0;
    for (const telemetry::Message& message : generation.inputMessages) {
        for (const telemetry::Part& part : message.parts)
            chars += telemetry::codePointCount(part.text) + telemetry::codePointCount(part.json);
    }
    return chars;
}

class Filling
{
public:
    Filling(const store::Reader& reader, CaseRows& rows, Timestamp knownAt,
            const ReadLimits& limits, const telemetry::GoldenSet* golden)
        : m_reader(reader)
        , m_rows(rows)
        , m_knownAt(knownAt)
        , m_limits(limits)
        , m_golden(golden)
    {
    }

    telemetry::Result<void> run()
    {
        const CaseQuestion& question = m_rows.question;
        const auto middle = middleOf(question);
        if (!middle)
            return tl::make_unexpected(middle.error());
        const auto part = [&](Timestamp from, Timestamp to, bool newestFirst) {
            return readAnswers({.range = {.start = from, .end = to}, .knownAt = m_knownAt},
                               newestFirst);
        };
        for (const auto& read : {part(question.range.start, *middle, true),
                                 part(*middle, question.range.end, false), readSteps()}) {
            if (!read)
                return read;
        }
        m_traces.moveJudgesCallsOut(m_rows.answers);
        m_traces.moveJudgesCallsOut(m_rows.others);
        for (std::vector<CaseAnswer>* rows : {&m_rows.answers, &m_rows.others}) {
            std::ranges::sort(*rows, {}, &CaseAnswer::start);
            fillLoad(*rows, m_knownAt);
        }
        m_traces.fill(m_rows.answers);
        m_traces.fill(m_rows.others);
        if (const auto read = readEvaluations(); !read)
            return read;
        return readRest();
    }

private:
    telemetry::Result<void> readAnswers(const store::View& view, bool newestFirst)
    {
        const std::string& service = m_rows.question.service;
        const std::int64_t most = newestFirst ? m_limits.before : m_limits.after;
        std::int64_t own = 0;
        Timestamp from = Timestamp::max();
        Timestamp to = Timestamp::min();
        const auto take = [&](const telemetry::Generation& generation,
                              std::vector<CaseAnswer>& rows) {
            from = std::min(from, generation.start);
            to = std::max(to, generation.start);
            if (!telemetry::canHaveAnswer(generation))
                return;
            rows.push_back(caseAnswer(generation));
            if (!generation.responseId.empty())
                m_responses.emplace(generation.responseId, rows.back().key);
        };
        auto read = m_reader.forEachGeneration(view,
                                               {.service = service,
                                                .model = {},
                                                .trace = {},
                                                .limit = most,
                                                .newestFirst = newestFirst},
                                               [&](const telemetry::Generation& generation) {
                                                   take(generation, m_rows.answers);
                                                   ++own;
                                                   return true;
                                               });
        if (!read)
            return read;
        m_rows.isShort = m_rows.isShort || own >= most;
        std::int64_t others = 0;
        read = m_reader.forEachGeneration(
            view, {.service = {}, .model = {}, .trace = {}, .newestFirst = newestFirst},
            [&](const telemetry::Generation& generation) {
                if (generation.service != service) {
                    take(generation, m_rows.others);
                    ++others;
                }
                // No further than the service's own reach where that was cut.
                const bool isBeyond =
                    own >= most && (newestFirst ? generation.start < from : generation.start > to);
                return others < m_limits.others && !isBeyond;
            });
        return read;
    }

    // Around what is read: the onset, or where a first look at the counts puts it.
    telemetry::Result<Timestamp> middleOf(const CaseQuestion& question)
    {
        if (question.onset)
            return question.onsetLow.value_or(*question.onset);
        const auto rough =
            roughOnset(m_reader, {.range = question.range, .knownAt = m_knownAt}, question.service);
        if (!rough)
            return tl::make_unexpected(rough.error());
        return rough->value_or(question.range.start + question.range.duration() / 2);
    }

    std::vector<const CaseAnswer*> all() const
    {
        std::vector<const CaseAnswer*> rows;
        for (const std::vector<CaseAnswer>* part : {&m_rows.answers, &m_rows.others}) {
            for (const CaseAnswer& row : *part)
                rows.push_back(&row);
        }
        return rows;
    }

    // Where answers are so far apart that most of what lies between them is of other services.
    static bool isSparse(const telemetry::TimeRange& range, std::size_t rows)
    {
        constexpr telemetry::Duration kBetween = 2s;
        return range.duration() > kBetween * static_cast<std::int64_t>(rows);
    }

    telemetry::Result<void> readSteps()
    {
        telemetry::TimeRange range{.start = Timestamp::max(), .end = Timestamp::min()};
        std::unordered_set<telemetry::TraceId> traces;
        for (const CaseAnswer* row : all()) {
            // Tools and searches may have begun before the answer that they are for, or after it.
            range.start = std::min(range.start, row->start - 1min);
            range.end = std::max(range.end, row->start + 1min);
            traces.insert(row->key.trace);
        }
        if (traces.empty())
            return {};
        if (!isSparse(range, traces.size()))
            return m_traces.read(m_reader, {.range = range, .knownAt = m_knownAt}, {});
        for (const telemetry::TraceId& trace : traces) {
            if (const auto read =
                    m_traces.read(m_reader, {.range = {}, .knownAt = m_knownAt}, trace);
                !read)
                return read;
        }
        return {};
    }

    std::size_t placeOf(const std::string& check)
    {
        const auto found = std::ranges::find(m_rows.checks, check);
        if (found == m_rows.checks.end() && m_rows.checks.size() < kMostChecks)
            m_rows.checks.push_back(check);
        return static_cast<std::size_t>(std::ranges::find(m_rows.checks, check)
                                        - m_rows.checks.begin());
    }

    telemetry::Result<void> readEvaluations()
    {
        std::unordered_map<telemetry::SpanKey, CaseAnswer*> places;
        telemetry::TimeRange range{.start = Timestamp::max(), .end = Timestamp::min()};
        for (std::vector<CaseAnswer>* rows : {&m_rows.answers, &m_rows.others}) {
            for (CaseAnswer& row : *rows) {
                places.emplace(row.key, &row);
                range.start = std::min(range.start, row.start);
                range.end = std::max(range.end, row.start);
            }
        }
        if (places.empty())
            return {};
        const auto take = [&](const telemetry::Evaluation& evaluation) {
            const auto response = m_responses.find(evaluation.responseId);
            const auto found = places.find(
                response != m_responses.end()
                    ? response->second
                    : telemetry::SpanKey{.trace = evaluation.trace, .span = evaluation.span});
            if (found != places.end())
                note(evaluation, *found->second);
            return found != places.end();
        };
        if (isSparse(range, places.size())) {
            for (const auto& [key, row] : places) {
                store::GenerationFilter ofTrace;
                ofTrace.trace = key.trace;
                const auto read =
                    m_reader.forEachEvaluation({.range = {}, .knownAt = m_knownAt}, ofTrace,
                                               [&](const telemetry::Evaluation& evaluation) {
                                                   if (evaluation.span == key.span)
                                                       take(evaluation);
                                                   return true;
                                               });
                if (!read)
                    return read;
            }
            return {};
        }
        // What is said of an answer is said later, at times by far.
        std::size_t beyond = 0; // said in a row about answers that are not looked at
        return m_reader.forEachEvaluation(
            {.range = {.start = range.start, .end = Timestamp::max()}, .knownAt = m_knownAt}, {},
            [&](const telemetry::Evaluation& evaluation) {
                if (take(evaluation)) {
                    beyond = 0;
                    return true;
                }
                const bool isOver = evaluation.time > range.end && ++beyond >= m_limits.beyond;
                return !isOver;
            });
    }

    void note(const telemetry::Evaluation& evaluation, CaseAnswer& row)
    {
        const std::size_t place = placeOf(telemetry::signalCheck(evaluation));
        if (place >= kMostChecks)
            return;
        const CheckBits bit = CheckBits{1} << place;
        if (evaluation.origin == telemetry::EvaluationOrigin::Telemetry
            && !evaluation.evaluator.empty())
            row.judges.emplace_back(place, evaluation.evaluator);
        if (evaluation.origin == telemetry::EvaluationOrigin::Validator)
            row.delay = std::min(row.delay.value_or(telemetry::Duration::max()),
                                 evaluation.recorded - row.end);
        switch (evaluation.state) {
        case EvaluationState::Failed:
            row.failed |= bit;
            break;
        case EvaluationState::Passed:
            row.passed |= bit;
            break;
        case EvaluationState::Inconclusive: // the validators' middle ground counts by its badness
            if (!evaluation.badness)
                row.unknown |= bit;
            else if (*evaluation.badness >= telemetry::kFailedBadness)
                row.failed |= bit;
            else
                row.passed |= bit;
            break;
        case EvaluationState::NotCaptured:
        case EvaluationState::JudgeUnavailable:
        case EvaluationState::Stale:
            row.unknown |= bit;
            break;
        case EvaluationState::NoData:
            break;
        }
        if (evaluation.check != telemetry::kTruncation
            || evaluation.state != EvaluationState::Failed)
            return;
        const bool isInput =
            std::ranges::any_of(evaluation.findings, [](const telemetry::Finding& finding) {
                return finding.kind == telemetry::kInputCut;
            });
        (isInput ? row.isInputCut : row.isOutputCut) = true;
    }

    telemetry::Result<void> readRest()
    {
        const CaseQuestion& question = m_rows.question;
        const store::View all{.range = {.start = Timestamp::min(), .end = question.range.end},
                              .knownAt = m_knownAt};
        auto changes = m_reader.changes(all);
        if (!changes)
            return tl::make_unexpected(changes.error());
        m_rows.changes = std::move(*changes);
        if (const auto read = readJudges(); !read)
            return read;
        auto links = m_reader.links(m_knownAt);
        if (!links)
            return tl::make_unexpected(links.error());
        m_rows.links = std::move(*links);
        return {};
    }

    // On either side of the onset, as far as answers were looked at.
    telemetry::Result<void> readJudges()
    {
        const auto onset = onsetOf(m_rows);
        if (!onset || m_rows.answers.empty())
            return {};
        const CaseQuestion& question = m_rows.question;
        const auto read = [&](Timestamp from, Timestamp to, std::vector<store::JudgeRow>& rows) {
            store::JudgeQuery query;
            query.service = question.service;
            query.limit = kJudged;
            query.golden = m_golden;
            auto judges =
                m_reader.judges({.range = {.start = from, .end = to}, .knownAt = m_knownAt}, query);
            if (!judges)
                return telemetry::Result<void>(tl::make_unexpected(judges.error()));
            rows = std::move(*judges);
            return telemetry::Result<void>();
        };
        const Timestamp first =
            m_rows.isShort ? m_rows.answers.front().start : question.range.start;
        const Timestamp last = m_rows.isShort
            ? std::min(question.range.end, m_rows.answers.back().end + kJudgedAfter)
            : question.range.end;
        if (auto before = read(first, *onset, m_rows.judgesBefore); !before)
            return before;
        return read(*onset, last, m_rows.judgesAfter);
    }

    static constexpr std::int64_t kJudged = 10'000;
    static constexpr telemetry::Duration kJudgedAfter = 1min; // an answer, at the latest

    const store::Reader& m_reader;
    CaseRows& m_rows;
    Timestamp m_knownAt;
    ReadLimits m_limits;
    const telemetry::GoldenSet* m_golden;
    CaseTraces m_traces;
    std::unordered_map<std::string, telemetry::SpanKey> m_responses; // by their ids
};

} // namespace

CaseAnswer caseAnswer(const telemetry::Generation& generation)
{
    CaseAnswer row;
    row.key = {.trace = generation.trace, .span = generation.span};
    row.parent = generation.parent;
    row.start = generation.start;
    row.end = std::max(generation.start, generation.end);
    row.service = generation.service;
    row.trait(Trait::Model) =
        generation.modelServed.empty() ? generation.modelRequested : generation.modelServed;
    row.trait(Trait::Version) = generation.version;
    row.trait(Trait::Adapter) = generation.adapter;
    row.trait(Trait::Prompt) = generation.promptVersion;
    row.trait(Trait::Index) = generation.indexVersion;
    row.trait(Trait::Instrumentation) = generation.instrumentation;
    row.trait(Trait::Dialect) = generation.dialect;
    row.content = generation.contentState;
    row.isCallFailed = generation.isFailed;
    row.inputTokens = generation.inputTokens;
    row.outputTokens = generation.outputTokens;
    row.inputChars = charsOf(generation);
    for (const telemetry::Document& document : generation.documents)
        row.documents.push_back(document.id);
    row.session = generation.session;
    row.user = generation.user;
    return row;
}

CaseQuestion questionOf(const telemetry::AlarmTransition& alarm, Timestamp knownAt)
{
    CaseQuestion question{
        .service = alarm.service, .check = alarm.check, .alarm = alarm.alarm, .range = {}};
    question.onset = alarm.onset;
    question.onsetLow = std::min(alarm.onsetLow.value_or(alarm.onset), alarm.onset);
    question.onsetHigh = std::max(alarm.onsetHigh.value_or(alarm.onset), alarm.onset);
    const bool isOver = alarm.state == telemetry::AlarmState::Cleared;
    const Timestamp end = isOver ? alarm.time + kAfterClear : Timestamp::max();
    question.range = {.start = *question.onsetLow - kBefore, .end = std::min(end, knownAt)};
    return question;
}

telemetry::Result<CaseQuestion> questionOf(const store::Reader& reader, const std::string& alarm,
                                           Timestamp knownAt)
{
    const auto transitions = reader.alarms({.range = {}, .knownAt = knownAt});
    if (!transitions)
        return tl::make_unexpected(transitions.error());
    const auto found = std::ranges::find(*transitions, alarm, &telemetry::AlarmTransition::alarm);
    if (found == transitions->end())
        return telemetry::failure(telemetry::ErrorKind::Usage,
                                  "The recording has no alarm '" + alarm
                                      + "' by then; query --what alarms lists them.");
    return questionOf(*found, knownAt);
}

telemetry::Result<CaseRows> readCase(const store::Reader& reader, CaseQuestion question,
                                     Timestamp knownAt, const ReadLimits& limits,
                                     const telemetry::GoldenSet* golden)
{
    CaseRows rows;
    rows.hasGolden = golden != nullptr;
    rows.question = std::move(question);
    if (const auto read = Filling(reader, rows, knownAt, limits, golden).run(); !read)
        return tl::make_unexpected(read.error());
    return rows;
}

} // namespace causes
