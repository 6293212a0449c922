// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/attribution/column.h"
#include "models/attribution/difference.h"
#include "models/attribution/rowset.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace attribution {

// A property of a row: that a column has codes from `first` to `last`; of categories and sets these
// are the same; kMissing to kMissing: that the row lacks the attribute.
struct Property
{
    std::size_t column = 0;
    std::uint32_t first = kMissing;
    std::uint32_t last = kMissing;

    bool isMissing() const { return last == kMissing; }
    bool operator==(const Property&) const = default;
};

// How much of a difference is left among rows that are alike in the attribute of another finding.
struct Remainder
{
    std::size_t by = 0; // place of the other in the list, further up
    Difference left; // at 95 %, of this one comparison
};

// What sets suspects apart from the rest.
struct Finding
{
    Property property;
    FourCounts counts; // of rows
    // The same where rows that belong together (Table::clusters) count as many as they tell: at
    // most one a cluster where all of it is alike in the property. Else equal to `counts`.
    WeighedCounts weighed;
    Difference difference; // of the shares of `weighed`, see ContrastSettings
    std::int64_t suspectClusters = 0; // that hold a suspect with the property
    // Further findings that hold of nearly the same rows: one is as good a name as another.
    std::vector<Property> sameRows;
    // The other finding that leaves least, when at least a quarter is gone.
    std::optional<Remainder> remainder;
    // The same place when it leaves nothing or surely little (its upper end below half). That other
    // one is explained by none, and no outcome of what may have caused it: see `goesThrough`. A
    // finding that only two others together explain is not told as such.
    std::optional<std::size_t> explainedBy;
    // Explained like that by something that came later (Column::Stage): an effect of this one, by
    // which it does harm, or both are effects of a third.
    std::optional<std::size_t> goesThrough;
};

struct ContrastSettings
{
    // The chance that any finding is there by chance, or that any of their intervals misses its
    // difference: Bonferroni over every value, bin range and missing value that was counted, as
    // Search shares it out. Holds where rows, or clusters of them, do not depend on each other.
    double alpha = 0.05;
    std::int64_t fewestRows = 5; // with a property: fewer are no pattern
    std::size_t most = 30; // findings
    std::size_t mostUnsure = 5; // where there are no findings
};

struct Contrast
{
    std::vector<Finding> findings; // by the low end of their difference, which is above zero
    // Only where there are no findings: what differs most all the same, the least likely by chance
    // first. Nothing is explained by or goes through any of it.
    std::vector<Finding> unsure;
    std::size_t sure = 0; // properties that differ surely, also beyond `most`
    std::int64_t tries = 0; // properties that were compared
    std::int64_t suspects = 0;
    std::int64_t rest = 0;
    std::int64_t suspectClusters = 0; // that hold any; as many as rows without Table::clusters
    std::int64_t restClusters = 0;
};

// What the suspects have in common that the rest has not. `rest` is counted without the suspects.
// A finding is one whose exact interval lies above zero and whose exact test agrees. A range of
// numbers is the one whose difference is surest; one that is open to one side is preferred to one
// that is not when it is nearly as sure. Costs one pass over each column, and some more over those
// that differ when rows are in clusters. Thread safe.
Contrast contrast(const Table& table, const RowSet& suspects, const RowSet& rest,
                  const ContrastSettings& settings = {});

// How the rows of both groups lie in a column, by code; [0] is missing. Of a set a row counts under
// each of its values.
struct Distributions
{
    std::vector<std::int64_t> suspects;
    std::vector<std::int64_t> rest;
    std::int64_t suspectRows = 0; // of each group, all told
    std::int64_t restRows = 0;
};
Distributions distributions(const Column& column, const RowSet& suspects, const RowSet& rest);

// Which of the rows have the property.
RowSet rowsWith(const Table& table, const Property& property);

} // namespace attribution
