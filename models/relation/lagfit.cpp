// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/lagfit.h"

#include "models/relation/waves.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace relation {

namespace {

constexpr int kMostMemory = 8; // steps
constexpr int kFewestPairs = 30;
// Times what chance reaches in one of twenty, which is drawn and errs by some hundredths itself,
// and is met by one of the drivers that somebody goes through.
constexpr double kMargin = 1.1;
constexpr std::size_t kShuffles = 200;
constexpr std::size_t kBootstraps = 200;
constexpr std::size_t kBlock = 5; // steps that stay together when shuffled or drawn
constexpr double kMissing = std::numeric_limits<double>::quiet_NaN();

using Series = std::vector<double>;

Series centredKnown(std::span<const double> values)
{
    double sum = 0;
    double count = 0;
    for (const double value : values) {
        if (std::isfinite(value)) {
            sum += value;
            ++count;
        }
    }
    Series series(values.begin(), values.end());
    for (double& value : series)
        value -= count > 0 ? sum / count : 0;
    return series;
}

// Autocovariances over the pairs that there are.
std::vector<double> autocovariances(const Series& series)
{
    std::vector<double> all;
    for (std::size_t lag = 0; lag <= kMostMemory; ++lag) {
        double sum = 0;
        double count = 0;
        for (std::size_t i = lag; i < series.size(); ++i) {
            const double product = series[i] * series[i - lag];
            if (std::isfinite(product)) {
                sum += product;
                ++count;
            }
        }
        all.push_back(count > 0 ? sum / count : 0);
    }
    return all;
}

// By Levinson and Durbin; the order by AIC.
Series memoryOf(const Series& series, double count)
{
    const std::vector<double> covariance = autocovariances(series);
    Series best;
    Series now;
    double error = covariance[0];
    double least = count * std::log(std::max(error, 1e-300));
    for (std::size_t order = 1; order <= kMostMemory && error > 0; ++order) {
        double sum = covariance[order];
        for (std::size_t j = 0; j < now.size(); ++j)
            sum -= now[j] * covariance[order - 1 - j];
        const double reflection = sum / error;
        if (!(std::abs(reflection) < 1)) // not of one series: too much of it is missing
            break;
        Series next = now;
        for (std::size_t j = 0; j < now.size(); ++j)
            next[j] -= reflection * now[now.size() - 1 - j];
        next.push_back(reflection);
        now = std::move(next);
        error *= 1 - reflection * reflection;
        const double criterion =
            count * std::log(std::max(error, 1e-300)) + 2 * static_cast<double>(order);
        if (criterion < least) {
            least = criterion;
            best = now;
        }
    }
    return best;
}

Series whitened(const Series& series, const Series& memory)
{
    Series rest(series.size(), kMissing);
    for (std::size_t i = memory.size(); i < series.size(); ++i) {
        rest[i] = series[i];
        for (std::size_t j = 0; j < memory.size(); ++j)
            rest[i] -= memory[j] * series[i - 1 - j];
    }
    return rest;
}

// Where nothing is known a value of zero, the mean, with no weight.
struct Masked
{
    std::vector<float> values;
    std::vector<float> known;
};

Masked masked(const Series& series)
{
    Masked made;
    for (const double value : series) {
        const bool isKnown = std::isfinite(value);
        made.values.push_back(isKnown ? static_cast<float>(value) : 0);
        made.known.push_back(isKnown ? 1 : 0);
    }
    return made;
}

LagPoint correlate(const Masked& driver, const Masked& outcome, std::size_t lag)
{
    float both = 0;
    float driverSquares = 0;
    float outcomeSquares = 0;
    float pairs = 0;
    for (std::size_t i = 0; i + lag < outcome.values.size(); ++i) {
        const float weight = driver.known[i] * outcome.known[i + lag];
        const float x = driver.values[i] * weight;
        const float y = outcome.values[i + lag] * weight;
        both += x * y;
        driverSquares += x * x;
        outcomeSquares += y * y;
        pairs += weight;
    }
    const float product = driverSquares * outcomeSquares;
    return {.lag = static_cast<int>(lag),
            .correlation = product > 0 ? static_cast<double>(both / std::sqrt(product)) : 0,
            .pairs = static_cast<int>(pairs)};
}

struct Lags
{
    std::size_t least = 0;
    std::size_t most = 0;
};

std::vector<LagPoint> correlations(const Masked& driver, const Masked& outcome, const Lags& lags)
{
    std::vector<LagPoint> points;
    for (std::size_t lag = lags.least; lag <= lags.most; ++lag)
        points.push_back(correlate(driver, outcome, lag));
    return points;
}

const LagPoint& largest(const std::vector<LagPoint>& points)
{
    return *std::ranges::max_element(points, {}, [](const LagPoint& point) {
        return point.pairs >= kFewestPairs ? std::abs(point.correlation) : 0;
    });
}

double quantile95(std::vector<double> found)
{
    const auto rank = static_cast<std::ptrdiff_t>(found.size() * 95 / 100);
    std::ranges::nth_element(found, found.begin() + rank);
    return found[static_cast<std::size_t>(rank)];
}

// Blocks of the driver in another order: what would be seen if neither followed the other.
double shuffledThreshold(const Masked& driver, const Masked& outcome, const Lags& lags,
                         std::mt19937_64& random)
{
    const std::size_t count = driver.values.size() / kBlock;
    std::vector<std::size_t> order(count);
    for (std::size_t i = 0; i < count; ++i)
        order[i] = i;
    std::vector<double> found;
    for (std::size_t shuffle = 0; shuffle < kShuffles; ++shuffle) {
        for (std::size_t i = count; i-- > 1;)
            std::swap(order[i], order[random() % (i + 1)]);
        Masked moved = driver;
        for (std::size_t i = 0; i < count * kBlock; ++i) {
            const std::size_t from = order[i / kBlock] * kBlock + i % kBlock;
            moved.values[i] = driver.values[from];
            moved.known[i] = driver.known[from];
        }
        found.push_back(std::abs(largest(correlations(moved, outcome, lags)).correlation));
    }
    return quantile95(std::move(found));
}

// The driver turned around its end by more than the largest lag: its waves stay whole, and go with
// those of the outcome as well as before if neither followed the other.
double turnedThreshold(const Masked& driver, const Masked& outcome, const Lags& lags)
{
    const std::size_t count = driver.values.size();
    const std::size_t most = lags.most;
    if (count < 2 * most + 3)
        return 0;
    const std::size_t shifts = count - 2 * most - 1;
    std::vector<double> found;
    for (std::size_t turn = 0; turn < std::min(kShuffles, shifts); ++turn) {
        const std::size_t shift = most + 1 + turn * shifts / std::min(kShuffles, shifts);
        Masked moved = driver;
        std::ranges::rotate(moved.values,
                            moved.values.begin() + static_cast<std::ptrdiff_t>(shift));
        std::ranges::rotate(moved.known, moved.known.begin() + static_cast<std::ptrdiff_t>(shift));
        found.push_back(std::abs(largest(correlations(moved, outcome, lags)).correlation));
    }
    return quantile95(std::move(found));
}

// Pairs of all lags in blocks of steps, drawn with replacement: where the peak then is.
LagPeak peakOf(const LagPoint& top, const Masked& driver, const Masked& outcome, const Lags& lags,
               std::mt19937_64& random)
{
    const std::size_t most = lags.most;
    const std::size_t blocks = (driver.values.size() + kBlock - 1) / kBlock;
    std::vector<std::vector<float>> sums(blocks, std::vector<float>(most + 1));
    for (std::size_t i = 0; i < driver.values.size(); ++i) {
        for (std::size_t lag = 0; lag <= most && i + lag < outcome.values.size(); ++lag)
            sums[i / kBlock][lag] += driver.values[i] * outcome.values[i + lag];
    }
    const float sign = top.correlation < 0 ? -1 : 1;
    std::vector<int> peaks;
    for (std::size_t draw = 0; draw < kBootstraps; ++draw) {
        std::vector<float> total(most + 1);
        for (std::size_t i = 0; i < blocks; ++i) {
            const std::vector<float>& block = sums[random() % blocks];
            for (std::size_t lag = 0; lag <= most; ++lag)
                total[lag] += sign * block[lag];
        }
        peaks.push_back(static_cast<int>(
            std::max_element(total.begin() + static_cast<std::ptrdiff_t>(lags.least), total.end())
            - total.begin()));
    }
    std::ranges::sort(peaks);
    return {.lag = top.lag,
            .low = std::min(top.lag, peaks[kBootstraps * 25 / 1000]),
            .high = std::max(top.lag, peaks[kBootstraps * 975 / 1000]),
            .correlation = top.correlation};
}

} // namespace

LagFit fitLag(const LagInput& input, int most, int least)
{
    LagFit fit;
    const Series driver = centredKnown(input.driver);
    const Series outcome = centredKnown(input.outcome);
    if (driver.size() != outcome.size() || least < 0 || most < least)
        return fit;
    const auto known = std::ranges::count_if(driver, [](double x) { return std::isfinite(x); });
    const Series memory = memoryOf(driver, static_cast<double>(known));
    const Masked first = masked(withoutWaves(whitened(driver, memory)));
    const Masked second = masked(withoutWaves(whitened(outcome, memory)));
    const Lags lags{.least = static_cast<std::size_t>(least),
                    .most = static_cast<std::size_t>(most)};
    fit.points = correlations(first, second, lags);
    fit.memory = static_cast<int>(memory.size());
    const LagPoint& top = largest(fit.points);
    if (top.pairs < kFewestPairs || !(std::abs(top.correlation) > 0))
        return fit;
    fit.isTooFew = false;
    std::mt19937_64 random(20'261'127);
    fit.threshold = std::max(shuffledThreshold(first, second, lags, random),
                             turnedThreshold(first, second, lags));
    if (std::abs(top.correlation) > kMargin * fit.threshold)
        fit.peak = peakOf(top, first, second, lags, random);
    return fit;
}

} // namespace relation
