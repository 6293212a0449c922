// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/relief.h"

#include <algorithm>
#include <vector>

namespace relation {

namespace {

// Along the curve from its good end, until it is above the limit for the first time.
Bound boundOf(const Relation& relation, double limit, double Estimate::*which)
{
    std::vector<CurvePoint> way = relation.curve;
    if (!relation.isRising)
        std::ranges::reverse(way);
    const auto bad = std::ranges::find_if(
        way, [&](const CurvePoint& point) { return point.rate.*which > limit; });
    if (bad == way.end())
        return {.where = Bound::Where::Everywhere};
    if (bad == way.begin())
        return {.where = Bound::Where::Nowhere};
    const CurvePoint& good = *(bad - 1);
    const double from = good.rate.*which;
    const double to = bad->rate.*which;
    const double share = to > from ? (limit - from) / (to - from) : 0;
    return {.where = Bound::Where::At, .at = good.driver + share * (bad->driver - good.driver)};
}

} // namespace

std::optional<Relief> reliefUnder(const Relation& relation, double limit)
{
    if (!relation.isRelated() || relation.shape == Shape::Uneven || relation.curve.empty())
        return std::nullopt;
    return Relief{.expected = boundOf(relation, limit, &Estimate::value),
                  .cautious = boundOf(relation, limit, &Estimate::high),
                  .hopeful = boundOf(relation, limit, &Estimate::low)};
}

double shedShare(double from, double to)
{
    return from > 0 ? std::clamp(1 - to / from, 0.0, 1.0) : 0;
}

double shareBeyond(const Relation& relation, const Bound& bound)
{
    if (bound.where != Bound::Where::At)
        return bound.where == Bound::Where::Everywhere ? 0 : 1;
    double beyond = relation.isRising ? relation.farAbove.count : relation.farBelow.count;
    for (const Bin& bin : relation.bins) {
        const Cell& cell = bin.cell;
        const double width = cell.high - cell.low;
        const double below = width > 0 ? std::clamp((bound.at - cell.low) / width, 0.0, 1.0)
                                       : (cell.low <= bound.at ? 1 : 0);
        const double above = width > 0 ? 1 - below : (cell.low >= bound.at ? 1 : 0);
        if (relation.isRising)
            beyond += cell.count * (1 - below);
        else
            beyond += cell.count * (1 - above);
    }
    return relation.count > 0 ? beyond / relation.count : 0;
}

} // namespace relation
