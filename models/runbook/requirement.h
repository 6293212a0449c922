// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/lever.h"
#include "models/runbook/proofrecord.h"
#include "models/runbook/runbook.h"
#include "models/runbook/runbookrun.h"
#include "models/telemetry/timelineentry.h"
#include "models/telemetry/timerange.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace runbook {

// What a lever step's key `requires` asks for, with the run's parameters put in.
struct Requirement
{
    std::string runbook; // id
    std::string step; // id of the step that has to have ended well
    std::string title; // of that step
    StepKind kind = StepKind::Probe; // probe, check or decide
    std::string candidate = {}; // of a probe: the version to be proven; empty: as its set names it
    // Of a decision: what its note has to begin with, whatever the case; empty: any will do.
    std::string answer = {};
    telemetry::Duration maxAge{}; // how long what the step found counts; zero: without a limit

    friend bool operator==(const Requirement&, const Requirement&) = default;
};
// A note that gives this answer, and goes on or not: "yes, by ada" is "yes", "yesterday" is not.
bool isAnswer(const std::string& note, const std::string& answer);
// How long a proof counts whose step says nothing of it: what serves changes.
inline constexpr telemetry::Duration kProofHolds = std::chrono::hours(1);

// Of a lever step (with or without its parameters put in); nothing where it requires nothing.
std::optional<Requirement> requirementOf(const Runbook& runbook, const Step& lever,
                                         const std::map<std::string, std::string>& parameters);

// What the timeline tells of one step of the run that goes on.
struct StepEvidence
{
    std::optional<StepProgress> settled; // the newest time
    // The newest that came to an end with something learnt: proven, refuted or not enough.
    std::optional<ProofRecord> proof;
    std::map<std::string, int> proofs = {}; // that ended, however, by the candidate
};
struct RunEvidence
{
    std::string runbook; // id; empty: no run goes on
    bool isAborted = false;
    std::map<std::string, StepEvidence> steps; // by id
};
// From entries of kind "step" in the timeline's order; others are passed over. Pure function.
RunEvidence runEvidence(const std::vector<telemetry::TimelineEntry>& entries);

// Why the plan may not be carried out yet, and what lifts it, in sentences.
struct Unmet
{
    std::string sentence;
    std::string lifting;
};
// Asked when a plan is shown and again just before it is sent. `evidence` null: the run's timeline
// is not known, which blocks. A proof counts when it was proven, of the version that is required
// and, where a model is pinned, of the very one the plan pins, and is not older than it may be.
// Pure function.
std::optional<Unmet> unmetRequirement(const Requirement& requirement, const RunEvidence* evidence,
                                      const LeverPlan& plan, telemetry::Timestamp now);

} // namespace runbook
