// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drivers/stepmeans.h"

#include <array>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <limits>
#include <optional>

namespace drivers {

namespace {

using namespace std::chrono_literals;

struct Sum
{
    double sum = 0;
    double count = 0;

    void add(float value)
    {
        if (!std::isfinite(value))
            return;
        sum += static_cast<double>(value);
        ++count;
    }
    double mean() const
    {
        return count > 0 ? sum / count : std::numeric_limits<double>::quiet_NaN();
    }
};

std::optional<std::size_t> stepOf(const StepRange& steps, telemetry::Timestamp time)
{
    if (!steps.range.contains(time))
        return std::nullopt;
    return static_cast<std::size_t>((time - steps.range.start) / steps.step);
}

// Which half of the traces an answer belongs to, whichever bits of the ids differ (the finalizer of
// splitmix64; Steele, Lea and Flood 2014).
std::size_t halfOf(const AnswerTable& table, std::size_t row)
{
    const std::uint64_t trace = table.rows()[row].trace;
    std::uint64_t mixed = trace != 0 ? trace : row + 1;
    mixed = (mixed ^ (mixed >> 30U)) * 0xbf58'476d'1ce4'e5b9U;
    mixed = (mixed ^ (mixed >> 27U)) * 0x94d0'49bb'1331'11ebU;
    return static_cast<std::size_t>((mixed ^ (mixed >> 31U)) & 1U);
}

std::size_t countOf(const StepRange& steps)
{
    return static_cast<std::size_t>((steps.range.duration() + steps.step - 1ns) / steps.step);
}

// Of a step, of either half.
using Halves = std::array<Sum, 2>;

double meanOf(const Halves& halves)
{
    const auto& [one, other] = halves;
    return Sum{.sum = one.sum + other.sum, .count = one.count + other.count}.mean();
}

} // namespace

std::vector<double> stepMeans(const AnswerTable& table, const std::vector<float>& column,
                              const StepRange& steps)
{
    std::vector<Sum> sums(countOf(steps));
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (const auto step = stepOf(steps, table.rows()[i].start))
            sums[*step].add(column[i]);
    }
    std::vector<double> means;
    for (const Sum& sum : sums)
        means.push_back(sum.mean());
    return means;
}

std::vector<float> meansBefore(const AnswerTable& table, const std::vector<float>& column,
                               const StepRange& steps, telemetry::Duration lag)
{
    std::vector<Halves> sums(countOf(steps));
    for (std::size_t i = 0; i < column.size(); ++i) {
        if (const auto step = stepOf(steps, table.rows()[i].start))
            sums[*step][halfOf(table, i)].add(column[i]);
    }
    std::vector<float> values(column.size(), kUnknown);
    for (std::size_t i = 0; i < values.size(); ++i) {
        const auto then = stepOf(steps, table.rows()[i].start - lag);
        if (!then)
            continue;
        const bool isOwn = then == stepOf(steps, table.rows()[i].start);
        values[i] = static_cast<float>(isOwn ? sums[*then][1 - halfOf(table, i)].mean()
                                             : meanOf(sums[*then]));
    }
    return values;
}

} // namespace drivers
