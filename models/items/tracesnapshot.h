// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/messagelist.h"
#include "models/store/reader.h"
#include "models/store/tracescan.h"
#include "models/telemetry/evaluation.h"
#include "models/trace/flame.h"

#include <QString>

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace items {

// Of a tree, counted where it is made: whoever shows it does not go through all of it.
struct TreeFacts
{
    int orphans = 0; // without a known parent
    int cycles = 0; // that were cut
    int swallowed = 0; // failures
    int inferred = 0; // steps of which no span came
    int first = trace::SpanTree::kNone; // node: the first generation, else the first step
    telemetry::Timestamp recorded; // the last of it; or when it ended, if that is later
};
TreeFacts treeFactsOf(const trace::SpanTree& tree);

// One trace as known at a moment: its steps, which of them answers which call, what was judged.
struct TraceSnapshot
{
    telemetry::TraceId id;
    store::View view; // as known then: what is told of its steps elsewhere is to be read at that
    std::size_t total = 0; // spans there are; so many are known unless it is a part
    bool isWhole = false; // else a part: without results, verdicts and notes
    store::TraceStamp stamp; // of one that is whole: differs where its texts may
    std::shared_ptr<const trace::SpanTree> tree;
    std::shared_ptr<const trace::Flame> flame; // of it
    TreeFacts facts; // of it
    // A tree that had the same steps in the same places; that it is this one's is known without
    // going through both.
    std::weak_ptr<const trace::SpanTree> sameStructure;
    std::map<telemetry::SpanId, std::vector<CallResult>> results; // by generation
    std::map<telemetry::SpanId, QString> askedBy; // by tool step: the name of the generation
    std::vector<telemetry::Evaluation> ofTrace; // about the whole of it
    // Beside a step: what its calls gave, what it answers, how it was judged. Safe for one line.
    std::map<telemetry::SpanId, QString> notes;
};

// Calls are joined in traces of at most so many generations and other steps; in larger ones each
// step still shows its own result.
constexpr std::int64_t kMostJoinedGenerations = 400;
constexpr std::int64_t kMostJoinedSteps = 20'000;

// What a text of a note is. A rule may be about the attributes that such texts are read from.
enum class NotedText
{
    ToolName,
    CallerName, // of the generation that asked
    Result, // of a tool's run
    Check, // of an evaluation
};
// Takes out of a text of the telemetry of a service what is not to be shown. It is asked before a
// text is cut to an excerpt: a secret of which only a part is left is found by no rule. Empty: all
// may be shown.
using TextRedaction =
    std::function<void(std::string& text, NotedText which, const std::string& service)>;

// A tree that whoever lets go of it last does not wait for: a large one goes on a pool thread.
std::shared_ptr<const trace::SpanTree> sharedTree(std::vector<store::SpanRow> spans);
// Steps without what is said of them, as known at the view.
TraceSnapshot partOfTrace(const telemetry::TraceId& id, std::vector<store::SpanRow> spans,
                          const store::View& view);
// Likewise let go of: what is said of a large trace is large.
std::shared_ptr<const TraceSnapshot> sharedSnapshot(TraceSnapshot snapshot);
// Adds that to a snapshot of all steps, notes through `redaction`; results and ofTrace are as
// recorded. `goesOn`, if there is one, is asked with each call, step and verdict: Refused error
// once it says no. Any thread, for whom the reader is.
telemetry::Result<void> tellVerdicts(TraceSnapshot& snapshot, const store::Reader& reader,
                                     const store::View& view, const TextRedaction& redaction = {},
                                     const std::function<bool()>& goesOn = {});
// All of it at once. Any thread, for whom the reader is.
telemetry::Result<TraceSnapshot> readTraceSnapshot(const store::Reader& reader,
                                                   const telemetry::TraceId& id,
                                                   const store::View& view);

// "Answer relevance failed": of whom or what is said elsewhere.
QString verdictText(const telemetry::Evaluation& evaluation);

} // namespace items
