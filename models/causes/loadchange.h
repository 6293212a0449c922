// SPDX-License-Identifier: GPL-3.0-or-later

// Load as a change, and as what answers go bad with; for caserows.cpp, changes.cpp and
// factparts.cpp.

#pragma once

#include "models/causes/changes.h"
#include "models/relation/relationfit.h"

#include <optional>
#include <vector>

namespace causes {

// Calls in flight when each began; rows are in order of their starts. At either end of what was
// read calls are missing that would be in flight: there it is not known, nor where ends are not
// told.
void fillLoad(std::vector<CaseAnswer>& rows, telemetry::Timestamp knownAt);

// A level of load that was reached and stayed, if there is one. Where outcomes are given and differ
// by load, exposed is what stands above the load at which they differ most: a level that rose for
// longer than answers took to go bad says nothing of where they did. Answers by their starts.
std::optional<Change> loadChange(const std::vector<CaseAnswer>& answers,
                                 const std::vector<AnswerOutcome>& outcomes);

// Which answers stood under that load. Not known of one that began at a load between the usual one
// and that, which the place of the limit is too unsure for, nor of one that began below and was
// still being made when the load was reached: while a load rises most answers are such, and they go
// bad with the others. Answers by their starts.
Exposure loadExposure(const Change& change, const std::vector<CaseAnswer>& answers);

// How the share of bad answers goes with the calls in flight, of those since `from`.
relation::Relation loadRelation(const std::vector<CaseAnswer>& answers,
                                const std::vector<AnswerOutcome>& outcomes,
                                telemetry::Timestamp from);

} // namespace causes
