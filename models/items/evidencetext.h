// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/suspects/evidence.h"

#include <QString>

#include <cstddef>

namespace items {

// What speaks for an answer being wrong and what against it, and by how many points of a hundred
// each moved the suspicion. As recorded: views make it safe to look at.
QString evidenceText(const suspects::EvidenceSheet& sheet);
// "94 % by the checks, 81 % recalibrated from 14 verdicts"; empty while they are the same.
QString recalibrationText(double recorded, double probability, std::size_t verdicts);

} // namespace items
