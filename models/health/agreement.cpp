// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/agreement.h"

#include <algorithm>

namespace health {

std::optional<AgreementFigures> agreementOf(std::int64_t bothFailed, std::int64_t bothPassed,
                                            std::int64_t onlyFirst, std::int64_t onlySecond)
{
    const std::int64_t count = bothFailed + bothPassed + onlyFirst + onlySecond;
    if (count <= 0)
        return std::nullopt;
    const auto n = static_cast<double>(count);
    AgreementFigures figures;
    figures.share = static_cast<double>(bothFailed + bothPassed) / n;
    figures.shareRange = wilsonInterval(bothFailed + bothPassed, count);
    const double first = static_cast<double>(bothFailed + onlyFirst) / n;
    const double second = static_cast<double>(bothFailed + onlySecond) / n;
    const double chance = first * second + (1 - first) * (1 - second);
    if (chance >= 1)
        return figures;
    figures.kappa = (figures.share - chance) / (1 - chance);
    // Of the share, which few answers that all agree leave wide; by that of kappa they would be
    // sure.
    figures.kappaLow = (figures.shareRange.low - chance) / (1 - chance);
    figures.kappaLow = std::max(-1.0, figures.kappaLow);
    figures.kappaHigh = (figures.shareRange.high - chance) / (1 - chance);
    return figures;
}

} // namespace health
