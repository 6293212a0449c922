// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/dispersion.h"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <vector>

namespace relation {

namespace {

constexpr double kLeast = 0.02;
constexpr double kLeastFreedom = 1;
constexpr double kFitted = 3; // what the residuals have adapted to: level, slope and steps
constexpr double kNormalOneSide = 1.644854; // 95 %, one side

// What each stretch of time adds.
struct Stretches
{
    std::vector<double> rest; // failures beyond what is expected
    std::vector<double> slope; // of these times the place of the driver
    std::vector<double> places; // mean of the driver's place
    double levelVariance = 0; // that independent answers would have
    double slopeVariance = 0;
};

Stretches stretchesOf(const Grid& grid, std::span<const double> expected)
{
    Stretches made;
    made.rest.resize(grid.stretches);
    made.slope.resize(grid.stretches);
    made.places.resize(grid.stretches);
    std::vector<double> answers(grid.stretches);
    const double total = grid.answers();
    double before = 0;
    for (std::size_t c = 0; c < grid.cells.size(); ++c) {
        // The place of its cell among the answers, from -1/2 to 1/2: no driver weighs more.
        const double place = (before + grid.cells[c].count / 2) / total - 0.5;
        before += grid.cells[c].count;
        const double share = std::clamp(expected[c], 1e-6, 1 - 1e-6);
        const double variance = grid.cells[c].count * share * (1 - share);
        made.levelVariance += variance;
        made.slopeVariance += variance * place * place;
        for (std::size_t s = 0; s < grid.stretches; ++s) {
            const Grid::Count& count = grid.counts[c * grid.stretches + s];
            const double rest = count.failed - count.answers * share;
            made.rest[s] += rest;
            made.slope[s] += rest * place;
            made.places[s] += count.answers * place;
            answers[s] += count.answers;
        }
    }
    for (std::size_t s = 0; s < grid.stretches; ++s)
        made.places[s] /= std::max(answers[s], 1.0);
    return made;
}

double squares(const std::vector<double>& values)
{
    return std::inner_product(values.begin(), values.end(), values.begin(), 0.0);
}

std::vector<double> centred(std::vector<double> values)
{
    const double mean = std::accumulate(values.begin(), values.end(), 0.0)
        / static_cast<double>(std::max<std::size_t>(1, values.size()));
    for (double& value : values)
        value -= mean;
    return values;
}

double autocorrelation(const std::vector<double>& centredValues, std::size_t lag)
{
    const double all = squares(centredValues);
    if (!(all > 0))
        return 0;
    const auto shifted = centredValues.begin() + static_cast<std::ptrdiff_t>(lag);
    return std::inner_product(shifted, centredValues.end(), centredValues.begin(), 0.0) / all;
}

// By how much the variance of sums of products of two series grows by what lasts in both: over the
// lags up to the first at which nothing does (Geyer 1992).
double lasting(const std::vector<double>& first, const std::vector<double>& second)
{
    double factor = 1;
    const auto count = static_cast<double>(first.size());
    for (std::size_t lag = 1; lag <= first.size() / 2; ++lag) {
        const double left = autocorrelation(first, lag);
        const double right = autocorrelation(second, lag);
        if (!(left > 0 && right > 0))
            break;
        // Sample autocorrelations fall with the lag, each by this share of the pairs.
        factor += 2 * left * right * count / (count - static_cast<double>(lag));
    }
    return factor;
}

double lastingAlone(const std::vector<double>& series)
{
    const auto count = static_cast<double>(series.size());
    // By chance alone the first is not zero either.
    if (autocorrelation(series, 1) < kNormalOneSide / std::sqrt(count))
        return 1;
    double factor = 1;
    for (std::size_t lag = 1; lag <= series.size() / 2; ++lag) {
        const double one = autocorrelation(series, lag);
        if (!(one > 0))
            break;
        factor += 2 * one;
    }
    return factor;
}

} // namespace

Dispersion dispersionOf(const Grid& grid, std::span<const double> expected, bool isScore)
{
    Dispersion found;
    if (grid.stretches < 2)
        return found;
    const Stretches sums = stretchesOf(grid, expected);
    const auto count = static_cast<double>(grid.stretches);
    const std::vector<double> rest = centred(sums.rest);
    const std::vector<double> places = centred(sums.places);

    std::vector<double> inside = sums.slope; // with the stretch's own mean of the driver taken off
    for (std::size_t s = 0; s < grid.stretches; ++s)
        inside[s] -= sums.rest[s] * places[s];
    const double within = squares(inside);
    const double factor = lasting(rest, places);
    const double looks = count / factor;
    const double freedom = std::max(kLeastFreedom, looks - kFitted);
    const double between = squares(rest) * squares(places) / count * factor * looks / freedom;

    const double both = within + between;
    const double least = isScore ? kLeast : 1;
    found.freedom = count - 1;
    if (both > 0)
        found.freedom = both * both / (within * within / (count - 1) + between * between / freedom);
    found.isDrifting = factor > 2 && between > within;
    if (sums.slopeVariance > 0)
        found.slope = std::max(least, std::max(both, squares(sums.slope)) / sums.slopeVariance);
    if (sums.levelVariance > 0)
        found.level = std::max(least, squares(sums.rest) * lastingAlone(rest) / sums.levelVariance);
    return found;
}

} // namespace relation
