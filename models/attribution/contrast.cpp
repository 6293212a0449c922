// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attribution/contrast.h"

#include "models/attribution/clusters.h"
#include "models/attribution/counting.h"
#include "models/attribution/crossing.h"
#include "models/attribution/search.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace attribution {

namespace {

// Findings that hold of nearly the same rows are one, from this correlation on.
constexpr double kSameRows = 0.95;
constexpr std::size_t kCompared = 120; // findings whose rows are compared with each other
constexpr std::size_t kNames = 4; // as many of one that is not sure are looked at
// As long as so much of a difference is left between having another property or not, no finer look.
constexpr double kUntouched = 0.95;

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
    Strata strata; // of the column; made when first needed
};

// Findings that are put among those that stand: as another name of one of them, as explained by
// one, or on their own. Only what stands further up can explain: a property that makes another one
// look frequent differs at least as much itself.
class Placement
{
public:
    Placement(const Table& table, const Search& search, const RowSet& suspects, const RowSet& rest,
              const std::vector<std::uint8_t>& groups)
        : m_table(table)
        , m_search(search)
        , m_suspects(suspects)
        , m_rest(rest)
        , m_groups(groups)
        , m_sample(sampleOfGroups(groups))
    {
    }

    void place(Finding finding)
    {
        Holders holders{.rows = rowsWith(m_table, finding.property), .counts = finding.counts};
        for (std::size_t i = 0; i < m_kept.size(); ++i) {
            const Crossing crossing = crossingOf(m_kept[i].holders, holders, m_suspects, m_rest);
            if (correlation(crossing) >= kSameRows) {
                m_kept[i].finding.sameRows.push_back(finding.property);
                return;
            }
            if (!m_kept[i].finding.explainedBy && !finding.explainedBy)
                explain(finding, holders, i, crossing);
        }
        if (finding.explainedBy)
            finding.goesThrough.reset();
        m_kept.push_back(
            {.finding = std::move(finding), .holders = std::move(holders), .strata = {}});
    }

    // Of what is not sure: another name of what stands, or on its own.
    void placeUnsure(Finding finding)
    {
        Holders holders{.rows = rowsWith(m_table, finding.property), .counts = finding.counts};
        for (Kept& other : m_kept) {
            if (correlation(crossingOf(other.holders, holders, m_suspects, m_rest)) >= kSameRows) {
                other.finding.sameRows.push_back(finding.property);
                return;
            }
        }
        m_kept.push_back(
            {.finding = std::move(finding), .holders = std::move(holders), .strata = {}});
    }

    std::vector<Kept>& kept() { return m_kept; }

private:
    void explain(Finding& finding, const Holders& holders, std::size_t by, const Crossing& crossing)
    {
        const double all = finding.counts.suspectShare() - finding.counts.restShare();
        // As much wider as answers of one conversation tell less.
        const double quantile = kLeftQuantile
            * std::sqrt(static_cast<double>(finding.counts.suspects)
                        / std::max(1.0, finding.weighed.suspects));
        Difference left = stratifiedDifference({crossing.with, crossing.without}, quantile);
        if (left.value > kUntouched * all)
            return;
        Kept& other = m_kept[by];
        const Property& property = other.finding.property;
        const Column& column = m_table.columns[property.column];
        if (other.strata.count == 0)
            other.strata = strataOf(column, property, rowsByCode(property.column));
        if (other.strata.count > 0 && property.column != finding.property.column)
            left = stratifiedDifference(
                crossStrata(column, other.strata, holders, m_groups, m_sample), quantile);
        if (!isPartly(left, all))
            return;
        const bool isExplainedBy = isExplained(left, all);
        if (column.stage > m_table.columns[finding.property.column].stage) {
            if (isExplainedBy && !finding.goesThrough)
                finding.goesThrough = by;
            return;
        }
        if (isExplainedBy)
            finding.explainedBy = by;
        if (isExplainedBy || !finding.remainder || left.value < finding.remainder->left.value)
            finding.remainder = {.by = by, .left = left};
    }

    std::vector<std::int64_t> rowsByCode(std::size_t column) const
    {
        std::vector<std::int64_t> rows;
        for (std::size_t code = 0; code < m_table.columns[column].codeCount(); ++code)
            rows.push_back(m_search.rowsOf(column, code));
        return rows;
    }

    const Table& m_table;
    const Search& m_search;
    const RowSet& m_suspects;
    const RowSet& m_rest;
    const std::vector<std::uint8_t>& m_groups;
    std::vector<std::uint32_t> m_sample;
    std::vector<Kept> m_kept;
};

RowSet both(const RowSet& one, const RowSet& two)
{
    RowSet rows = one;
    for (std::size_t word = 0; word < rows.words().size(); ++word)
        rows.words()[word] &= two.words()[word];
    return rows;
}

} // namespace

Contrast contrast(const Table& table, const RowSet& suspects, const RowSet& rest,
                  const ContrastSettings& settings)
{
    RowSet others = rest;
    for (std::size_t word = 0; word < others.words().size(); ++word)
        others.words()[word] &= ~suspects.words()[word];
    const std::vector<std::uint8_t> groups = groupsOf(suspects, others);
    const Clusters clusters(table.clusters, groups);
    const Search search(table, settings, groups, clusters);
    std::vector<Finding> findings = search.findings();
    Contrast result;
    result.sure = findings.size();
    findings.resize(std::min(findings.size(), kCompared));
    Placement placement(table, search, suspects, others, groups);
    for (Finding& finding : findings) {
        if (placement.kept().size() == settings.most)
            break;
        placement.place(std::move(finding));
    }
    const bool isAnySure = result.sure > 0;
    for (Finding& finding :
         isAnySure ? std::vector<Finding>() : search.unsure(kNames * settings.mostUnsure)) {
        if (placement.kept().size() == settings.mostUnsure)
            break;
        placement.placeUnsure(std::move(finding));
    }
    for (Kept& one : placement.kept()) {
        one.finding.suspectClusters = clusters.countWith(both(one.holders.rows, suspects));
        (isAnySure ? result.findings : result.unsure).push_back(std::move(one.finding));
    }
    result.tries = search.tries();
    result.suspects = search.suspects();
    result.rest = search.rest();
    result.suspectClusters = clusters.countWith(suspects);
    result.restClusters = clusters.countWith(others);
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
