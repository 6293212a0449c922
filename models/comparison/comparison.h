// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/telemetry/timerange.h"
#include "models/trace/tracecontents.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace comparison {

// In what two runs differ.
enum class Aspect : std::uint8_t
{
    Structure, // a step is missing, one more, elsewhere or repeated
    Inputs, // instructions, messages, arguments, query
    Documents, // which were found, their rank, their text
    Parameters, // model, adapter, prompt, index, temperature, limits, tools
    Tokens,
    Duration,
    Outcome, // failure, finish reason, checks
    Output,
    Claims,
};
const char* toString(Aspect aspect);

enum class Pairing : std::uint8_t
{
    Matched,
    Missing, // only the good run has it
    Extra, // only the suspect has it
    Repeated, // extra, and the same as an earlier step beside it
    Moved, // both have it, in another order
};
const char* toString(Pairing pairing);

// What a difference has to do with the divergence.
enum class Weight : std::uint8_t
{
    Natural, // two good runs differ like this as well: wording, ids, times, what the question names
    Without, // a real difference, yet what the step gave is the same in substance
    Substantial,
    Unknown, // cannot be told: not captured on one side
};
const char* toString(Weight weight);

// `here` is always the suspect, `there` the good run.
struct Difference
{
    Aspect aspect = Aspect::Inputs;
    Weight weight = Weight::Natural;
    std::string name; // model, adapter, kb-117, finish reason ...
    std::string here; // as told; empty: not told
    std::string there;
    std::string text; // in words, one line
};

// One step of a run. Pointers are into the contents that Comparison keeps.
struct ComparedStep
{
    int node = 0; // of the tree
    int number = 0; // from 1, in the order of the tree: what people call it
    telemetry::SpanId span = telemetry::SpanId::None;
    telemetry::StepKind kind = telemetry::StepKind::Other;
    std::string name; // tool, data source, agent; of generations the operation
    const store::SpanRow* row = nullptr;
    const telemetry::Generation* generation = nullptr; // one of both at most
    const telemetry::Step* step = nullptr;

    std::string label() const; // "step 2 retrieval 'kb-support'"; not safe to show as it is
};

struct StepPair
{
    std::optional<std::size_t> here; // into Comparison::here
    std::optional<std::size_t> there;
    int depth = 0;
    Pairing pairing = Pairing::Matched;
    std::vector<Difference> differences; // by aspect, the weightiest first within
    bool isDiverging = false;
    bool isConsequence = false; // diverges, or may well, because an earlier step did

    const Difference* find(Aspect aspect, Weight weight) const;
};

// How the questions of both runs are to each other.
enum class QuestionRelation : std::uint8_t
{
    Same, // word for word
    SameForm, // but for the ids, names and figures that they name
    Near,
    Different,
    Unknown, // not captured
};
const char* toString(QuestionRelation relation);

// On what the named step rests.
enum class Basis : std::uint8_t
{
    None, // nothing was compared
    Divergence, // seen: with the same inputs something else came of it
    // Nothing before the answer differs in substance, nor does the answer in what can be compared:
    // if it is wrong, then that is where it began.
    Elimination,
    Unknown, // what would have to be compared was not captured
};
const char* toString(Basis basis);

struct Comparison
{
    std::shared_ptr<const trace::TraceContents> suspect;
    std::shared_ptr<const trace::TraceContents> good;
    std::vector<ComparedStep> here;
    std::vector<ComparedStep> there;
    std::vector<StepPair> pairs; // in the order of the suspect; what is missing where it would be
    QuestionRelation question = QuestionRelation::Unknown;
    std::optional<std::size_t> first; // into pairs: the step named, see basis
    Basis basis = Basis::None;
    std::string sentence; // names the step and says why; one line
    // What is different of the whole run and belongs to no step: the release that served it.
    std::vector<Difference> run;
    bool isApproximate = false; // so many steps on a level that they were paired by name alone

    bool isDivergenceSeen() const { return basis == Basis::Divergence; }
};

struct ComparisonInput
{
    std::shared_ptr<const trace::TraceContents> suspect; // neither null
    std::shared_ptr<const trace::TraceContents> good;
    std::vector<claims::ClaimSet> suspectClaims; // none: claims are not compared
    std::vector<claims::ClaimSet> goodClaims;
};

// Aligns the steps of both level by level (Needleman and Wunsch, 1970, over siblings; 4 million
// pairs at most on a level, more are paired by name), tells the differences of each pair and names
// the first step at which they diverge: the inputs are the same, or differ only by what the two
// questions differ in, and the output differs in substance (another tool, finish reason or check;
// other documents that the answer rests on; figures, names or negations that nothing of what it was
// given holds). What follows is consequence. Thread: any. Some milliseconds for traces of a hundred
// steps.
Comparison compare(const ComparisonInput& input);

} // namespace comparison
