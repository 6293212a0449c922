// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attribution/clusters.h"

#include "models/attribution/scatter.h"

#include <algorithm>
#include <array>
#include <bit>
#include <limits>
#include <numeric>

namespace attribution {

namespace {

constexpr std::uint64_t kEnough = 50'000; // rows to tell how alike they are
constexpr std::uint32_t kNoCluster = std::numeric_limits<std::uint32_t>::max();

// Pairs of rows of the same cluster that both have a property, and rows that have it, each weighed
// so that they become shares.
struct Pairs
{
    double both = 0;
    double with = 0;
};

double correlationOf(const Pairs& pairs, double all)
{
    if (all <= 0)
        return 0;
    const double share = pairs.with / all;
    const double most = share * (1 - share);
    return most > 0 ? std::clamp((pairs.both / all - share * share) / most, 0.0, 1.0) : 0;
}

// Calls with the codes of a row, of a set each of them.
template<class Codes, class Call>
void forCodes(const Column& column, const Codes& codes, std::size_t row, Call&& call)
{
    if (column.kind != Column::Kind::Set)
        return call(std::uint32_t{codes[row]});
    if (column.starts[row] == column.starts[row + 1])
        return call(kMissing);
    for (std::size_t place = column.starts[row]; place < column.starts[row + 1]; ++place)
        call(std::uint32_t{codes[place]});
}

} // namespace

Clusters::Clusters(std::span<const std::uint64_t> ids, const std::vector<std::uint8_t>& groups)
    : m_groups(groups)
{
    if (ids.size() != groups.size())
        return;
    number(ids);
    order();
    measure();
}

// An open table: a million of ids take a few hundredths of a second.
void Clusters::number(std::span<const std::uint64_t> ids)
{
    const std::size_t places = std::bit_ceil(2 * ids.size() + 2);
    std::vector<std::uint32_t> table(places, kNoCluster);
    std::vector<std::uint64_t> known;
    m_clusterOf.assign(ids.size(), kNoCluster);
    for (std::size_t row = 0; row < ids.size(); ++row) {
        if (m_groups[row] == Neither)
            continue;
        const std::uint64_t mixed = ids[row] * 0x9E3779B97F4A7C15U;
        std::size_t place = (mixed ^ (mixed >> 32)) & (places - 1);
        while (table[place] != kNoCluster && known[table[place]] != ids[row])
            place = (place + 1) & (places - 1);
        if (table[place] == kNoCluster) {
            table[place] = static_cast<std::uint32_t>(known.size());
            known.push_back(ids[row]);
        }
        m_clusterOf[row] = table[place];
    }
    m_count = static_cast<std::uint32_t>(known.size());
}

void Clusters::order()
{
    std::vector<std::uint32_t> next(std::size_t{m_count} + 1);
    for (const std::uint32_t cluster : m_clusterOf)
        if (cluster != kNoCluster)
            ++next[cluster];
    std::uint32_t place = 0;
    for (std::uint32_t& size : next) {
        if (size < 2) {
            size = kNoCluster;
            continue;
        }
        m_starts.push_back(place);
        place += std::exchange(size, place);
    }
    m_starts.push_back(place);
    m_rows.resize(place);
    for (std::size_t row = 0; row < m_clusterOf.size(); ++row)
        if (m_clusterOf[row] != kNoCluster && next[m_clusterOf[row]] != kNoCluster)
            m_rows[next[m_clusterOf[row]]++] = static_cast<std::uint32_t>(row);
}

void Clusters::measure()
{
    m_sizes.assign(m_groups.size(), 1);
    std::array<std::vector<double>, kGroups> rowsOfSize; // by size
    for (auto& rows : rowsOfSize)
        rows.resize(2);
    for (const std::uint8_t group : m_groups)
        rowsOfSize[group][1] += 1;
    for (std::size_t cluster = 0; cluster + 1 < m_starts.size(); ++cluster) {
        const std::span rows(m_rows.data() + m_starts[cluster],
                             m_starts[cluster + 1] - m_starts[cluster]);
        std::array<std::uint32_t, kGroups> sizes{};
        for (const std::uint32_t row : rows)
            ++sizes[m_groups[row]];
        for (const std::uint32_t row : rows)
            m_sizes[row] = sizes[m_groups[row]];
        for (std::size_t group = 0; group < kGroups; ++group) {
            auto& all = rowsOfSize[group];
            all.resize(std::max<std::size_t>(all.size(), sizes[group] + std::size_t{1}));
            all[1] -= sizes[group];
            all[sizes[group]] += sizes[group];
        }
    }
    for (std::size_t group = 0; group < kGroups; ++group) {
        const double all = std::accumulate(rowsOfSize[group].begin(), rowsOfSize[group].end(), 0.0);
        double below = 0;
        m_typical[group] = 1;
        for (std::size_t size = 1; size < rowsOfSize[group].size(); ++size) {
            const double rows = rowsOfSize[group][size];
            if (rows <= 0)
                continue;
            m_rowsOfSize[group].emplace_back(size, rows);
            if (below < all / 2)
                m_typical[group] = static_cast<double>(size);
            below += rows;
        }
    }
}

template<class Call>
void Clusters::forClusters(std::int64_t rows, Call&& call) const
{
    const std::uint64_t most = mostScattered(kEnough, static_cast<std::uint64_t>(rows));
    for (std::size_t cluster = 0; cluster + 1 < m_starts.size(); ++cluster)
        if (scattered(cluster) <= most)
            call(std::span(m_rows.data() + m_starts[cluster],
                           m_starts[cluster + 1] - m_starts[cluster]));
}

std::vector<double> Clusters::likeness(const Column& column, const PropertyOfCode& propertyOf,
                                       std::size_t properties, std::int64_t fewest) const
{
    std::vector<Pairs> byRows(properties);
    std::vector<Pairs> byClusters(properties);
    std::vector<std::uint32_t> counts(properties);
    std::vector<std::uint32_t> seen;
    double allRows = 0;
    double allClusters = 0;
    const auto addCluster = [&](const auto& codes, std::span<const std::uint32_t> rows) {
        for (const std::uint32_t row : rows)
            forCodes(column, codes, row, [&](std::uint32_t code) {
                const std::uint32_t place = propertyOf[code];
                if (place != 0 && counts[place - 1]++ == 0)
                    seen.push_back(place - 1);
            });
        const auto size = static_cast<double>(rows.size());
        allRows += size;
        allClusters += 1;
        for (const std::uint32_t property : seen) {
            const double with = std::exchange(counts[property], 0);
            const double both = with * (with - 1) / (size - 1);
            byRows[property].both += both;
            byRows[property].with += with;
            byClusters[property].both += both / size;
            byClusters[property].with += with / size;
        }
        seen.clear();
    };
    std::visit(
        [&](const auto& codes) {
            forClusters(fewest,
                        [&](std::span<const std::uint32_t> rows) { addCluster(codes, rows); });
        },
        column.codes);
    std::vector<double> result;
    for (std::size_t i = 0; i < properties; ++i)
        result.push_back(
            std::max(correlationOf(byRows[i], allRows), correlationOf(byClusters[i], allClusters)));
    return result;
}

double Clusters::rankLikeness(const Column& column) const
{
    const auto& codes = std::get<std::vector<std::uint8_t>>(column.codes); // as numbers have
    const auto all = static_cast<std::int64_t>(m_rows.size());
    std::vector<double> ranks(column.codeCount());
    forClusters(all, [&](std::span<const std::uint32_t> rows) {
        for (const std::uint32_t row : rows)
            ranks[codes[row]] += 1;
    });
    ranks[kMissing] = 0;
    const double told = std::accumulate(ranks.begin(), ranks.end(), 0.0);
    double below = 0;
    double variance = 0;
    for (double& rank : ranks) { // of mean zero
        const double rows = std::exchange(rank, below + rank / 2 - told / 2);
        below += rows;
        variance += rows * rank * rank;
    }
    double together = 0;
    forClusters(all, [&](std::span<const std::uint32_t> rows) {
        double sum = 0;
        double squares = 0;
        double size = 0;
        for (const std::uint32_t row : rows) {
            if (codes[row] == kMissing)
                continue;
            sum += ranks[codes[row]];
            squares += ranks[codes[row]] * ranks[codes[row]];
            size += 1;
        }
        together += size > 1 ? (sum * sum - squares) / (size - 1) : 0;
    });
    return variance > 0 ? std::clamp(together / variance, 0.0, 1.0) : 0;
}

double Clusters::leastSize(std::size_t group, Weighing weighing) const
{
    return weighing == Weighing::Typical ? m_typical[group] : 1;
}

std::vector<std::pair<double, double>> Clusters::weighed(const Column& column,
                                                         const PropertyOfCode& propertyOf,
                                                         const std::vector<double>& likeness,
                                                         Weighing weighing) const
{
    std::vector<std::pair<double, double>> result(likeness.size());
    std::array<double, kGroups> least{};
    for (std::size_t group = 0; group < kGroups; ++group)
        least[group] = leastSize(group, weighing);
    std::visit(
        [&](const auto& codes) {
            for (std::size_t row = 0; row < m_groups.size(); ++row) {
                const std::uint8_t group = m_groups[row];
                if (group == Neither)
                    continue;
                const double size = std::max<double>(m_sizes[row], least[group]);
                forCodes(column, codes, row, [&](std::uint32_t code) {
                    const std::uint32_t place = propertyOf[code];
                    if (place == 0)
                        return;
                    auto& counts = result[place - 1];
                    (group == Suspect ? counts.first : counts.second) +=
                        1 / (1 + (size - 1) * likeness[place - 1]);
                });
            }
        },
        column.codes);
    return result;
}

double Clusters::weighedAll(Group group, double likeness, Weighing weighing) const
{
    double sum = 0;
    for (const auto& [size, rows] : m_rowsOfSize[group])
        sum += rows / (1 + (std::max(size, leastSize(group, weighing)) - 1) * likeness);
    return sum;
}

std::int64_t Clusters::countWith(const RowSet& rows) const
{
    if (m_clusterOf.empty())
        return rows.count();
    std::vector<bool> seen(m_count);
    std::int64_t count = 0;
    for (std::size_t word = 0; word < rows.words().size(); ++word) {
        for (std::uint64_t bits = rows.words()[word]; bits != 0; bits &= bits - 1) {
            const std::uint32_t cluster =
                m_clusterOf[word * 64 + static_cast<std::size_t>(std::countr_zero(bits))];
            if (cluster == kNoCluster || seen[cluster])
                continue;
            seen[cluster] = true;
            ++count;
        }
    }
    return count;
}

} // namespace attribution
