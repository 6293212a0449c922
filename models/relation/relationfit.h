// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/relation/kneesearch.h"
#include "models/relation/observation.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace relation {

// How a rate goes with a driver.
enum class Shape : std::uint8_t
{
    TooFew, // answers, failures or values of the driver to tell anything
    None, // one rate at all values explains as much
    Straight, // logistic: the log odds go with the driver all along
    Knee, // flat on one side of it, logistic on the other
    Monotone, // in steps (isotonic)
    Uneven, // it turns back: the curve goes through the bins, and there is neither knee nor relief
    Apart, // differs between two values of the driver with nothing in between: no curve, no relief
};
const char* toString(Shape shape);

// Why nothing can be told.
enum class Lacking : std::uint8_t
{
    Nothing,
    Answers,
    Outcomes, // of one kind: too few failed, or too few did not
    Drivers, // all stand at one value
    Times, // too few different ones to tell clusters of failures from chance
};
inline constexpr double kFewestAnswers = 250;
inline constexpr double kFewestEither = 5; // failures, and answers that did not fail

struct Bin
{
    Cell cell;
    Estimate rate; // Wilson, 95 %, over the dispersion
};

struct Knee
{
    double at = 0;
    // 95 %, by profile likelihood. Open: it may also lie beyond what was seen.
    double low = 0;
    double high = 0;
    bool isLowOpen = false;
    bool isHighOpen = false;
    bool isFlatBelow = true; // else flat above it
};

// Where a rate that turns back is highest or lowest.
struct Turn
{
    bool isPeak = true; // else lowest
    double at = 0;
    // The bins that may as well be it (95 %, by profile likelihood).
    double low = 0;
    double high = 0;
};

struct CurvePoint
{
    double driver = 0;
    Estimate rate;
};

// One shape that was tried. The one with the least criterion is chosen, unless it does not fit.
struct Candidate
{
    Shape shape = Shape::None;
    int parameters = 1;
    double criterion = 0; // BIC, over the dispersion
};

struct Relation
{
    Shape shape = Shape::TooFew;
    Lacking lacking = Lacking::Answers; // when there is too little
    bool isRising = true; // with the driver; of no meaning where there is no relation or it turns
    double count = 0; // answers
    double failed = 0; // or the sum of scores
    Estimate rate; // over all of them
    std::vector<Bin> bins; // of all but those far out; where they are apart exactly two
    // All stand at two values, or close to two with nothing in between: nothing is said of what
    // lies there, whatever the shape.
    bool isApart = false;
    // Answers far beyond all others on either side; nothing is fitted to them or said of there.
    Cell farBelow;
    Cell farAbove;
    std::vector<CurvePoint> curve; // in order of the driver; empty with too few, or where apart
    std::optional<Knee> knee;
    std::optional<Turn> turn; // of an uneven one
    // Variance of what happened over that of independent answers: of how the rate goes with the
    // driver, and of its level. Above one where answers fail in clusters.
    double dispersion = 1;
    double levelDispersion = 1;
    // The driver and the rate both wandered slowly over the recording, so that it holds few
    // independent looks at how they go together.
    bool isDrifting = false;
    std::vector<Candidate> candidates;

    bool isRelated() const { return shape != Shape::TooFew && shape != Shape::None; }
    // Nothing where no answer was seen that far out.
    std::optional<Estimate> rateAt(double driver) const;
};

struct FitSettings
{
    bool isScore = false; // `failed` sums up scores, which vary less than flags do
    std::size_t bins = 20;
};

// Chooses between the shapes, both ways each, by BIC over the dispersion (QBIC; Lebreton et al.
// 1992), where a parameter costs seven at least, and more where few stretches of time tell the
// dispersion: a relation that is not there is told in less than one of fifty tries. A shape that
// does not fit (a second bend, or 99 % of chi-square over the bins) is not told; steps or the bins
// are. What it leaves unexplained by less than a fiftieth widens the band instead.
Relation fitRelation(std::vector<Observation> observations, const FitSettings& settings = {});

} // namespace relation
