// SPDX-License-Identifier: GPL-3.0-or-later

// What differs most where nothing differs surely.

#include "models/attribution/counting.h"
#include "models/attribution/exactinterval.h"
#include "models/attribution/search.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <utility>

namespace attribution {

namespace {

constexpr std::int64_t kFewestWith = 2; // what one suspect has is shared by none

} // namespace

std::vector<Finding> Search::unsure(std::size_t most) const
{
    std::vector<std::pair<double, Property>> all;
    for (std::size_t column = 0; column < m_counts.size(); ++column)
        addUnsure(all, column);
    std::ranges::stable_sort(all, {}, &std::pair<double, Property>::first);
    all.resize(std::min(all.size(), most));
    std::vector<Finding> findings;
    for (const auto& [chance, property] : all)
        findings.push_back(told(property));
    return findings;
}

const Search::Level& Search::levelOf(const Property& property) const
{
    return property.isMissing() ? m_missing : m_levels[property.column];
}

// In units of what its family of tries leaves to each: comparable between columns.
double Search::chanceAmongAll(const Property& property) const
{
    const FourCounts counts = countsOf(property);
    const bool isShared = counts.suspectsWith >= kFewestWith
        && counts.suspectsWith + counts.restWith >= m_settings.fewestRows
        && counts.suspectShare() > counts.restShare();
    return isShared ? chanceOf(counts) / levelOf(property).chance
                    : std::numeric_limits<double>::infinity();
}

void Search::addUnsure(std::vector<std::pair<double, Property>>& all, std::size_t column) const
{
    const bool isNumber = m_table.columns[column].kind == Column::Kind::Number;
    const auto add = [&](const Property& property) {
        const double chance = chanceAmongAll(property);
        if (chance < std::numeric_limits<double>::infinity())
            all.emplace_back(chance, property);
    };
    const auto codes = static_cast<std::uint32_t>(m_counts[column].size() / kGroups);
    for (std::uint32_t code = 0; code < (isNumber ? 1 : codes); ++code)
        add({.column = column, .first = code, .last = code});
    if (!isNumber)
        return;
    if (const auto range = mostUnlikelyRange(column))
        add(*range);
}

// Both of its ends are where a suspect is: wider ones hold only more of the rest. The quick
// interval picks among them.
std::optional<Property> Search::mostUnlikelyRange(std::size_t column) const
{
    const auto last = static_cast<std::uint32_t>(m_counts[column].size() / kGroups) - 1;
    std::optional<Property> best;
    double bestLow = -1;
    for (std::uint32_t from = 1; from <= last; ++from) {
        FourCounts counts{.suspectsWith = 0, .suspects = m_suspects, .restWith = 0, .rest = m_rest};
        if (numberOf(column, from, Suspect) == 0)
            continue;
        for (std::uint32_t to = from; to <= last; ++to) {
            counts.suspectsWith += numberOf(column, to, Suspect);
            counts.restWith += numberOf(column, to, Rest);
            if (numberOf(column, to, Suspect) == 0
                || counts.suspectsWith + counts.restWith < m_settings.fewestRows
                || counts.suspectShare() <= counts.restShare())
                continue;
            const double low = shareDifference(counts, m_levels[column].quantile).low;
            if (!best || low > bestLow) {
                best = Property{.column = column, .first = from, .last = to};
                bestLow = low;
            }
        }
    }
    return best;
}

// Rows of a cluster count as many as they tell at least.
Finding Search::told(const Property& property) const
{
    Finding finding;
    finding.property = property;
    finding.counts = countsOf(property);
    finding.weighed = weighed(finding.counts);
    if (!m_clusters.areSingle()) {
        using Weighing = Clusters::Weighing;
        const Column& column = m_table.columns[property.column];
        PropertyOfCode propertyOf(column.codeCount());
        for (std::uint32_t code = property.first; code <= property.last; ++code)
            propertyOf[code] = 1;
        const auto likeness = m_clusters.likeness(
            column, propertyOf, 1, finding.counts.suspectsWith + finding.counts.restWith);
        const auto with = m_clusters.weighed(column, propertyOf, likeness, Weighing::Each).front();
        finding.weighed = {.suspectsWith = with.first,
                           .suspects =
                               m_clusters.weighedAll(Suspect, likeness.front(), Weighing::Each),
                           .restWith = with.second,
                           .rest = m_clusters.weighedAll(Rest, likeness.front(), Weighing::Each)};
    }
    finding.difference = exactDifference(finding.weighed, levelOf(property).chance);
    return finding;
}

} // namespace attribution
