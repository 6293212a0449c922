// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/canary/meantest.h"
#include "models/canary/prober.h"
#include "models/canary/probeset.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>

namespace canary {

// Whether a version may be pinned: its answers to a probe set, tested while they come in.
struct ProofSettings
{
    double atLeast = 0.8; // share of probes that the candidate has to pass, in (0,1)
    double margin = 0.1; // by how much it may be worse than the current one, in (0,1)
    bool mustBeBetter = false; // than the current one, by anything: not worse is not enough
    double alpha = 0.05; // chance of a wrong verdict, of either kind, whenever it is looked at
    int most = 200; // probes of the candidate; then there was not enough
    int mostUnanswered = 5; // in a row, of either version
    std::uint64_t seed = 1; // of the order
};

enum class ProofVerdict : std::uint8_t
{
    NotEnough, // neither shown
    // Passes often enough, and is not worse than the current one; a probe that the candidate did
    // not answer, or of which nobody can tell, counts as failed for that, such a one of the current
    // version as passed by it.
    Proven,
    Refuted, // passes too seldom of what it answers, or is worse than the current one
    NoAnswer, // one of them did not answer
};
const char* toString(ProofVerdict verdict); // not_enough, proven, refuted, no_answer

// The candidate beside the current version, each shown with a chance of alpha to be wrong.
enum class Comparison : std::uint8_t
{
    Undecided,
    NoWorse, // not worse by the margin
    Better, // its share is the higher one
    Worse, // by more than the margin, or at all where it has to be better
};

const char* toString(Comparison comparison); // undecided, no_worse, better, worse

// How one version did.
struct VersionTally
{
    int asked = 0;
    int passed = 0;
    int failed = 0;
    int unknown = 0; // a validator could not tell: refutes nothing, proves nothing
    int unanswered = 0;
    MeanBounds share = {}; // of probes passed, at every moment at once
    std::map<std::string, int> failures = {}; // by the id of the probe
    std::string lastError = {};
};

struct Proof
{
    ProofVerdict verdict = ProofVerdict::NotEnough;
    Comparison comparison = Comparison::Undecided; // means nothing without a current version
    std::string reason; // a sentence
    bool wasStopped = false; // by the caller, before anything was shown
    VersionTally candidate;
    std::optional<VersionTally> current; // where it was asked as well
};

// What is asked: one probe of the candidate or of the current version. Nothing: it was broken off,
// which ends the proof and counts for nobody.
using ProofAsker = std::function<std::optional<ProbeOutcome>(const Probe& probe, bool isCandidate)>;

// Asks probes drawn at random, each of both versions in turn, until the verdict is there or `goOn`
// says no, which is told how it stands after each pair, but for the bounds: see withBounds. Blocks;
// the set must not be empty.
Proof prove(const ProbeSet& set, const ProofSettings& settings, bool hasCurrent,
            const ProofAsker& ask, const std::function<bool(const Proof&)>& goOn);
// The same, with the bounds of its tallies.
Proof withBounds(Proof proof, double alpha);

} // namespace canary
