// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/changes.h"

#include <optional>
#include <string>
#include <vector>

namespace causes {

// Outcomes of the same kind before the onset and since.
struct BeforeAfter
{
    Counts before;
    Counts after;

    double likelihood() const { return riseLikelihood(after, before); }
    bool isKnown() const { return before.count > 0 && after.count > 0; }
};

// What is looked at as going wrong.
enum class SymptomKind : std::uint8_t
{
    None, // nothing rose that can be told from chance
    OwnCheck, // of ours
    JudgeCheck,
    LostContent, // texts that did not reach the console whole
    RepeatedCalls, // of tools
};

struct SignalFacts
{
    std::string check;
    bool isOwn = false; // a validator's; else a judge's
    BeforeAfter failed;
    BeforeAfter unknown; // of those looked at: without a result
};

// Means of a number before the onset and since; absent: never told.
struct MeanFacts
{
    std::optional<double> before;
    std::optional<double> after;
    double ratio() const; // 1 where either is not known
};

struct LoadFacts
{
    MeanFacts inFlight;
    MeanFacts seconds; // that calls took
    // Answers since the onset, by whether their load is above the median of those since.
    Counts atLowLoad;
    Counts atHighLoad;
    double threshold = 0; // calls in flight
    double likelihood = 0; // of high over low, among answers alike in the best change
};

// What a service was given, and whether all of it was counted.
struct InputFacts
{
    std::string service;
    bool isUpstream = false; // another one, that works in the same traces or conversations
    BeforeAfter inputCut; // by the truncation check
    BeforeAfter outputCut; // likewise
    // Fewer tokens than so many characters had before the onset, by a third: part of the input
    // never reached the model.
    BeforeAfter shortCounted;
    double charsPerToken = 0; // median before the onset; 0: not known
    std::int64_t mostTokens = 0; // of those counted short since the onset: the limit, if it is one
    // Since the onset, by outcome of the case; of the service itself only.
    Counts badAmongShort;
    Counts badAmongWhole;
};

struct DocumentFacts
{
    BeforeAfter withDocuments; // answers that passages are known of
    BeforeAfter without;
    std::string worst; // id of the passage that is most of all behind bad answers
    Counts withWorst; // since the onset
    Counts withoutWorst; // answers with passages, but not that one
    double likelihood = 0; // with over without; what chance would give among so many taken off
};

struct JudgeFacts
{
    std::string check;
    BeforeAfter failed;
    // Models of its own calls; where these are not in the telemetry, what it calls itself.
    std::vector<std::string> modelsBefore;
    std::vector<std::string> modelsAfter;
    std::optional<double> secondsBefore; // from the end of an answer to what was said of it
    std::optional<double> secondsAfter;
    store::Agreement withValidatorsBefore;
    store::Agreement withValidatorsAfter;
    store::Agreement withGoldenBefore;
    store::Agreement withGoldenAfter;

    bool hasNewModel() const;
};

struct LoopFacts
{
    bool hasTools = false;
    BeforeAfter repeated; // bad: a trace that called a tool again with the same arguments
    Counts badAmongRepeating; // answers since the onset, by whether their trace repeated a call
    Counts badAmongOthers;
    MeanFacts toolCalls; // a trace
    MeanFacts modelCalls;
    MeanFacts outputTokens; // an answer
};

struct TelemetryFacts
{
    BeforeAfter lost; // bad: an answer whose text did not come whole
    MeanFacts perMinute; // answers
    // Traits that nearly all answers told before and few since.
    std::vector<std::string> goneTraits;
    std::vector<std::string> troubledLinks; // in words: stale, lagging, a clock that is off
};

// What is known of a case, as numbers: everything that hypotheses rest on. A value.
struct CaseFacts
{
    std::string service;
    std::string alarm;
    SymptomKind symptom = SymptomKind::None;
    std::string check; // of the symptom
    std::optional<OnsetFacts> onset; // absent: nothing rose
    telemetry::TimeRange range;
    std::int64_t answers = 0; // that were looked at
    bool isShort = false; // not all of the range were
    std::vector<SignalFacts> signalFacts;
    std::vector<RankedChange> changes; // the best explanation first
    LoadFacts load;
    std::vector<InputFacts> inputs; // of the service first
    DocumentFacts documents;
    std::vector<JudgeFacts> judges;
    LoopFacts loops;
    TelemetryFacts telemetry;
    BeforeAfter ownChecks; // failed any of ours
    BeforeAfter elsewhere; // the symptom, in all other services

    // The best explanation among changes of one trait of any service; null: nothing of it changed.
    const RankedChange* bestOf(Trait trait) const;
    const RankedChange* loadChange() const;
    // Value of the trait that served best before the onset: most answers, of those that did not
    // fail more often than all. Empty: none is known.
    std::array<std::string, kTraitCount> lastGood;
    std::array<bool, kTraitCount> isTold{}; // a value of the trait is known of any answer
};

// Pure.
CaseFacts factsOf(CaseRows rows);

// The outcomes that the symptom of these rows is made of, an answer each.
std::vector<AnswerOutcome> outcomesOf(const CaseRows& rows, SymptomKind symptom,
                                      const std::string& check);

const char* toString(SymptomKind kind);

} // namespace causes
