// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/relation/clumps.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace relation {

namespace {

constexpr std::size_t kSlots = 100; // between the lowest and the highest driver
constexpr std::size_t kEmpty = 80; // of them in a row

// The longest run of slots in which nothing is: its first, and the one behind it.
struct Gap
{
    std::size_t from = 0;
    std::size_t to = 0;
};

Gap longestGap(const std::array<bool, kSlots>& isTaken)
{
    Gap longest;
    std::size_t from = 0;
    for (std::size_t i = 0; i < kSlots; ++i) {
        if (isTaken[i])
            from = i + 1;
        else if (i + 1 - from > longest.to - longest.from)
            longest = {.from = from, .to = i + 1};
    }
    return longest;
}

class Gatherer
{
public:
    void take(const Observation& one)
    {
        m_range.low = m_count > 0 ? std::min(m_range.low, one.driver) : one.driver;
        m_range.high = m_count > 0 ? std::max(m_range.high, one.driver) : one.driver;
        m_count += one.count;
        m_sum += one.driver * one.count;
    }
    Clumps::Range range() const
    {
        Clumps::Range range = m_range;
        range.driver = std::clamp(m_sum / m_count, range.low, range.high);
        return range;
    }

private:
    Clumps::Range m_range;
    double m_count = 0;
    double m_sum = 0;
};

} // namespace

std::optional<Clumps> clumpsOf(std::span<const Observation> observations, const Grid& grid)
{
    if (grid.cells.empty())
        return std::nullopt;
    const double low = grid.cells.front().low;
    const double high = grid.cells.back().high;
    if (!(high > low))
        return std::nullopt;
    const auto isNear = [=](const Observation& one) {
        return one.count > 0 && one.driver >= low && one.driver <= high;
    };
    const auto slotOf = [=](double driver) {
        return std::min(
            kSlots - 1,
            static_cast<std::size_t>((driver - low) / (high - low) * static_cast<double>(kSlots)));
    };
    std::array<bool, kSlots> isTaken{};
    for (const Observation& one : observations) {
        if (isNear(one))
            isTaken[slotOf(one.driver)] = true;
    }
    const Gap gap = longestGap(isTaken);
    if (gap.to - gap.from < kEmpty)
        return std::nullopt;
    Gatherer lower;
    Gatherer upper;
    for (const Observation& one : observations) {
        if (isNear(one))
            (slotOf(one.driver) < gap.from ? lower : upper).take(one);
    }
    return Clumps{.lower = lower.range(), .upper = upper.range()};
}

std::vector<Observation> gathered(std::vector<Observation> observations, const Clumps& clumps)
{
    for (Observation& one : observations) {
        for (const Clumps::Range* range : {&clumps.lower, &clumps.upper}) {
            if (one.driver >= range->low && one.driver <= range->high)
                one.driver = range->driver;
        }
    }
    return observations;
}

} // namespace relation
