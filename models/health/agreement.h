// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/interval.h"

#include <cstdint>
#include <optional>

namespace health {

// How far two who judged the same answers agree. Cohen, "A coefficient of agreement for nominal
// scales" (1960); its interval is that of the share (Wilson), beyond the chance that was seen: the
// standard error given there is 0 where all agree, however few they are.
struct AgreementFigures
{
    double share = 0; // of answers on which they agree
    Interval shareRange; // 95 % (Wilson)
    // Beyond chance: 1 always, 0 as often as chance would, below 0 less. Nothing where both always
    // say the same thing: then chance alone would have them agree.
    std::optional<double> kappa;
    double kappaLow = -1; // 95 %
    double kappaHigh = 1;
};

// Nothing without answers that both judged.
std::optional<AgreementFigures> agreementOf(std::int64_t bothFailed, std::int64_t bothPassed,
                                            std::int64_t onlyFirst, std::int64_t onlySecond);

} // namespace health
