// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/caserows.h"
#include "models/causes/likelihood.h"

#include <optional>
#include <string>
#include <vector>

namespace causes {

// Something that changed under a service, or under one that answers in the same traces.
struct Change
{
    std::string service;
    std::optional<Trait> trait; // nullopt: how many calls are in flight
    std::string value; // of load: in words
    // Whose share of the answers fell when this one's rose; empty: nothing, or not told. Where
    // several did about alike, "a or b", and none of them is sure.
    std::string previous;
    bool isPreviousSure = true;
    telemetry::Timestamp time; // the first answer with it began then
    bool isReturn = false; // it had been there before: a roll-back
    bool isFirstSight = false; // no answer that is known had it before
    double loadFrom = 0; // of load: exposed is an answer at this load and more
    double loadBelow = 0; // likewise: not exposed is one at less than this that met no more
};

// What a change says about the onset, told by the answers of the case.
enum class ChangeStanding : std::uint8_t
{
    Explains, // those exposed are worse than those that were not
    TimingOnly, // nothing but the time speaks for it: there is no answer since that was not exposed
    SameAnswers, // as another change, further up, exposed
    ExplainedElsewhere, // nothing is left of it among answers alike in another change
    AfterOnset, // it came later, so it cannot be the cause
    EquallyBad, // those that were not exposed are as bad since
    NotExposed, // no answer of the case, or too few, came near it
    NoDifference, // those exposed are as good as those before
};

struct RankedChange
{
    Change change;
    ChangeStanding standing = ChangeStanding::NoDifference;
    std::optional<std::size_t> other; // of SameAnswers and ExplainedElsewhere: its place
    std::int64_t since = 0; // answers of the case since the change
    std::int64_t reached = 0; // of them: exposed
    Counts exposed;
    Counts unexposed; // of the same time
    Counts before;
    // 95 % of how much more often exposed answers fail than others of the same time; absent
    // without others.
    std::optional<double> difference;
    double differenceLow = -1;
    double differenceHigh = 1;
    // riseLikelihood() of those exposed over all others of the case, over the design effect.
    double likelihood = 0;
    double share = 0; // of the likelihood of the best step in time alone, 1 and more: as good
    telemetry::Duration lead{}; // from the change to the onset; negative: it came after

    double reach() const; // 0..1, share of the answers since that were exposed
    bool isCandidate() const
    {
        return standing == ChangeStanding::Explains || standing == ChangeStanding::TimingOnly
            || standing == ChangeStanding::SameAnswers;
    }
};

struct OnsetFacts
{
    telemetry::Timestamp at;
    telemetry::Timestamp low; // 95 % or more, as told where it was found
    telemetry::Timestamp high;
    // By how much more outcomes vary than independent ones would, as those of one conversation fail
    // together: so many answers tell as much as one.
    double designEffect = 1;
    Counts before;
    Counts after;
    double likelihood = 0; // of the best step
};

// What changed in the range of the case, in order of time. `outcomes` are those of
// CaseRows::answers, or none: then a level of load begins half way, else where answers differ most
// by it. Pure.
std::vector<Change> changesOf(const CaseRows& rows,
                              const std::vector<AnswerOutcome>& outcomes = {});

// Which answers of the case were exposed to it.
Exposure exposureTo(const Change& change, const CaseRows& rows);

// All of them, the best explanation first. `outcomes` are those of CaseRows::answers. Pure.
std::vector<RankedChange> rankChanges(const CaseRows& rows, const std::vector<Change>& changes,
                                      const std::vector<AnswerOutcome>& outcomes,
                                      const OnsetFacts& onset);

const char* toString(ChangeStanding standing);

// "model codegen-2026-11-b (codegen-2026-10-c before)".
std::string changeText(const Change& change);

} // namespace causes
