// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/tokens.h"

#include <cstddef>
#include <string_view>
#include <vector>

namespace claims {

// As health::tokenise(), but names of code that are one word of letters have the key of that word:
// `PlanArchived` in an answer is what "Raises PlanArchived." names in prose, and "prorate=" the
// prorate of a sentence. Linear.
std::vector<health::Token> claimTokens(std::string_view text, std::size_t limit);

} // namespace claims
