// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/analysis/blastradius.h"
#include "models/analysis/hypotheses.h"

#include <string>
#include <vector>

namespace analysis {

// All that is said about why answers are bad.
struct Causes
{
    CaseFacts facts;
    std::vector<Hypothesis> hypotheses; // the likeliest first
    std::string judgeOrModel; // empty where no judge says anything
    BlastRadius radius; // of the first hypothesis
};

// Pool thread. As known at `knownAt`.
telemetry::Result<Causes> causesOf(const store::Reader& reader, const CaseQuestion& question,
                                   telemetry::Timestamp knownAt);

// Whom a hypothesis says to be reached, for blastRadius().
Reached reachedBy(const Hypothesis& hypothesis, const CaseFacts& facts);

} // namespace analysis
