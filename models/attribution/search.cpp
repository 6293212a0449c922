// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attribution/search.h"

#include "models/attribution/counting.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace attribution {

namespace {

// An open range that is this nearly as sure as the surest is easier to say and to act on.
constexpr double kOpenEnough = 0.95;

} // namespace

Search::Search(const Table& table, const ContrastSettings& settings,
               const std::vector<std::uint8_t>& groups)
    : m_table(table)
    , m_settings(settings)
{
    m_counts.reserve(table.columns.size());
    for (const Column& column : table.columns)
        m_counts.push_back(countCodes(column, groups));
    for (const std::uint8_t group : groups) {
        m_suspects += group == Suspect ? 1 : 0;
        m_rest += group == Rest ? 1 : 0;
    }
    for (std::size_t column = 0; column < m_counts.size(); ++column)
        m_tries += triesOf(column);
    m_chance = m_settings.alpha / static_cast<double>(std::max<std::int64_t>(1, m_tries));
    m_quantile = normalQuantile(m_chance);
}

std::vector<Finding> Search::findings() const
{
    std::vector<Finding> all;
    for (std::size_t column = 0; column < m_counts.size(); ++column) {
        addCode(all, column, kMissing);
        if (m_table.columns[column].kind == Column::Kind::Number) {
            addRange(all, column);
            continue;
        }
        for (std::size_t code = 1; code < m_counts[column].size() / kGroups; ++code)
            addCode(all, column, static_cast<std::uint32_t>(code));
    }
    std::ranges::stable_sort(all, std::greater{},
                             [](const Finding& finding) { return finding.difference.low; });
    return all;
}

std::int64_t Search::numberOf(std::size_t column, std::size_t code, std::uint8_t group) const
{
    return m_counts[column][kGroups * code + group];
}

bool Search::isTried(std::size_t column, std::size_t code) const
{
    return numberOf(column, code, Suspect) + numberOf(column, code, Rest) >= m_settings.fewestRows;
}

std::int64_t Search::triesOf(std::size_t column) const
{
    const auto codes = static_cast<std::int64_t>(m_counts[column].size() / kGroups);
    std::int64_t tries = isTried(column, kMissing) ? 1 : 0;
    if (m_table.columns[column].kind == Column::Kind::Number)
        return tries + codes * (codes - 1) / 2; // every range of bins
    for (std::int64_t code = 1; code < codes; ++code)
        tries += isTried(column, static_cast<std::size_t>(code)) ? 1 : 0;
    return tries;
}

Finding Search::findingOf(const Property& property, std::int64_t suspectsWith,
                          std::int64_t restWith) const
{
    Finding finding;
    finding.property = property;
    finding.counts = {
        .suspectsWith = suspectsWith, .suspects = m_suspects, .restWith = restWith, .rest = m_rest};
    finding.difference = shareDifference(finding.counts, m_quantile);
    return finding;
}

// The interval says how much; that it is more than chance is left to the exact test, since far out
// the interval of a few rows is too short.
bool Search::isSure(const Finding& finding) const
{
    return finding.difference.low > 0 && chanceOf(finding.counts) <= m_chance;
}

void Search::addCode(std::vector<Finding>& all, std::size_t column, std::uint32_t code) const
{
    const std::int64_t suspects = numberOf(column, code, Suspect);
    const std::int64_t rest = numberOf(column, code, Rest);
    if (suspects + rest < m_settings.fewestRows || leastDifference(suspects, rest) <= 0)
        return;
    Finding finding = findingOf({.column = column, .first = code, .last = code}, suspects, rest);
    if (isSure(finding))
        all.push_back(std::move(finding));
}

// Of all ranges of bins the surest.
void Search::addRange(std::vector<Finding>& all, std::size_t column) const
{
    const auto last = static_cast<std::uint32_t>(m_counts[column].size() / kGroups) - 1;
    Finding best;
    best.difference.low = 0;
    Finding open = best;
    for (std::uint32_t from = 1; from <= last; ++from) {
        std::int64_t suspects = 0;
        std::int64_t rest = 0;
        for (std::uint32_t to = from; to <= last; ++to) {
            suspects += numberOf(column, to, Suspect);
            rest += numberOf(column, to, Rest);
            // Cheaper than the interval, which cannot lie above the difference itself.
            if (suspects + rest < m_settings.fewestRows
                || leastDifference(suspects, rest) <= kOpenEnough * best.difference.low)
                continue;
            Finding finding =
                findingOf({.column = column, .first = from, .last = to}, suspects, rest);
            const bool isOpen = (from == 1) != (to == last);
            const bool isBest = finding.difference.low > best.difference.low;
            if (!(isBest || (isOpen && finding.difference.low > open.difference.low))
                || !isSure(finding))
                continue;
            if (isOpen && finding.difference.low > open.difference.low)
                open = finding;
            if (isBest)
                best = std::move(finding);
        }
    }
    if (open.difference.low >= kOpenEnough * best.difference.low)
        best = std::move(open);
    if (best.difference.low > 0)
        all.push_back(std::move(best));
}

double Search::leastDifference(std::int64_t suspects, std::int64_t rest) const
{
    if (m_suspects <= 0 || m_rest <= 0)
        return 0;
    return static_cast<double>(suspects) / static_cast<double>(m_suspects)
        - static_cast<double>(rest) / static_cast<double>(m_rest);
}

} // namespace attribution
