// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/loadsupport.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <vector>

namespace health {

namespace {

constexpr double kFewestOfSide = 8; // answers under high load, and as many under others
constexpr double kFewestOfMark = 3; // that bear another mark
constexpr double kMoreLoad = 1.25; // times what is usual
constexpr double kSureOfLoad = 3; // standard deviations, of the whole stretch ...
constexpr double kSureApart = 2.5; // ... and wherever it is taken apart

// Sums over answers one behind the other.
struct LoadSums
{
    double count = 0;
    double high = 0;
    double sum = 0;
    double squares = 0;
    double ofHigh = 0;

    LoadSums less(const LoadSums& other) const
    {
        return {.count = count - other.count,
                .high = high - other.high,
                .sum = sum - other.sum,
                .squares = squares - other.squares,
                .ofHigh = ofHigh - other.ofHigh};
    }
    // What those under high load are worse by than as many drawn from all of these, and its
    // variance when they are drawn without returning any.
    double excess() const { return count > 0 ? ofHigh - high * sum / count : 0; }
    double variance() const
    {
        if (count < 2)
            return 0;
        const double scatter = std::max(squares - sum * sum / count, 0.0);
        return high * (count - high) / (count * (count - 1)) * scatter;
    }
};

std::vector<LoadSums> sumsUpTo(std::span<const LoadedAnswer> answers)
{
    std::vector<LoadSums> sums(1); // up to each
    sums.reserve(answers.size() + 1);
    for (const LoadedAnswer& one : answers) {
        LoadSums next = sums.back();
        ++next.count;
        next.sum += one.badness;
        next.squares += one.badness * one.badness;
        if (one.isHigh) {
            ++next.high;
            next.ofHigh += one.badness;
        }
        sums.push_back(next);
    }
    return sums;
}

bool areHighWorse(const std::vector<LoadSums>& sums)
{
    const LoadSums& all = sums.back();
    const auto isWorse = [&all](const LoadSums& before, double sure) {
        const LoadSums behind = all.less(before);
        const double variance = before.variance() + behind.variance();
        return variance > 0 && before.excess() + behind.excess() >= sure * std::sqrt(variance);
    };
    return isWorse(sums.front(), kSureOfLoad)
        && std::ranges::all_of(sums,
                               [&](const LoadSums& before) { return isWorse(before, kSureApart); });
}

} // namespace

bool isMoreThanUsual(double load, double usual)
{
    return load > 0 && load >= kMoreLoad * usual;
}

bool isShownByLoad(std::span<const LoadedAnswer> answers, double usual)
{
    const std::vector<LoadSums> sums = sumsUpTo(answers);
    const LoadSums& all = sums.back();
    double highLoad = 0;
    for (const LoadedAnswer& one : answers)
        highLoad += one.isHigh ? one.load : 0;
    return std::min(all.high, all.count - all.high) >= kFewestOfSide
        && isMoreThanUsual(highLoad / all.high, usual) && areHighWorse(sums);
}

bool isShownByMark(std::span<const LoadedAnswer> answers)
{
    const std::vector<LoadSums> sums = sumsUpTo(answers);
    const LoadSums& all = sums.back();
    return all.high >= kFewestOfMark && all.count - all.high >= kFewestOfSide && areHighWorse(sums);
}

} // namespace health
