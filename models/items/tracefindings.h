// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"
#include "models/trace/loops.h"
#include "models/trace/tracecontents.h"

#include <QString>

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace items {

// What may be found in a trace, worst first: what kept an answer from coming at all, then what
// makes answers wrong, then what is known to be wrong with them, then what points that way.
enum class TraceFindingKind : std::uint8_t
{
    Overflow, // the request did not fit into the context window
    Unavailable, // limits, time-outs, a model that is not there: availability, not meaning
    Failed, // another failure that ended the work
    ContextLost, // the answer knows nothing of what was said before
    Repeats, // steps go round in circles
    Contradicted, // what was given says otherwise
    Fabricated, // names that stand in nothing that was given
    Swallowed, // a step failed, and its caller went on
    Filtered, // a content filter stopped the answer
    Cut, // the answer ends in the middle
    Checked, // one of our other checks failed
    Judged, // a judge, guardrail or person says it is bad
    Unsupported, // nothing that was given says so
    Recovered, // it failed, was tried again, and worked
    Incomplete, // part of it never came
};
const char* toString(TraceFindingKind kind);

// How sure it is that this is a fault.
enum class FindingWeight : std::uint8_t
{
    Fault,
    Doubt,
    Remark, // explains what is seen; needs nobody
};

// Where it is seen best.
enum class FindingView : std::uint8_t
{
    Steps,
    Claims,
    Graph,
    Context,
};

struct TraceFinding
{
    TraceFindingKind kind = TraceFindingKind::Checked;
    FindingWeight weight = FindingWeight::Doubt;
    double badness = 0; // 0..1; orders those of one kind
    telemetry::SpanId span = telemetry::SpanId::None; // None: the whole trace
    // Of the answer, code points of telemetry::outputText(), half-open.
    std::optional<std::pair<std::int64_t, std::int64_t>> claim;
    FindingView view = FindingView::Steps;
    QString text; // a sentence on one line; safe to show
    QString recorded = {}; // the same in English, for the timeline; empty: the text is
};

struct TraceFindings
{
    std::vector<TraceFinding> findings; // worst first
    // "No fault found by the checks that ran: …" when there is none.
    QString nothing;
    QString notJudged; // what nobody can tell of this trace, and why; may be empty
};

// Claims are asked of at most so many answers: of those that a check failed first.
constexpr std::size_t kMostJudgedAnswers = 12;

// What is wrong in a trace, as far as anything tells: failures, evaluations, contradictions between
// answers and what they were given, loops. `sets`: claims of some of its answers; `answers`: of how
// many there are. Nothing is said twice: what a contradiction explains is not also told as a failed
// check. Pure; any thread.
TraceFindings findingsOf(const trace::TraceContents& contents, const trace::LoopGroups& loops,
                         const std::vector<claims::ClaimSet>& sets, std::size_t answers = 0);

// The answer that an evaluation is about: the span that it names, else the one whose response it
// names; None when neither is there.
telemetry::SpanId subjectOf(const trace::TraceContents& contents,
                            const telemetry::Evaluation& evaluation);

// Likewise, with the claims that it takes. As known at `view.knownAt`. Any thread, for whom the
// reader is. Refused once `isDropped` is true: nobody waits for it any more; null: somebody does.
telemetry::Result<TraceFindings> readTraceFindings(const store::Reader& reader,
                                                   const trace::TraceContents& contents,
                                                   const trace::LoopGroups& loops,
                                                   const store::View& view,
                                                   const std::atomic<bool>* isDropped = nullptr);

} // namespace items
