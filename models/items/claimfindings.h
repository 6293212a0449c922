// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/items/tracefindings.h"

#include <optional>

// What the claims of one answer tell of it, beside contradictions.
namespace items {

// That an answer rests on what it no longer saw, as its claims tell: of kind ContextLost, at the
// first sentence of it. A Fault where half of the sentences that were judged stood in what was
// dropped nearly word for word, a Doubt where fewer did, and a Remark where none did so closely;
// badness is their share. None where nothing was lost.
std::optional<TraceFinding> lostClaimsOf(const claims::ClaimSet& set);

// That an answer which evades could have rested on a passage that it did not see
// (ClaimSet::missed), which is named: of kind ContextLost, a Doubt, and a Fault where that was cut
// for sure. None where there is no such passage.
std::optional<TraceFinding> missedPassageOf(const trace::TraceContents& contents,
                                            const claims::ClaimSet& set);

// Names of code and ids that nothing given has, where anything was given: a groundedness check
// finds them too. Of kind Fabricated, at the worst of them.
std::optional<TraceFinding> inventionsOf(const trace::TraceContents& contents,
                                         const claims::ClaimSet& set);

} // namespace items
