// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"

#include <string_view>

// What says that it does not know. English only; other languages say nothing here.
namespace claims {

// Whether a sentence only says that it does not know: "I am not sure which rule applies", not "I
// am not sure, but it takes 90 days".
bool isHedge(std::string_view sentence);

// Whether an answer evades what was asked: it says that it cannot tell, or speaks in general or
// sends elsewhere, and nothing that it says is supported, contradicted or has a figure in it.
// `text` is the output that the claims are of.
bool isEvasion(std::string_view text, const ClaimSet& set);

} // namespace claims
