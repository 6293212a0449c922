// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/together.h"

#include "models/relation/logistic.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>
#include <vector>

namespace relation {

namespace {

constexpr std::size_t kFewestPaired = 50;
constexpr double kGrid = 24; // ranks on each side of the table that is fitted
constexpr double kNormalBothSides = 1.959964;

// Ranks from 0 to 1; equal values have the middle one of theirs.
std::vector<double> ranksOf(std::span<const double> values)
{
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), 0);
    std::ranges::sort(order, {}, [&values](std::size_t i) { return values[i]; });
    std::vector<double> ranks(values.size());
    const auto last = static_cast<double>(values.size() - 1);
    for (std::size_t from = 0; from < order.size();) {
        std::size_t to = from + 1;
        while (to < order.size() && !(values[order[to]] > values[order[from]]))
            ++to;
        const double middle = static_cast<double>(from + to - 1) / 2 / last;
        for (std::size_t i = from; i < to; ++i)
            ranks[order[i]] = middle;
        from = to;
    }
    return ranks;
}

double correlationOf(std::span<const double> left, std::span<const double> right)
{
    const auto count = static_cast<double>(left.size());
    const double leftMean = std::accumulate(left.begin(), left.end(), 0.0) / count;
    const double rightMean = std::accumulate(right.begin(), right.end(), 0.0) / count;
    double both = 0;
    double leftSquares = 0;
    double rightSquares = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const double x = left[i] - leftMean;
        const double y = right[i] - rightMean;
        both += x * y;
        leftSquares += x * x;
        rightSquares += y * y;
    }
    const double product = leftSquares * rightSquares;
    return product > 0 ? both / std::sqrt(product) : 0;
}

using Table = std::map<std::pair<int, int>, Outcome>;

// What one side of the table tells alone: the log odds of the monotone sequence that is nearest to
// its rates, for each place.
std::map<int, double> alone(const Table& table, int std::pair<int, int>::*side)
{
    std::map<int, Outcome> sums;
    for (const auto& [place, outcome] : table) {
        sums[place.*side].count += outcome.count;
        sums[place.*side].failed += outcome.failed;
    }
    std::vector<double> rates;
    std::vector<double> weights;
    for (const auto& [place, sum] : sums) {
        rates.push_back((sum.failed + 0.5) / (sum.count + 1));
        weights.push_back(sum.count);
    }
    const auto distance = [&](const Monotone& fit) {
        double squares = 0;
        for (std::size_t i = 0; i < rates.size(); ++i)
            squares += weights[i] * std::pow(rates[i] - fit.values[i], 2);
        return squares;
    };
    Monotone fit = monotone(rates, weights, true);
    Monotone falling = monotone(rates, weights, false);
    if (distance(falling) < distance(fit))
        fit = std::move(falling);
    std::map<int, double> curve;
    std::size_t i = 0;
    for (const auto& [place, sum] : sums) {
        const double rate = fit.values[i++];
        curve[place] = std::log(rate / (1 - rate));
    }
    return curve;
}

bool isFlat(const std::map<int, double>& curve)
{
    const double first = curve.begin()->second;
    return std::ranges::all_of(
        curve, [first](const auto& one) { return std::abs(one.second - first) < 1e-9; });
}

Estimate coefficient(const Logistic& fit, std::size_t which, double dispersion)
{
    const double value = fit.coefficients.at(which);
    const double half = kNormalBothSides
        * std::sqrt(std::max(0.0, fit.covariance.at(which).at(which)) * std::max(1.0, dispersion));
    return {.value = value, .low = value - half, .high = value + half};
}

} // namespace

Together togetherOf(std::span<const Observation> observations, std::span<const double> other,
                    double dispersion)
{
    Together together{
        .correlation = 0, .first = {.low = 0, .high = 0}, .second = {.low = 0, .high = 0}};
    if (observations.size() < kFewestPaired || other.size() != observations.size())
        return together;
    std::vector<double> drivers;
    drivers.reserve(observations.size());
    for (const Observation& one : observations)
        drivers.push_back(one.driver);
    const std::vector<double> first = ranksOf(drivers);
    const std::vector<double> second = ranksOf(other);
    together.correlation = correlationOf(first, second);

    Table table;
    for (std::size_t i = 0; i < observations.size(); ++i) {
        Outcome& outcome = table[{static_cast<int>(std::lround(first[i] * kGrid)),
                                  static_cast<int>(std::lround(second[i] * kGrid))}];
        outcome.count += observations[i].count;
        outcome.failed += observations[i].failed;
    }
    const std::map<int, double> firstAlone = alone(table, &std::pair<int, int>::first);
    const std::map<int, double> secondAlone = alone(table, &std::pair<int, int>::second);
    if (isFlat(firstAlone) || isFlat(secondAlone))
        return together;
    std::vector<Outcome> outcomes;
    std::vector<std::vector<double>> regressors(2);
    for (const auto& [place, outcome] : table) {
        outcomes.push_back(outcome);
        regressors[0].push_back(firstAlone.at(place.first));
        regressors[1].push_back(secondAlone.at(place.second));
    }
    const Logistic fit = fitLogistic(outcomes, regressors);
    together.first = coefficient(fit, 1, dispersion);
    together.second = coefficient(fit, 2, dispersion);
    return together;
}

} // namespace relation
