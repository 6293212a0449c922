// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attribution/counting.h"

#include <algorithm>
#include <array>

namespace attribution {

namespace {

// Few codes: neighbours often have the same one, and an increment that waits for the last one of
// the same place costs several. Hence four tables by turns.
std::vector<std::uint32_t> countFew(const std::vector<std::uint8_t>& codes,
                                    const std::vector<std::uint8_t>& groups, std::size_t codeCount)
{
    constexpr std::size_t kTables = 4;
    std::array<std::array<std::uint32_t, 256 * kGroups>, kTables> tables{};
    const std::size_t rows = codes.size();
    std::size_t row = 0;
    for (; row + kTables <= rows; row += kTables)
        for (std::size_t table = 0; table < kTables; ++table)
            ++tables[table][codes[row + table] * kGroups + groups[row + table]];
    for (; row < rows; ++row)
        ++tables[0][codes[row] * kGroups + groups[row]];
    std::vector<std::uint32_t> counts(codeCount * kGroups);
    for (std::size_t cell = 0; cell < counts.size(); ++cell)
        for (const auto& table : tables)
            counts[cell] += table[cell];
    return counts;
}

template<class Code>
std::vector<std::uint32_t> countMany(const std::vector<Code>& codes,
                                     const std::vector<std::uint8_t>& groups, std::size_t codeCount)
{
    std::vector<std::uint32_t> counts(codeCount * kGroups);
    for (std::size_t row = 0; row < codes.size(); ++row)
        ++counts[codes[row] * kGroups + groups[row]];
    return counts;
}

std::vector<std::uint32_t> countSets(const Column& column, const std::vector<std::uint8_t>& groups)
{
    std::vector<std::uint32_t> counts(column.codeCount() * kGroups);
    std::visit(
        [&](const auto& codes) {
            for (std::size_t row = 0; row < groups.size(); ++row) {
                const std::size_t end = column.starts[row + 1];
                for (std::size_t place = column.starts[row]; place < end; ++place)
                    ++counts[codes[place] * kGroups + groups[row]];
                if (column.starts[row] == end)
                    ++counts[kMissing * kGroups + groups[row]];
            }
        },
        column.codes);
    return counts;
}

} // namespace

std::vector<std::uint8_t> groupsOf(const RowSet& suspects, const RowSet& rest)
{
    std::vector<std::uint8_t> groups(suspects.rows());
    for (std::size_t row = 0; row < groups.size(); ++row) {
        if (suspects.contains(row))
            groups[row] = Suspect;
        else if (rest.contains(row))
            groups[row] = Rest;
    }
    return groups;
}

std::vector<std::uint32_t> countCodes(const Column& column, const std::vector<std::uint8_t>& groups)
{
    if (column.kind == Column::Kind::Set)
        return countSets(column, groups);
    if (const auto* few = std::get_if<std::vector<std::uint8_t>>(&column.codes))
        return countFew(*few, groups, column.codeCount());
    if (const auto* some = std::get_if<std::vector<std::uint16_t>>(&column.codes))
        return countMany(*some, groups, column.codeCount());
    return countMany(std::get<std::vector<std::uint32_t>>(column.codes), groups,
                     column.codeCount());
}

} // namespace attribution
