// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/claims/claimsource.h"
#include "models/claims/unreadinput.h"
#include "models/trace/tracecontents.h"

#include <vector>

namespace claims {

// Of an answer that evades what was asked, or says what nothing given says: passages that speak of it, but were dropped, or cut by
// the server before the model read them. Best first, at most three. A passage speaks of a question
// where one sentence of it or its neighbour holds half of the question's words of substance, and
// two at least, or where the search put it first and it shares a word with the question. None where
// one that was read speaks of it as well, nor one that holds less of the question than another that
// was read. Evidence::shared is empty: no words of the answer stand
// there; `cover` is the share of the question's words. Linear in the given text, up to the
// bounds of ReadingFinder.
std::vector<Evidence> missedOf(const trace::TraceContents& contents, const ClaimSource& source,
                               const UnreadInput* unread, const ClaimSet& set);

} // namespace claims
