// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/attribution/clusters.h"
#include "models/attribution/contrast.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

namespace attribution {

// Every property that can be told of the rows, tried. What it is given must outlive it.
//
// The chance of an error is shared out evenly between families of tries - the values of a column,
// its ranges, and that it is missing - and within a family between its tries: a column of numbers
// with its thirty thousand ranges must not take the chance of all others (Bonferroni, weighted).
// Where rows are in clusters, half of it is for each of the ways to weigh them.
class Search
{
public:
    // `groups` as groupsOf() gives them. One pass over each column.
    Search(const Table& table, const ContrastSettings& settings,
           const std::vector<std::uint8_t>& groups, const Clusters& clusters);

    // What is surely more frequent among the suspects, the surest first. Of each column of numbers
    // one range at most. Where rows are in clusters, a further pass or some over each column that
    // would differ if they were not.
    std::vector<Finding> findings() const;
    // What differs most among the rest of it, the least likely by chance first, at most so many:
    // told by at least two suspects, with the same intervals, and none of it sure. Of each column
    // of numbers one range at most. For when there are no findings.
    std::vector<Finding> unsure(std::size_t most) const;

    std::int64_t tries() const { return m_tries; }
    std::int64_t suspects() const { return m_suspects; }
    std::int64_t rest() const { return m_rest; }
    std::int64_t rowsOf(std::size_t column, std::size_t code) const; // of both groups

private:
    // What one try may go wrong, and the quantile of the normal distribution for it.
    struct Level
    {
        double chance = 0;
        double quantile = 0;
    };
    // Rows of each bin of a column of numbers, weighed, and all rows.
    struct Bins
    {
        std::vector<double> suspects; // by code
        std::vector<double> rest;
        double allSuspects = 0;
        double allRest = 0;
    };

    std::int64_t numberOf(std::size_t column, std::size_t code, std::uint8_t group) const;
    std::int64_t triesOf(std::size_t column) const;
    bool isTried(std::size_t column, std::size_t code) const;
    FourCounts countsOf(const Property& property) const;
    void addCodes(std::vector<Finding>& all, std::size_t column) const;
    void addRange(std::vector<Finding>& all, std::size_t column) const;
    void addUnsure(std::vector<std::pair<double, Property>>& all, std::size_t column) const;
    std::optional<Property> mostUnlikelyRange(std::size_t column) const;
    double chanceAmongAll(const Property& property) const;
    const Level& levelOf(const Property& property) const;
    Finding told(const Property& property) const;
    std::optional<Finding> surestRange(std::size_t column, const Bins& bins) const;
    Bins binsOf(std::size_t column, double likeness, Clusters::Weighing weighing) const;
    std::optional<Finding> surestRange(std::size_t column, Clusters::Weighing weighing) const;
    double likenessOf(const Property& range) const;

    const Table& m_table;
    ContrastSettings m_settings;
    const Clusters& m_clusters;
    std::vector<std::vector<std::uint32_t>> m_counts; // a column each, see countCodes()
    std::int64_t m_suspects = 0;
    std::int64_t m_rest = 0;
    std::int64_t m_tries = 0;
    Level m_missing;
    std::vector<Level> m_levels; // of the values of each column
};

} // namespace attribution
