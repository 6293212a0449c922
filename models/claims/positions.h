// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"
#include "models/claims/textplace.h"
#include "models/trace/contextsession.h"
#include "models/trace/contextwindow.h"
#include "models/trace/tracecontents.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace claims {

// A stretch of the input that claims rest on, or that says otherwise than they do.
struct UsedStretch
{
    TextPlace place; // of the evidence, as the claims name it
    std::int64_t firstToken = 0; // of the input, half-open; estimated
    std::int64_t lastToken = 0;
    double position = 0; // of its middle, 0..1 of the input
    Support support = Support::Supported; // the worst of what it does for these claims
    std::vector<std::size_t> claims; // ascending
    std::size_t passage = trace::ContextPiece::kNone; // that it stands in
};

// A retrieved passage that no claim rests on.
struct UnusedPassage
{
    std::size_t passage = 0; // as ContextPiece::passage tells them
    std::string name; // id, else title, as sent; may be empty
    bool isInWindow = false; // else it was retrieved and not given
    double position = 0; // of its middle, 0..1 of the input
    std::int64_t tokens = 0;
};

// Where in its input an answer found what it says, and what it passed over.
struct ContextPositions
{
    // By position. Of results that are alike to the letter, all, whichever the evidence names.
    std::vector<UsedStretch> used;
    std::vector<UnusedPassage> unused; // by position, those not given last
    std::vector<TextPlace> dropped; // evidence that was no longer in the window
    std::size_t unplaced = 0; // evidence of which no place in the input is known
    std::int64_t inputTokens = 0;
};

// Text between a quarter and three quarters of a long input is found least (Liu et al., "Lost in
// the Middle", 2023: some 20 points of accuracy between edge and middle of 20 documents; no
// threshold is known, so that this is where it begins to matter by convention).
constexpr double kMiddleFrom = 0.25;
constexpr double kMiddleTo = 0.75;
constexpr std::int64_t kLongInput = 2000; // tokens; in shorter ones nothing is far from an edge
bool isInMiddle(double position, std::int64_t inputTokens);

// `window` and `retrieved` are those of contextWindowOf() with the same documents. Linear in the
// texts for each evidence whose text has to be looked for; the first 4,096 are. Any thread.
ContextPositions positionsOf(const ClaimSet& set, const trace::TraceContents& contents,
                             const trace::ContextWindow& window,
                             const std::vector<const telemetry::Document*>& retrieved = {});

// Messages of earlier turns, or cut by the server, that truncated claims rest on, for
// ContextSession::markNeeded().
std::vector<trace::MessagePlace> neededPlaces(const ClaimSet& set,
                                              const trace::ContextSession& session);

} // namespace claims
