// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/claims/provenance.h"
#include "models/trace/tracecontents.h"

#include <cstddef>

namespace claims {

// Where a claim came from, in agreement with what is said of its support: the words alone do not
// tell whether they rest on a source. Where both differ, the way goes from the claim's evidence to
// the answer: put into other words (Composed) where it is supported, Changed where it is
// contradicted, Dropped where it was truncated away; Unknown where its support is, or where words
// stand somewhere that the claim does not rest on. Any thread; see provenanceOf().
Provenance provenanceOf(const trace::TraceContents& contents, const ClaimSet& set,
                        std::size_t claim);

// Whether the two can be said of one claim. Of what is Weak or NotJudged, all can.
bool areInAgreement(Support support, Loss loss);

} // namespace claims
