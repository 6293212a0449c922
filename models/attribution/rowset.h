// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace attribution {

// Some of the rows of a table, one bit each. A value.
class RowSet
{
public:
    explicit RowSet(std::size_t rows = 0)
        : m_rows(rows)
        , m_words((rows + 63) / 64)
    {
    }

    std::size_t rows() const { return m_rows; } // of the table
    bool contains(std::size_t row) const { return (m_words[row / 64] >> (row % 64) & 1U) != 0; }
    void insert(std::size_t row) { m_words[row / 64] |= std::uint64_t{1} << (row % 64); }

    const std::vector<std::uint64_t>& words() const { return m_words; }
    std::vector<std::uint64_t>& words() { return m_words; } // bits beyond the rows stay zero

    std::int64_t count() const
    {
        std::int64_t count = 0;
        for (const std::uint64_t word : m_words)
            count += std::popcount(word);
        return count;
    }

private:
    std::size_t m_rows;
    std::vector<std::uint64_t> m_words;
};

} // namespace attribution
