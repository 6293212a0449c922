// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/judging.h"

#include <vector>

namespace health {

// Letters of a script in an answer that is written in another, where nothing given has any of them
// and nobody speaks of that language: Thai in the middle of an English answer is what corrupted
// sampling looks like (Anthropic's postmortem of September 2025).
void addMixedScripts(const Subject& subject, const CleanText& output,
                     std::vector<Complaint>& complaints);

} // namespace health
