// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attribution/contrast.h"

#include "models/attribution/counting.h"
#include "models/attribution/crossing.h"
#include "models/attribution/search.h"

#include <algorithm>
#include <utility>

namespace attribution {

namespace {

// Findings that hold of nearly the same rows are one, from this correlation on.
constexpr double kSameRows = 0.95;
constexpr std::size_t kCompared = 120; // findings whose rows are compared with each other

// Bits of 64 rows at a time, so that each word is written once.
template<class Code>
void fill(const std::vector<Code>& codes, const Property& property,
          std::vector<std::uint64_t>& words)
{
    const std::uint32_t width = property.last - property.first;
    for (std::size_t word = 0; word < words.size(); ++word) {
        const std::size_t begin = word * 64;
        const std::size_t count = std::min<std::size_t>(64, codes.size() - begin);
        std::uint64_t bits = 0;
        for (std::size_t bit = 0; bit < count; ++bit) {
            const std::uint32_t code = codes[begin + bit];
            bits |= static_cast<std::uint64_t>(code - property.first <= width) << bit;
        }
        words[word] = bits;
    }
}

template<class Code>
void fillSet(const Column& column, const std::vector<Code>& codes, const Property& property,
             RowSet& rows)
{
    for (std::size_t row = 0; row + 1 < column.starts.size(); ++row) {
        const auto begin = codes.begin() + column.starts[row];
        const auto end = codes.begin() + column.starts[row + 1];
        const bool has = property.isMissing()
            ? begin == end
            : std::any_of(begin, end, [&](std::uint32_t code) { return code == property.first; });
        if (has)
            rows.insert(row);
    }
}

struct Kept
{
    Finding finding;
    Holders holders;
};

// Puts a finding among those that stand: as another name of one of them, as explained by one, or on
// its own. Only what stands further up can explain: a property that makes another one look frequent
// differs at least as much itself.
void place(const Table& table, Finding finding, const RowSet& suspects, const RowSet& rest,
           double quantile, std::vector<Kept>& kept)
{
    Holders holders{.rows = rowsWith(table, finding.property), .counts = finding.counts};
    for (std::size_t i = 0; i < kept.size(); ++i) {
        const Crossing crossing = crossingOf(kept[i].holders, holders, suspects, rest);
        if (correlation(crossing) >= kSameRows) {
            kept[i].finding.sameRows.push_back(finding.property);
            return;
        }
        const bool canExplain = table.columns[kept[i].finding.property.column].canExplain
            && !kept[i].finding.explainedBy;
        if (canExplain && !finding.explainedBy
            && isExplained(crossing, finding.difference, quantile))
            finding.explainedBy = i;
    }
    kept.push_back({.finding = std::move(finding), .holders = std::move(holders)});
}

} // namespace

Contrast contrast(const Table& table, const RowSet& suspects, const RowSet& rest,
                  const ContrastSettings& settings)
{
    RowSet others = rest;
    for (std::size_t word = 0; word < others.words().size(); ++word)
        others.words()[word] &= ~suspects.words()[word];
    const Search search(table, settings, groupsOf(suspects, others));
    std::vector<Finding> findings = search.findings();
    Contrast result;
    result.sure = findings.size();
    findings.resize(std::min(findings.size(), kCompared));
    std::vector<Kept> kept;
    for (Finding& finding : findings) {
        if (kept.size() == settings.most)
            break;
        place(table, std::move(finding), suspects, others, search.quantile(), kept);
    }
    for (Kept& one : kept)
        result.findings.push_back(std::move(one.finding));
    result.tries = search.tries();
    result.suspects = search.suspects();
    result.rest = search.rest();
    return result;
}

Distributions distributions(const Column& column, const RowSet& suspects, const RowSet& rest)
{
    const std::vector<std::uint8_t> groups = groupsOf(suspects, rest);
    const std::vector<std::uint32_t> counts = countCodes(column, groups);
    Distributions result;
    for (std::size_t code = 0; code < counts.size() / kGroups; ++code) {
        result.suspects.push_back(counts[kGroups * code + Suspect]);
        result.rest.push_back(counts[kGroups * code + Rest]);
    }
    result.suspectRows = std::ranges::count(groups, std::uint8_t{Suspect});
    result.restRows = std::ranges::count(groups, std::uint8_t{Rest});
    return result;
}

RowSet rowsWith(const Table& table, const Property& property)
{
    RowSet rows(table.rows);
    const Column& column = table.columns[property.column];
    std::visit(
        [&](const auto& codes) {
            if (column.kind == Column::Kind::Set)
                fillSet(column, codes, property, rows);
            else
                fill(codes, property, rows.words());
        },
        column.codes);
    return rows;
}

} // namespace attribution
