// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/changes.h"
#include "models/relation/relationfit.h"

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
    WrongTimes, // answers tell times far from when they came: a clock, or a sender that lags
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
    // Requests in ten seconds: the middle before the onset, and what nine of ten do not reach
    // since.
    MeanFacts requests;
    // Answers since the onset, by whether their load is above the median of those since.
    Counts atLowLoad;
    Counts atHighLoad;
    double threshold = 0; // calls in flight
    double likelihood = 0; // of high over low
    // How the share of bad answers goes with the calls in flight: in all of the case, and since the
    // onset alone, where no other change of that moment has a part in it.
    relation::Relation relation;
    relation::Relation relationSince;
};

// What a service was given, and whether all of it was counted.
struct InputFacts
{
    std::string service;
    bool isUpstream = false; // another one, that works in the same traces or conversations
    BeforeAfter inputCut; // by the truncation check
    BeforeAfter outputCut; // likewise
    // Fewer tokens than so many characters had before the onset of the same model, by a third; of a
    // new model: than its shorter inputs have.
    BeforeAfter shortCounted;
    // Whether that goes with the length of the input, or stops at a limit: else it is another way
    // of counting, which makes all inputs short alike.
    bool hasLimit = false;
    std::int64_t mostTokens = 0; // of those counted short since the onset: the limit, if it is one
    std::int64_t leastTokens = 0; // likewise
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
    // Models of its own calls; empty where these are not in the telemetry.
    std::vector<std::string> modelsBefore;
    std::vector<std::string> modelsAfter;
    std::optional<double> secondsBefore; // from the end of an answer to what was said of it
    std::optional<double> secondsAfter;
    store::Agreement withValidatorsBefore;
    store::Agreement withValidatorsAfter;
    store::Agreement withGoldenBefore;
    store::Agreement withGoldenAfter;

    bool hasNewModel() const;
    // Where it and another one disagree; bad is disagreement.
    BeforeAfter apartFromGolden() const;
    BeforeAfter apartFromValidators() const;
};

struct LoopFacts
{
    bool hasTools = false;
    bool hasArguments = false; // of some of their calls
    std::string tool; // that most traces since the onset repeat
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
    // Bad: an answer that came half a minute later after its end than was usual before, or before
    // it.
    BeforeAfter wrongTimes;
    MeanFacts delay; // seconds
    std::string lostState; // what most of them since are, as a filter names it
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
    bool hasGolden = false; // judges were held against a golden set
    LoopFacts loops;
    TelemetryFacts telemetry;
    BeforeAfter ownChecks; // failed any of ours
    BeforeAfter elsewhere; // the symptom, in all other services

    // The best explanation among changes of one trait of any service; null: nothing of it changed.
    const RankedChange* bestOf(Trait trait) const;
    const RankedChange* loadChange() const;
    // One of what serves, not of what looks at it, that tells bad answers from others of the same
    // time; null: none does.
    const RankedChange* serviceChange() const;
    // Value of the trait that served best before the onset: most answers, of those that did not
    // fail more often than all. Empty: none is known.
    std::array<std::string, kTraitCount> lastGood;
    std::array<bool, kTraitCount> isTold{}; // a value of the trait is known of any answer
    std::array<bool, kTraitCount> areSeveral{}; // values of it are known of answers since the onset
    bool isJudgeNamed = false; // the trait Judge is what judges call themselves, no version
};

// Pure.
CaseFacts factsOf(CaseRows rows);

// When answers of these rows went bad, as factsOf() tells it; nothing where none did. Pure.
std::optional<telemetry::Timestamp> onsetOf(const CaseRows& rows);

// The outcomes that the symptom of these rows is made of, an answer each.
std::vector<AnswerOutcome> outcomesOf(const CaseRows& rows, SymptomKind symptom,
                                      const std::string& check);

const char* toString(SymptomKind kind);

} // namespace causes
