// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/attribution/column.h"
#include "models/attribution/counting.h"
#include "models/attribution/rowset.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace attribution {

// Properties of a column by code: place i + 1 where a code has property i, 0 where it has none.
using PropertyOfCode = std::vector<std::uint32_t>;

// Rows that belong together, as the answers of one conversation do: twenty of them that fail tell
// little more than one. Rows of neither group are left out. Costs 12 bytes a row. Immutable.
class Clusters
{
public:
    // `ids` one a row, of any size; empty: each row stands for itself. `groups` must outlive it.
    Clusters(std::span<const std::uint64_t> ids, const std::vector<std::uint8_t>& groups);

    bool areSingle() const { return m_starts.size() < 2; } // each row stands for itself

    // How alike the rows of a cluster are in each property: intraclass correlation, 0 (no more than
    // any) to 1 (all or none have it). From pairs of rows, once with each row of the same weight
    // and once with each cluster; the larger, since large clusters may be unlike small ones.
    // `fewest`: rows of the rarest of them; when they are many, some of the clusters tell enough.
    std::vector<double> likeness(const Column& column, const PropertyOfCode& propertyOf,
                                 std::size_t properties, std::int64_t fewest) const;
    // The same of the ranks of a column of numbers; rows that lack it are left out.
    double rankLikeness(const Column& column) const;

    // How much a row of a cluster that has n rows of its group counts: 1 / (1 + (m - 1) likeness).
    enum class Weighing
    {
        Typical, // m: n, at least the size of that half of the group's rows are in: nearly as rows
                 // count, but no cluster for more than one such
        Each, // m: n; where rows are all alike each cluster counts as one
    };
    // How many rows of each group have each property (suspects, rest): a share of them is as sure
    // as that of so many independent rows, or surer.
    std::vector<std::pair<double, double>> weighed(const Column& column,
                                                   const PropertyOfCode& propertyOf,
                                                   const std::vector<double>& likeness,
                                                   Weighing weighing) const;
    // All rows of a group, weighed the same.
    double weighedAll(Group group, double likeness, Weighing weighing) const;

    // Clusters that hold any of these rows.
    std::int64_t countWith(const RowSet& rows) const;

private:
    // Calls with the rows of some clusters of two and more: all, or about one in rows / kEnough.
    template<class Call>
    void forClusters(std::int64_t rows, Call&& call) const;
    double leastSize(std::size_t group, Weighing weighing) const;
    void number(std::span<const std::uint64_t> ids);
    void order();
    void measure();

    const std::vector<std::uint8_t>& m_groups;
    std::vector<std::uint32_t> m_clusterOf; // by row
    std::uint32_t m_count = 0;
    // Rows of clusters of two and more, cluster by cluster, and where each begins, and the end.
    std::vector<std::uint32_t> m_rows;
    std::vector<std::uint32_t> m_starts;
    std::vector<std::uint32_t> m_sizes; // by row: rows of its cluster and group
    // By group: size, and rows of clusters that have it.
    std::array<std::vector<std::pair<double, double>>, kGroups> m_rowsOfSize;
    std::array<double, kGroups> m_typical{}; // size of that half of the rows are in
};

} // namespace attribution
