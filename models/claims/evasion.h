// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/claims/claimset.h"

#include <cstddef>
#include <string_view>

// What says that it does not know. English only; other languages say nothing here.
namespace claims {

// Whether a sentence says of the speaker, or of a text, that the answer is not there: "I could not
// find it", "the passages do not mention it", "that is not stated". Not of a thing: "the bar does
// not contain nuts", nor where it goes on to state something: "..., but it is red".
bool saysItCannotTell(std::string_view sentence);

inline constexpr std::size_t kLongestHedge = 400; // bytes of a sentence

// Whether a sentence only says that it does not know: "I am not sure which rule applies", not "I
// am not sure, but it takes 90 days".
bool isHedge(std::string_view sentence);

// Whether an answer evades what was asked: a sentence of it says that it cannot tell, or speaks in
// general or sends elsewhere, and nothing that it says is supported, contradicted or has a figure
// in it. `text` is the output that the claims are of.
bool isEvasion(std::string_view text, const ClaimSet& set);

} // namespace claims
