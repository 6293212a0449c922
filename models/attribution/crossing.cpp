// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attribution/crossing.h"

#include "models/attribution/counting.h"
#include "models/attribution/scatter.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>

namespace attribution {

namespace {

// Of a difference that another property explains surely less than this is left.
constexpr double kLeftOver = 0.5;
constexpr double kNextToNothing = 0.1; // strata are never quite alike
constexpr double kPartly = 0.75;

constexpr std::int64_t kStretches = 16; // of numbers
constexpr std::int64_t kFewestAlike = 20; // rows of a stratum of a value
constexpr std::size_t kMostStrata = 20'000;
constexpr std::uint64_t kGroupSample = 40'000; // rows of each group

std::int64_t countInAll(const RowSet& one, const RowSet& two, const RowSet& three)
{
    std::int64_t count = 0;
    for (std::size_t word = 0; word < one.words().size(); ++word)
        count += std::popcount(one.words()[word] & two.words()[word] & three.words()[word]);
    return count;
}

} // namespace

Crossing crossingOf(const Holders& first, const Holders& second, const RowSet& suspects,
                    const RowSet& rest)
{
    Crossing crossing;
    crossing.with = {.suspectsWith = countInAll(first.rows, second.rows, suspects),
                     .suspects = first.counts.suspectsWith,
                     .restWith = countInAll(first.rows, second.rows, rest),
                     .rest = first.counts.restWith};
    crossing.without = {.suspectsWith = second.counts.suspectsWith - crossing.with.suspectsWith,
                        .suspects = first.counts.suspects - first.counts.suspectsWith,
                        .restWith = second.counts.restWith - crossing.with.restWith,
                        .rest = first.counts.rest - first.counts.restWith};
    return crossing;
}

double correlation(const Crossing& crossing)
{
    const auto number = [](std::int64_t count) { return static_cast<double>(count); };
    const double both = number(crossing.with.suspectsWith + crossing.with.restWith);
    const double onlyFirst = number(crossing.with.suspects + crossing.with.rest) - both;
    const double onlySecond = number(crossing.without.suspectsWith + crossing.without.restWith);
    const double none = number(crossing.without.suspects + crossing.without.rest) - onlySecond;
    const double scale = std::sqrt(both + onlyFirst) * std::sqrt(onlySecond + none)
        * std::sqrt(both + onlySecond) * std::sqrt(onlyFirst + none);
    return scale > 0 ? (both * none - onlyFirst * onlySecond) / scale : 0;
}

Strata strataOf(const Column& column, const Property& property,
                const std::vector<std::int64_t>& rows)
{
    Strata strata;
    if (column.kind == Column::Kind::Set)
        return strata;
    strata.ofCode.resize(rows.size());
    strata.count = 1; // of those that lack it
    if (column.kind == Column::Kind::Category) {
        std::size_t others = 0; // no stratum yet
        for (std::size_t code = 1; code < rows.size(); ++code) {
            const bool isRare = rows[code] < kFewestAlike || strata.count >= kMostStrata;
            if (!isRare || others == 0) {
                strata.ofCode[code] = static_cast<std::uint16_t>(strata.count++);
                others = isRare ? strata.ofCode[code] : others;
            } else {
                strata.ofCode[code] = static_cast<std::uint16_t>(others);
            }
        }
        return strata;
    }
    const std::int64_t all = std::accumulate(rows.begin() + 1, rows.end(), std::int64_t{0});
    std::int64_t inStratum = 0;
    for (std::size_t code = 1; code < rows.size(); ++code) {
        const bool isEnd = code == property.first || code == std::size_t{property.last} + 1;
        if (code == 1 || isEnd || inStratum * kStretches >= all) {
            ++strata.count;
            inStratum = 0;
        }
        inStratum += rows[code];
        strata.ofCode[code] = static_cast<std::uint16_t>(strata.count - 1);
    }
    return strata;
}

std::vector<std::uint32_t> sampleOfGroups(const std::vector<std::uint8_t>& groups)
{
    std::array<std::uint64_t, kGroups> most{};
    for (const std::uint8_t group : {Rest, Suspect})
        most[group] = mostScattered(kGroupSample,
                                    static_cast<std::uint64_t>(std::ranges::count(groups, group)));
    std::vector<std::uint32_t> sample;
    for (std::size_t row = 0; row < groups.size(); ++row)
        if (groups[row] != Neither && scattered(row) <= most[groups[row]])
            sample.push_back(static_cast<std::uint32_t>(row));
    return sample;
}

std::vector<FourCounts> crossStrata(const Column& column, const Strata& strata,
                                    const Holders& holders, const std::vector<std::uint8_t>& groups,
                                    const std::vector<std::uint32_t>& sample)
{
    // By stratum, whether the row has the property, and group.
    std::vector<std::uint32_t> counts(strata.count * 2 * kGroups);
    std::visit(
        [&](const auto& codes) {
            for (const std::uint32_t row : sample) {
                const std::size_t with = holders.rows.contains(row) ? kGroups : 0;
                ++counts[strata.ofCode[codes[row]] * 2 * kGroups + with + groups[row]];
            }
        },
        column.codes);
    std::vector<FourCounts> all;
    for (std::size_t stratum = 0; stratum < strata.count; ++stratum) {
        const auto at = [&](std::size_t with, Group group) {
            return std::int64_t{counts[stratum * 2 * kGroups + with * kGroups + group]};
        };
        all.push_back({.suspectsWith = at(1, Suspect),
                       .suspects = at(0, Suspect) + at(1, Suspect),
                       .restWith = at(1, Rest),
                       .rest = at(0, Rest) + at(1, Rest)});
    }
    return all;
}

bool isExplained(const Difference& left, double difference)
{
    return left.high < kLeftOver * difference
        && (left.low <= 0 || left.value < kNextToNothing * difference);
}

bool isPartly(const Difference& left, double difference)
{
    return left.value <= kPartly * difference;
}

} // namespace attribution
