// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/owncalls.h"

#include "models/store/findingstext.h"
#include "models/store/readerprivate.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/judgecall.h"
#include "models/telemetry/person.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace store {

namespace {

using telemetry::EvaluationState;

// Calls of models below spans of kind evaluator in one trace: when, of which model, and what was
// said of truncation last.
constexpr const char* kOwnCalls =
    "SELECT g.start_ns, g.span_id, coalesce(g.model_served, g.model_requested), g.version, "
    "v.state, coalesce(v.findings, '') FROM generations g LEFT JOIN evaluations v ON v.id="
    "(SELECT max(n.id) FROM evaluations n WHERE n.trace_no=g.trace_no AND n.span_id=g.span_id AND "
    "n.origin=1 AND n.check_name=?3 AND n.recorded_ns<=?2) WHERE g.trace_no=?1 AND g.judge_ns<=?2";

constexpr const char* kAbove =
    "SELECT parent_id, step, name FROM spans WHERE trace_no=? AND span_id=? AND recorded_ns<=?";

// One span of kind evaluator.
struct EvaluatorSpan
{
    std::int64_t trace = 0;
    std::int64_t span = 0;
    std::string name;
};

// The nearest above a call.
std::optional<EvaluatorSpan> evaluatorAbove(Reader::Private& reader, Statement& above,
                                            std::int64_t trace, std::int64_t span,
                                            telemetry::Timestamp known)
{
    constexpr int kMostAbove = 64; // ends what a broken sender made a ring
    std::optional<EvaluatorSpan> found;
    for (int steps = 0; steps < kMostAbove && span != 0 && !found; ++steps) {
        above.bind(trace).bind(span).bind(known);
        const bool isThere = above.step();
        if (isThere && steps > 0
            && above.integer(1) == static_cast<std::int64_t>(telemetry::StepKind::Evaluator))
            found = {.trace = trace, .span = span, .name = reader.string(above.integer(2))};
        span = isThere ? above.integer(0) : 0;
        static_cast<void>(reader.hasFailed(above));
        above.reset();
    }
    return found;
}

// Whose a call is: of the judges whose result its evaluator's span carries; else of those after
// whom or after whose check that span is named; else of every judge with a result in the trace.
std::vector<JudgeTally*> ownersOf(JudgeTallies& tallies, const std::vector<JudgeTally*>& inTrace,
                                  const EvaluatorSpan& evaluator, Reader::Private& reader)
{
    std::vector<JudgeTally*> carried;
    std::vector<JudgeTally*> named;
    for (auto& [key, tally] : tallies) {
        const bool isThere = std::ranges::find(inTrace, &tally) != inTrace.end();
        const std::string judge = reader.string(std::get<1>(key));
        if (isThere && tally.isCarriedBy(evaluator.trace, evaluator.span))
            carried.push_back(&tally);
        if (isThere && !evaluator.name.empty()
            && (evaluator.name == judge || evaluator.name == reader.string(std::get<2>(key))))
            named.push_back(&tally);
    }
    if (!carried.empty())
        return carried;
    return !named.empty() ? named : inTrace;
}

// Several names of one evaluator are one judge.
bool isOneJudge(JudgeTallies& tallies, const std::vector<JudgeTally*>& owners)
{
    std::set<std::int64_t> evaluators;
    for (auto& [key, tally] : tallies) {
        if (std::ranges::find(owners, &tally) != owners.end())
            evaluators.insert(std::get<1>(key));
    }
    return owners.size() == 1 || (evaluators.size() == 1 && *evaluators.begin() != 0);
}

OwnCall ownCallOf(Reader::Private& reader, const Statement& row)
{
    OwnCall call{.start = row.time(0), .model = reader.string(row.integer(2))};
    const std::string version = reader.string(row.integer(3));
    if (!version.empty())
        call.model += (call.model.empty() ? "" : " · ") + version;
    const auto state = static_cast<EvaluationState>(row.integer(4));
    if (row.isNull(4) || (state != EvaluationState::Passed && state != EvaluationState::Failed))
        return call;
    const auto findings = findingsFromText(row.text(5));
    const bool isInputCut =
        std::ranges::find(findings, telemetry::kInputCut, &telemetry::Finding::kind)
        != findings.end();
    call.isInputCut = isInputCut;
    call.isOutputCut = state == EvaluationState::Failed
        && (!isInputCut
            || std::ranges::find(findings, "cut_off", &telemetry::Finding::kind) != findings.end());
    return call;
}

} // namespace

void addOwnCalls(Reader::Private& reader, const View& view, JudgeTallies& tallies,
                 telemetry::Duration step)
{
    std::map<std::int64_t, std::vector<JudgeTally*>> byTrace;
    for (auto& [key, tally] : tallies) {
        if (reader.string(std::get<1>(key)).starts_with(telemetry::kPerson))
            continue;
        for (const std::int64_t trace : tally.traces())
            byTrace[trace].push_back(&tally);
    }
    Statement own = reader.database.prepare(kOwnCalls);
    Statement above = reader.database.prepare(kAbove);
    const std::int64_t truncation = reader.stringId(telemetry::kTruncation);
    for (const auto& [trace, judges] : byTrace) {
        own.bind(trace).bind(view.knownAt).bind(truncation);
        while (own.step()) {
            const auto evaluator =
                evaluatorAbove(reader, above, trace, own.integer(1), view.knownAt);
            const std::vector<JudgeTally*> owners =
                evaluator ? ownersOf(tallies, judges, *evaluator, reader) : judges;
            OwnCall call = ownCallOf(reader, own);
            call.isShared = !isOneJudge(tallies, owners);
            for (JudgeTally* tally : owners)
                tally->addOwnCall(call, step);
        }
        static_cast<void>(reader.hasFailed(own));
        own.reset();
    }
}

} // namespace store
