// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/attribution/difference.h"

namespace attribution {

// The interval of Clopper and Pearson (Biometrika 26, 1934): misses the share no more often than
// `alpha`, however far out and however few the rows; 0 < alpha < 1. [0,1] when `count` is zero.
Interval exactInterval(double with, double count, double alpha);

// Difference of two independent proportions that misses no more often than `alpha` also far out and
// with few rows, where Newcombe's does by orders of magnitude. The end towards zero is put together
// from exact intervals as shareDifference() does of Wilson's (tried over a grid: misses at most .9
// of alpha / 2 there). The other end, where square and add is too short when one share is near 0
// and the other near 1, is the difference of exact ends. Without suspects or without a rest nothing
// is known: -1 to 1.
Difference exactDifference(const WeighedCounts& counts, double alpha);

// ln of the gamma function, x > 0, relative error below 1e-12. Thread safe, as std::lgamma is not.
double logGamma(double x);

} // namespace attribution
