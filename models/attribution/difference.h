// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <vector>

namespace attribution {

// Rows by whether they are suspects and whether they have a property.
struct FourCounts
{
    std::int64_t suspectsWith = 0;
    std::int64_t suspects = 0; // all of them
    std::int64_t restWith = 0;
    std::int64_t rest = 0; // all of it

    double suspectShare() const; // 0..1; 0 without suspects
    double restShare() const;
};

// Counts of rows that need not stand for a whole answer each: those of one conversation tell less
// than as many from different ones.
struct WeighedCounts
{
    double suspectsWith = 0;
    double suspects = 0; // all of them
    double restWith = 0;
    double rest = 0; // all of it

    double suspectShare() const; // 0..1; 0 without suspects
    double restShare() const;
};
WeighedCounts weighed(const FourCounts& counts); // each row as one

// Shares, 0 <= low <= high <= 1.
struct Interval
{
    double low = 0;
    double high = 1;
};

// Wilson's score interval for a proportion (1927). [0,1] when `count` is zero.
Interval shareInterval(double with, double count, double normalQuantile);

// -1..1, low <= value <= high.
struct Difference
{
    double value = 0;
    double low = -1;
    double high = 1;
};

// How much more frequent the property is among the suspects than among the rest: difference of two
// independent proportions, by Newcombe's hybrid score interval (Statistics in Medicine 17, 1998,
// method 10). Without suspects or without a rest nothing is known: -1 to 1.
Difference shareDifference(const FourCounts& counts, double normalQuantile);
Difference weighedDifference(const WeighedCounts& counts, double normalQuantile);

// The chance that at least so many of the suspects have the property if it has nothing to do with
// being one: Fisher's exact test, one-sided. Exact also far out, where an interval that rests on
// the normal distribution is not.
double chanceOf(const FourCounts& counts);

// The difference over strata whose differences are taken to be one: Mantel-Haenszel, with the
// variance of Greenland and Robins (Biometrics 41, 1985). Strata without suspects or without a rest
// tell nothing.
Difference stratifiedDifference(const std::vector<FourCounts>& strata, double normalQuantile);

// The quantile of the standard normal distribution for a chance of `alpha` on both sides together,
// 0 < alpha < 1. Acklam's approximation and one step of Halley's method: relative error below
// 1e-13.
double normalQuantile(double alpha);

} // namespace attribution
