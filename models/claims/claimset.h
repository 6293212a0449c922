// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claim.h"
#include "models/trace/tracecontents.h"

#include <string>
#include <vector>

namespace claims {

// The claims of one answer, in the order of their start; a sentence before what stands in it.
struct ClaimSet
{
    telemetry::SpanId generation = telemetry::SpanId::None;
    std::vector<Claim> claims;
    std::string unknown; // why nothing can be said of any; empty otherwise
    std::vector<Evidence> missed =
        {}; // what an answer that evades could have rested on: missedOf()

    // The claims with evidence that overlaps this stretch of text, ascending.
    std::vector<std::size_t> restingOn(const TextPlace& place) const;

    // There may be earlier turns that were not looked at: what is nowhere may have stood there.
    bool areTurnsCut = false;

    friend bool operator==(const ClaimSet&, const ClaimSet&) = default;
};

} // namespace claims
