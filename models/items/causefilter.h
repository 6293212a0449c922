// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/causes/hypotheses.h"
#include "models/items/seriessnapshot.h"
#include "models/suspects/filter.h"

#include <optional>
#include <vector>

namespace items {

// What a hypothesis is about, as the suspects' filter asks it; empty where nothing that an answer
// tells by itself sets them apart: then it is the time alone. Pure.
suspects::Filter filterOf(const causes::Hypothesis& hypothesis);

// What a case found to have changed in its own service that no mark tells: neither first sights,
// which the recording notes, nor what looks at the service. Pure.
std::vector<FoundChange> foundChanges(const causes::CaseFacts& facts);
// That of the first hypothesis, where it is at least possible and rests on a change of the service.
std::optional<FoundChange> likeliestChange(const causes::CaseFacts& facts,
                                           const std::vector<causes::Hypothesis>& hypotheses);

} // namespace items
