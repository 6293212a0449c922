// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/relation/observation.h"

#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace relation {

// A logistic regression of counts on an intercept and up to two regressors.
struct Logistic
{
    static constexpr std::size_t kMost = 3;

    std::size_t size = 1; // coefficients
    std::array<double, kMost> coefficients{};
    std::array<std::array<double, kMost>, kMost> covariance{};
    double logLikelihood = 0; // without the binomial coefficients

    double logit(std::span<const double> regressors) const;
    double error(std::span<const double> regressors) const; // standard error of that logit
};

// How many, and how many of these failed, at some values of the regressors.
struct Outcome
{
    double count = 0;
    double failed = 0;
};

// By maximum likelihood (Newton's method); `regressors[j]` has one value for each outcome. A ridge
// too small to be seen keeps it finite where failures are separated from the rest.
Logistic fitLogistic(std::span<const Outcome> outcomes,
                     std::span<const std::vector<double>> regressors);

double shareOf(double logit); // 1 / (1 + exp(-logit))
// Of outcomes under a common or given share; 0 log 0 is 0.
double logLikelihood(double count, double failed, double share);

} // namespace relation
