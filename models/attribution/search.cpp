// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attribution/search.h"

#include "models/attribution/counting.h"
#include "models/attribution/exactinterval.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <utility>

namespace attribution {

namespace {

using Weighing = Clusters::Weighing;

// An open range that is this nearly as sure as the surest is easier to say and to act on.
constexpr double kOpenEnough = 0.95;
// Ranges are searched anew with what the rows of the last one found are alike, at most so often.
constexpr int kMostTurns = 4;
constexpr double kAlikeEnough = 0.01; // of two such correlations

double valueOf(const WeighedCounts& counts)
{
    return counts.suspectShare() - counts.restShare();
}

// Whole rows, at the expense of the difference where the counts are none.
FourCounts wholeRows(const WeighedCounts& counts)
{
    constexpr double kRounding = 1e-6;
    FourCounts whole{.suspectsWith =
                         static_cast<std::int64_t>(std::floor(counts.suspectsWith + kRounding)),
                     .suspects = std::llround(counts.suspects),
                     .restWith = static_cast<std::int64_t>(std::ceil(counts.restWith - kRounding)),
                     .rest = std::llround(counts.rest)};
    whole.suspects = std::max(whole.suspects, whole.suspectsWith);
    whole.rest = std::max(whole.rest, whole.restWith);
    return whole;
}

// That it is more than chance is left to the exact test: an interval from the normal distribution
// is too short far out.
bool isSure(const WeighedCounts& counts, double chance)
{
    return counts.suspects > 0 && counts.rest > 0 && valueOf(counts) > 0
        && chanceOf(wholeRows(counts)) <= chance;
}

std::optional<Finding> findingOf(const Property& property, const WeighedCounts& counts,
                                 double chance)
{
    if (!isSure(counts, chance))
        return std::nullopt;
    Finding finding;
    finding.property = property;
    finding.weighed = counts;
    finding.difference = exactDifference(counts, chance);
    return finding.difference.low > 0 ? std::optional(std::move(finding)) : std::nullopt;
}

} // namespace

Search::Search(const Table& table, const ContrastSettings& settings,
               const std::vector<std::uint8_t>& groups, const Clusters& clusters)
    : m_table(table)
    , m_settings(settings)
    , m_clusters(clusters)
{
    m_counts.reserve(table.columns.size());
    for (const Column& column : table.columns)
        m_counts.push_back(countCodes(column, groups));
    for (const std::uint8_t group : groups) {
        m_suspects += group == Suspect ? 1 : 0;
        m_rest += group == Rest ? 1 : 0;
    }
    std::int64_t families = 0;
    for (std::size_t column = 0; column < m_counts.size(); ++column) {
        const std::int64_t tries = triesOf(column);
        const std::int64_t missing = isTried(column, kMissing) ? 1 : 0;
        m_tries += tries + missing;
        families += (tries > 0 ? 1 : 0) + missing;
    }
    const std::int64_t ways = clusters.areSingle() ? 1 : 2;
    const double chance =
        settings.alpha / static_cast<double>(std::max<std::int64_t>(1, families) * ways);
    m_missing = {.chance = chance, .quantile = normalQuantile(chance)};
    for (std::size_t column = 0; column < m_counts.size(); ++column) {
        const double share =
            chance / static_cast<double>(std::max<std::int64_t>(1, triesOf(column)));
        m_levels.push_back({.chance = share, .quantile = normalQuantile(share)});
    }
}

std::vector<Finding> Search::findings() const
{
    std::vector<Finding> all;
    for (std::size_t column = 0; column < m_counts.size(); ++column) {
        addCodes(all, column);
        if (m_table.columns[column].kind == Column::Kind::Number)
            addRange(all, column);
    }
    for (Finding& finding : all)
        finding.counts = countsOf(finding.property);
    std::ranges::stable_sort(all, std::greater{},
                             [](const Finding& finding) { return finding.difference.low; });
    return all;
}

std::int64_t Search::rowsOf(std::size_t column, std::size_t code) const
{
    return numberOf(column, code, Suspect) + numberOf(column, code, Rest);
}

std::int64_t Search::numberOf(std::size_t column, std::size_t code, std::uint8_t group) const
{
    return m_counts[column][kGroups * code + group];
}

bool Search::isTried(std::size_t column, std::size_t code) const
{
    return rowsOf(column, code) >= m_settings.fewestRows;
}

// Without the missing value.
std::int64_t Search::triesOf(std::size_t column) const
{
    const auto codes = static_cast<std::int64_t>(m_counts[column].size() / kGroups);
    if (m_table.columns[column].kind == Column::Kind::Number)
        return codes * (codes - 1) / 2; // every range of bins
    std::int64_t tries = 0;
    for (std::int64_t code = 1; code < codes; ++code)
        tries += isTried(column, static_cast<std::size_t>(code)) ? 1 : 0;
    return tries;
}

FourCounts Search::countsOf(const Property& property) const
{
    FourCounts counts{.suspectsWith = 0, .suspects = m_suspects, .restWith = 0, .rest = m_rest};
    for (std::uint32_t code = property.first; code <= property.last; ++code) {
        counts.suspectsWith += numberOf(property.column, code, Suspect);
        counts.restWith += numberOf(property.column, code, Rest);
    }
    return counts;
}

// Values, and that there is none; of numbers only the latter.
void Search::addCodes(std::vector<Finding>& all, std::size_t column) const
{
    const bool isNumber = m_table.columns[column].kind == Column::Kind::Number;
    const auto codes = static_cast<std::uint32_t>(m_counts[column].size() / kGroups);
    const auto levelOf = [&](std::uint32_t code) {
        return code == kMissing ? m_missing : m_levels[column];
    };
    std::vector<std::uint32_t> likely;
    std::int64_t fewest = m_suspects + m_rest;
    PropertyOfCode propertyOf(codes);
    for (std::uint32_t code = 0; code < (isNumber ? 1 : codes); ++code) {
        const Property property{.column = column, .first = code, .last = code};
        if (!isTried(column, code) || !isSure(weighed(countsOf(property)), levelOf(code).chance))
            continue;
        likely.push_back(code);
        fewest = std::min(fewest, rowsOf(column, code));
        propertyOf[code] = static_cast<std::uint32_t>(likely.size());
    }
    if (likely.empty())
        return;
    if (m_clusters.areSingle()) {
        for (const std::uint32_t code : likely) {
            const Property property{.column = column, .first = code, .last = code};
            const WeighedCounts counts = weighed(countsOf(property));
            if (auto finding = findingOf(property, counts, levelOf(code).chance))
                all.push_back(std::move(*finding));
        }
        return;
    }
    const Column& of = m_table.columns[column];
    const auto likeness = m_clusters.likeness(of, propertyOf, likely.size(), fewest);
    std::vector<bool> isFound(likely.size());
    for (const Weighing weighing : {Weighing::Typical, Weighing::Each}) {
        const auto weights = m_clusters.weighed(of, propertyOf, likeness, weighing);
        for (std::size_t i = 0; i < likely.size(); ++i) {
            const WeighedCounts counts{.suspectsWith = weights[i].first,
                                       .suspects =
                                           m_clusters.weighedAll(Suspect, likeness[i], weighing),
                                       .restWith = weights[i].second,
                                       .rest = m_clusters.weighedAll(Rest, likeness[i], weighing)};
            auto finding = isFound[i]
                ? std::nullopt
                : findingOf({.column = column, .first = likely[i], .last = likely[i]}, counts,
                            levelOf(likely[i]).chance);
            if (!finding)
                continue;
            isFound[i] = true;
            all.push_back(std::move(*finding));
        }
    }
}

void Search::addRange(std::vector<Finding>& all, std::size_t column) const
{
    std::optional<Finding> found = surestRange(column, binsOf(column, 0, Weighing::Each));
    if (found && !m_clusters.areSingle()) {
        found = surestRange(column, Weighing::Typical);
        if (!found)
            found = surestRange(column, Weighing::Each);
    }
    if (found)
        all.push_back(std::move(*found));
}

// Of all ranges of bins the surest. How alike the rows of a cluster are depends on the range: it is
// searched for with what all ranks are alike, and again when the range found is more so.
std::optional<Finding> Search::surestRange(std::size_t column, Weighing weighing) const
{
    double likeness = m_clusters.rankLikeness(m_table.columns[column]);
    std::optional<Finding> found;
    for (int turn = 0; turn < kMostTurns; ++turn) {
        found = surestRange(column, binsOf(column, likeness, weighing));
        const double own = found ? likenessOf(found->property) : 0;
        if (own <= likeness + kAlikeEnough)
            break;
        likeness = turn + 2 < kMostTurns ? own : 1;
    }
    return found;
}

double Search::likenessOf(const Property& range) const
{
    const Column& column = m_table.columns[range.column];
    PropertyOfCode propertyOf(column.codeCount());
    for (std::uint32_t code = range.first; code <= range.last; ++code)
        propertyOf[code] = 1;
    const FourCounts counts = countsOf(range);
    return m_clusters.likeness(column, propertyOf, 1, counts.suspectsWith + counts.restWith)
        .front();
}

Search::Bins Search::binsOf(std::size_t column, double likeness, Weighing weighing) const
{
    const std::size_t codes = m_counts[column].size() / kGroups;
    Bins bins;
    if (likeness <= 0) {
        for (std::size_t code = 0; code < codes; ++code) {
            bins.suspects.push_back(static_cast<double>(numberOf(column, code, Suspect)));
            bins.rest.push_back(static_cast<double>(numberOf(column, code, Rest)));
        }
        bins.allSuspects = static_cast<double>(m_suspects);
        bins.allRest = static_cast<double>(m_rest);
        return bins;
    }
    PropertyOfCode propertyOf(codes);
    std::iota(propertyOf.begin(), propertyOf.end(), std::uint32_t{1});
    const std::vector<double> all(codes, likeness);
    for (const auto& [suspects, rest] :
         m_clusters.weighed(m_table.columns[column], propertyOf, all, weighing)) {
        bins.suspects.push_back(suspects);
        bins.rest.push_back(rest);
    }
    bins.allSuspects = m_clusters.weighedAll(Suspect, likeness, weighing);
    bins.allRest = m_clusters.weighedAll(Rest, likeness, weighing);
    return bins;
}

// By Newcombe's interval, which is quick; the finding itself is told with the exact one.
std::optional<Finding> Search::surestRange(std::size_t column, const Bins& bins) const
{
    struct Range
    {
        Property property;
        WeighedCounts counts;
        double low = 0;
    };
    const Level level = m_levels[column];
    const auto last = static_cast<std::uint32_t>(bins.suspects.size()) - 1;
    Range best;
    Range open;
    for (std::uint32_t from = 1; from <= last; ++from) {
        WeighedCounts counts{
            .suspectsWith = 0, .suspects = bins.allSuspects, .restWith = 0, .rest = bins.allRest};
        std::int64_t rows = 0;
        for (std::uint32_t to = from; to <= last; ++to) {
            counts.suspectsWith += bins.suspects[to];
            counts.restWith += bins.rest[to];
            rows += rowsOf(column, to);
            // The interval cannot lie above the difference itself, which is cheaper.
            if (rows < m_settings.fewestRows || valueOf(counts) <= kOpenEnough * best.low)
                continue;
            const double low = weighedDifference(counts, level.quantile).low;
            const bool isOpen = (from == 1) != (to == last);
            if (!(low > best.low || (isOpen && low > open.low)) || !isSure(counts, level.chance))
                continue;
            const Range range{.property = {.column = column, .first = from, .last = to},
                              .counts = counts,
                              .low = low};
            if (isOpen && low > open.low)
                open = range;
            if (low > best.low)
                best = range;
        }
    }
    if (best.low <= 0)
        return std::nullopt;
    const bool isOpenBetter = open.low >= kOpenEnough * best.low;
    for (const Range& range : {isOpenBetter ? open : best, isOpenBetter ? best : open})
        if (auto finding = findingOf(range.property, range.counts, level.chance))
            return finding;
    return std::nullopt;
}

} // namespace attribution
