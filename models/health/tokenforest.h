// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/tokenfeatures.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace health {

// A tree of which every node of a level asks the same question: is the column's byte above the
// threshold? The first question is the highest bit of the leaf's number.
struct ObliviousTree
{
    static constexpr std::size_t kDepth = 6;

    std::array<std::uint8_t, kDepth> columns{};
    std::array<std::uint8_t, kDepth> thresholds{};
    std::array<std::int16_t, std::size_t{1} << kDepth> leaves{}; // thousandths of log-odds
};

// Columns of a table and those that a member of the model adds to them.
class ColumnSet
{
public:
    explicit ColumnSet(const TokenTable& table);

    void add(const std::vector<std::uint8_t>& column) { m_columns.push_back(column.data()); }
    std::size_t rows() const { return m_rows; }
    const std::uint8_t* operator[](std::size_t column) const { return m_columns[column]; }

private:
    std::vector<const std::uint8_t*> m_columns;
    std::size_t m_rows;
};

// Adds the leaves of all trees to `sums`, one for each row; columns are padded to whole blocks.
// Sixteen rows at once: what costs time in a tree is the branch that nobody foresees, and these
// have none.
void addScores(const std::vector<ObliviousTree>& trees, const ColumnSet& columns,
               std::vector<std::int32_t>& sums);

// Of each word, known to the context or novel, how often it was unsupported in the labelled
// answers, as a byte for each member of the model.
class Lexicon
{
public:
    static constexpr std::size_t kMembers = 5;
    using Values = std::array<std::uint8_t, kMembers>;

    void setUsual(const Values& values) { m_usual = values; } // of every word that is not in it
    void insert(std::uint32_t word, bool isNovel, const Values& values);
    const Values& find(std::uint64_t tokenKey, bool isNovel) const;
    std::size_t size() const { return m_size; }

private:
    struct Slot
    {
        std::uint64_t key = 0; // 0 is free
        Values values{};
    };

    static std::uint64_t keyOf(std::uint32_t word, bool isNovel);
    std::size_t slotOf(std::uint64_t key) const;
    void grow();

    std::vector<Slot> m_slots = std::vector<Slot>(1024);
    std::size_t m_size = 0;
    Values m_usual{};
};

} // namespace health
