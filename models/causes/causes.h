// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/blastradius.h"
#include "models/causes/hypotheses.h"

#include <string>
#include <vector>

namespace causes {

// All that is said about why answers are bad.
struct Causes
{
    CaseFacts facts;
    std::vector<Hypothesis> hypotheses; // the likeliest first
    std::string judgeOrModel; // empty where no judge says anything
    std::vector<BlastRadius> radii; // of each hypothesis
    telemetry::Timestamp asOf; // the cursor that it was counted up to
    bool isFirstLook = false; // at the answers next to the onset alone, and at nobody reached
};

// Pool thread. As known at `knownAt`. `golden`: what judges are held against; null: there is none.
telemetry::Result<Causes> causesOf(const store::Reader& reader, const CaseQuestion& question,
                                   telemetry::Timestamp knownAt,
                                   const telemetry::GoldenSet* golden = nullptr);

// The same of a few hundred answers on either side of the onset, without whom they reach: a first
// word, which does not grow with the recording, while all of it is being read. Likewise.
telemetry::Result<Causes> firstLookOf(const store::Reader& reader, const CaseQuestion& question,
                                      telemetry::Timestamp knownAt,
                                      const telemetry::GoldenSet* golden = nullptr);

// The hypotheses alone, without whom they reach. Likewise.
telemetry::Result<std::vector<Hypothesis>>
hypothesesOf(const store::Reader& reader, const CaseQuestion& question,
             telemetry::Timestamp knownAt, const telemetry::GoldenSet* golden = nullptr);

// Of the hypothesis at a place: "exposed: 1204 answers ...; of those judged since the onset 48 % of
// 550 are failed by groundedness".
std::string exposedText(const Causes& causes, std::size_t place);

// Whom a hypothesis says to be reached, for blastRadius().
Reached reachedBy(const Hypothesis& hypothesis, const CaseFacts& facts);

} // namespace causes
