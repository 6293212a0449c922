// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/attribution/contrast.h"

#include <cstddef>
#include <cstdint>
#include <vector>

namespace attribution {

// Every property that can be told of the rows, tried. The table must outlive it.
class Search
{
public:
    // `groups` as groupsOf() gives them. One pass over each column.
    Search(const Table& table, const ContrastSettings& settings,
           const std::vector<std::uint8_t>& groups);

    // What is surely more frequent among the suspects, the surest first. Of each column of numbers
    // one range at most.
    std::vector<Finding> findings() const;

    std::int64_t tries() const { return m_tries; }
    std::int64_t suspects() const { return m_suspects; }
    std::int64_t rest() const { return m_rest; }
    double quantile() const
    {
        return m_quantile;
    } // of the normal distribution, for that many tries

private:
    std::int64_t numberOf(std::size_t column, std::size_t code, std::uint8_t group) const;
    std::int64_t triesOf(std::size_t column) const;
    bool isTried(std::size_t column, std::size_t code) const;
    Finding findingOf(const Property& property, std::int64_t suspectsWith,
                      std::int64_t restWith) const;
    bool isSure(const Finding& finding) const;
    void addCode(std::vector<Finding>& all, std::size_t column, std::uint32_t code) const;
    void addRange(std::vector<Finding>& all, std::size_t column) const;
    double leastDifference(std::int64_t suspects, std::int64_t rest) const;

    const Table& m_table;
    ContrastSettings m_settings;
    std::vector<std::vector<std::uint32_t>> m_counts; // a column each, see countCodes()
    std::int64_t m_suspects = 0;
    std::int64_t m_rest = 0;
    std::int64_t m_tries = 0;
    double m_chance = 0; // that one try may have
    double m_quantile = 0;
};

} // namespace attribution
