// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/waves.h"

#include "models/relation/goldensection.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

namespace relation {

namespace {

constexpr int kMostWaves = 6; // of a day, of a week, and what makes their shape
constexpr double kFewestSteps = 30; // known steps
constexpr double kWaveTail = 0.01;
constexpr double kFiner = 4; // tries for each independent frequency
constexpr int kWaveRefinements = 12;

struct Wave
{
    double frequency = 0; // cycles a step
    double cosine = 0;
    double sine = 0;
    double power = 0; // by how much it lessens the sum of squares
};

// By least squares over the steps that are known.
Wave waveAt(double frequency, const std::vector<double>& series)
{
    const std::complex<double> turn = std::polar(1.0, 2 * std::numbers::pi * frequency);
    std::complex<double> at = 1;
    double cc = 0;
    double cs = 0;
    double ss = 0;
    double yc = 0;
    double ys = 0;
    for (const double value : series) {
        if (std::isfinite(value)) {
            cc += at.real() * at.real();
            cs += at.real() * at.imag();
            ss += at.imag() * at.imag();
            yc += value * at.real();
            ys += value * at.imag();
        }
        // By parts: the operator looks for infinities.
        at = {at.real() * turn.real() - at.imag() * turn.imag(),
              at.real() * turn.imag() + at.imag() * turn.real()};
    }
    const double determinant = cc * ss - cs * cs;
    if (!(determinant > 1e-9 * cc * cc))
        return {.frequency = frequency};
    Wave wave{.frequency = frequency,
              .cosine = (yc * ss - ys * cs) / determinant,
              .sine = (ys * cc - yc * cs) / determinant};
    wave.power = wave.cosine * yc + wave.sine * ys;
    return wave;
}

Wave largestWave(const std::vector<double>& series)
{
    const double step = 1 / (kFiner * static_cast<double>(series.size()));
    Wave best;
    // From one whole wave on; what is slower is no wave yet.
    for (double frequency = kFiner * step; frequency < 0.5; frequency += step) {
        const Wave wave = waveAt(frequency, series);
        if (wave.power > best.power)
            best = wave;
    }
    double low = best.frequency - step;
    double high = best.frequency + step;
    for (int i = 0; i < kWaveRefinements; ++i) {
        const Wave left = waveAt(low + kGolden * (high - low), series);
        const Wave right = waveAt(high - kGolden * (high - low), series);
        for (const Wave& wave : {left, right}) {
            if (wave.power > best.power)
                best = wave;
        }
        (left.power > right.power ? high : low) =
            left.power > right.power ? right.frequency : left.frequency;
    }
    return best;
}

} // namespace

std::vector<double> withoutWaves(std::span<const double> series)
{
    std::vector<double> rest(series.begin(), series.end());
    double count = 0;
    for (const double value : rest)
        count += std::isfinite(value) ? 1 : 0;
    if (count < kFewestSteps)
        return rest;
    for (int i = 0; i < kMostWaves; ++i) {
        const Wave wave = largestWave(rest);
        double squares = 0;
        for (const double value : rest)
            squares += std::isfinite(value) ? value * value : 0;
        // Of half as many frequencies as steps that are independent of each other.
        const double left = std::max(0.0, 1 - wave.power / std::max(squares, 1e-300));
        if (!(count / 2 * std::pow(left, count / 2 - 1) < kWaveTail))
            break;
        const double turn = 2 * std::numbers::pi * wave.frequency;
        for (std::size_t t = 0; t < rest.size(); ++t) {
            const double angle = turn * static_cast<double>(t);
            rest[t] -= wave.cosine * std::cos(angle) + wave.sine * std::sin(angle);
        }
    }
    return rest;
}

} // namespace relation
