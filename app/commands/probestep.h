// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/canary/probeset.h"
#include "models/canary/proof.h"
#include "models/runbook/proofrecord.h"
#include "models/runbook/runbook.h"
#include "models/sampling/prices.h"
#include "models/telemetry/result.h"

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace commands {

// Whom probes are sent to.
struct ProbeEndpoint
{
    std::string url; // OpenAI-compatible
    std::string currentUrl; // where the current version is, when not there; empty: there
    std::string token; // empty: none is sent
    std::string currentToken = {}; // for currentUrl
    std::string problem = {}; // why nothing can be asked although an endpoint is named

    // Its own; else `token`, and that only where both are of one origin.
    std::string tokenOfCurrent() const;

    // PLUMBLINE_PROBE_ENDPOINT with the token CANARY, else PLUMBLINE_REASK_ENDPOINT with the token
    // REASK. Without an address: nowhere.
    static telemetry::Result<ProbeEndpoint> fromEnvironment();
};

// What asking will take at most, before anything is sent. All of it is an estimate from the texts.
struct ProbeEstimate
{
    int mostRequests = 0; // of both versions together
    std::int64_t inputTokens = 0; // of one request, on average
    std::optional<std::int64_t> outputCap; // of one request; none: no limit is sent
    std::optional<double> most; // US dollars when all is asked and each runs into its cap
    std::string unpriced; // models without a price, "a, b"
};
// "≈ 45 tokens in, at most 512 out each · at most 120 requests · price unknown"
std::string inWords(const ProbeEstimate& estimate);

// A probe step made ready, its parameters put in: nothing was sent yet.
struct ProbePlan
{
    canary::ProbeSet set;
    canary::ProofSettings settings;
    runbook::ProofRecord proof; // open, nothing asked
    std::string place; // where the set was found
    int earlier = 0; // proofs of this candidate before, in the run
    ProbeEstimate estimate;
};
// `folder`: of the runbook; empty: it ships with the program. Usage error for values that do not
// fit, Unreadable for a set that is not there or broken: see findProbeSet.
telemetry::Result<ProbePlan> planProbe(const runbook::Step& step, const std::string& folder,
                                       const ProbeEndpoint& endpoint,
                                       const sampling::PriceList& prices);
// The proof comes after so many of the same candidate: each has half the chance of a wrong verdict
// that the one before had, so that all of them together keep that of the first, twice. Who asks
// often enough would get a proof in the end.
void tightenFor(ProbePlan& plan, int earlier);

// Told on the thread that asks.
struct ProbeWatch
{
    std::function<void(const runbook::ProbeAnswer&)> answered;
    std::function<void(const runbook::ProofRecord&)> moved; // after each question to both
};
// Asks until the outcome is there or `cancel` is set. Blocks. What is broken off counts for nobody.
runbook::ProofRecord carryOut(const ProbePlan& plan, const ProbeEndpoint& endpoint,
                              const ProbeWatch& watch, const std::atomic<bool>* cancel);

// What a probe expects, in words: "exactly 391", "contains Canberra; whole".
std::string expectedText(const canary::Expectation& expect);
// What the step's end is called once it was settled: "better than ...: 24 of 24 passed ...".
std::string noteOf(const runbook::ProofRecord& proof);

} // namespace commands
