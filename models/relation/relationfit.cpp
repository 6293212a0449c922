// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/relationfit.h"

#include "models/relation/cellfits.h"
#include "models/relation/clumps.h"
#include "models/relation/dispersion.h"
#include "models/relation/grid.h"
#include "models/relation/shapechoice.h"

#include <algorithm>
#include <utility>

namespace relation {

namespace {

constexpr std::size_t kCells = 200;

std::vector<Bin> binsOf(const Grid& grid, std::size_t most, double dispersion)
{
    std::vector<Bin> bins;
    for (const Cell& cell : merged(grid.cells, most))
        bins.push_back(
            {.cell = cell, .rate = wilson(cell.failed / dispersion, cell.count / dispersion)});
    return bins;
}

// From the values that were gathered back to all that stand there.
void reach(std::vector<Bin>& bins, const Clumps& clumps)
{
    bins.front().cell.low = clumps.lower.low;
    bins.front().cell.high = clumps.lower.high;
    bins.back().cell.low = clumps.upper.low;
    bins.back().cell.high = clumps.upper.high;
}

// What was fitted to two values as one line is told as two rates.
void tellApart(Relation& relation)
{
    relation.curve.clear();
    relation.knee.reset();
    relation.turn.reset();
    if (!relation.isRelated())
        return;
    relation.shape = Shape::Apart;
    relation.isRising = relation.bins.back().rate.value > relation.bins.front().rate.value;
}

Lacking lackingOf(const Relation& relation, const Grid& grid)
{
    if (relation.count < kFewestAnswers)
        return Lacking::Answers;
    if (std::min(grid.failed(), grid.answers() - grid.failed()) < kFewestEither)
        return Lacking::Outcomes;
    if (grid.cells.size() < 2)
        return Lacking::Drivers;
    return grid.stretches > 0 ? Lacking::Nothing : Lacking::Times;
}

} // namespace

const char* toString(Shape shape)
{
    switch (shape) {
    case Shape::TooFew:
        return "too_few";
    case Shape::None:
        return "none";
    case Shape::Straight:
        return "logistic";
    case Shape::Knee:
        return "knee";
    case Shape::Monotone:
        return "monotone";
    case Shape::Uneven:
        return "uneven";
    case Shape::Apart:
        return "apart";
    }
    return "too_few";
}

std::optional<Estimate> Relation::rateAt(double driver) const
{
    if (isApart) {
        const auto bin = std::ranges::find_if(bins, [driver](const Bin& one) {
            return driver >= one.cell.low && driver <= one.cell.high;
        });
        return bin == bins.end() || shape == Shape::TooFew ? std::nullopt
                                                           : std::optional(bin->rate);
    }
    if (curve.empty() || !(driver >= bins.front().cell.low) || driver > bins.back().cell.high)
        return std::nullopt;
    const auto after = std::ranges::lower_bound(curve, driver, {}, &CurvePoint::driver);
    if (after == curve.end())
        return curve.back().rate;
    if (after == curve.begin() || after->driver <= driver)
        return after->rate;
    const CurvePoint& before = *(after - 1);
    const double way = (driver - before.driver) / (after->driver - before.driver);
    const auto between = [way](double from, double to) { return from + way * (to - from); };
    return Estimate{.value = between(before.rate.value, after->rate.value),
                    .low = between(before.rate.low, after->rate.low),
                    .high = between(before.rate.high, after->rate.high)};
}

Relation fitRelation(std::vector<Observation> observations, const FitSettings& settings)
{
    Relation relation;
    Grid grid = gridOf(observations, kCells);
    const std::optional<Clumps> clumps = clumpsOf(observations, grid);
    if (clumps)
        grid = gridOf(gathered(std::move(observations), *clumps), kCells);
    relation.farBelow = grid.farBelow;
    relation.farAbove = grid.farAbove;
    relation.count = grid.answers() + grid.farBelow.count + grid.farAbove.count;
    relation.failed = grid.failed() + grid.farBelow.failed + grid.farAbove.failed;
    relation.rate = wilson(relation.failed, relation.count);
    relation.bins = binsOf(grid, settings.bins, 1);
    if (clumps && relation.bins.size() == 2) {
        relation.isApart = true;
        reach(relation.bins, *clumps);
    }
    relation.lacking = lackingOf(relation, grid);
    if (relation.lacking != Lacking::Nothing)
        return relation;

    const Steps steps = stepsOf(scaledOf(grid.cells).outcomes);
    const Dispersion dispersion = dispersionOf(grid, steps.fit.values, settings.isScore);
    relation.dispersion = dispersion.slope;
    relation.levelDispersion = dispersion.level;
    relation.isDrifting = dispersion.isDrifting;
    relation.bins = binsOf(grid, settings.bins, dispersion.level);
    relation.rate = wilson(relation.failed / dispersion.level, relation.count / dispersion.level);
    if (relation.isApart)
        reach(relation.bins, *clumps);
    chooseShape(relation, grid.cells, steps, dispersion);
    if (relation.isApart)
        tellApart(relation);
    return relation;
}

} // namespace relation
