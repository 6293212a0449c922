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
};
const char* toString(Shape shape);

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

struct CurvePoint
{
    double driver = 0;
    Estimate rate;
};

// One shape that was tried. The one with the least criterion is chosen.
struct Candidate
{
    Shape shape = Shape::None;
    int parameters = 1;
    double criterion = 0; // BIC, over the dispersion
};

struct Relation
{
    Shape shape = Shape::TooFew;
    bool isRising = true; // with the driver, when there is a relation
    double count = 0; // answers
    double failed = 0; // or the sum of scores
    Estimate rate; // over all of them
    std::vector<Bin> bins;
    std::vector<CurvePoint> curve; // in order of the driver; empty with too few
    std::optional<Knee> knee;
    // Variance of what happened over that of independent answers: of how the rate goes with the
    // driver, and of its level. Above one where answers fail in clusters.
    double dispersion = 1;
    double levelDispersion = 1;
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
// 1992), where a parameter costs seven at least: a relation that is not there is told in less than
// one of fifty tries. The dispersion is of sums over forty stretches of time.
Relation fitRelation(std::vector<Observation> observations, const FitSettings& settings = {});

} // namespace relation
