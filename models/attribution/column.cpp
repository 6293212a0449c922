// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/attribution/column.h"

#include "models/attribution/scatter.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

namespace attribution {

namespace {

constexpr std::size_t kBinSample = 65'536; // rows that decide where bins begin

template<class Code>
Codes narrowed(std::span<const std::uint32_t> codes)
{
    std::vector<Code> narrow;
    narrow.reserve(codes.size());
    for (const std::uint32_t code : codes)
        narrow.push_back(static_cast<Code>(code));
    return narrow;
}

Codes narrowest(std::span<const std::uint32_t> codes, std::size_t codeCount)
{
    if (codeCount <= std::numeric_limits<std::uint8_t>::max() + std::size_t{1})
        return narrowed<std::uint8_t>(codes);
    if (codeCount <= std::numeric_limits<std::uint16_t>::max() + std::size_t{1})
        return narrowed<std::uint16_t>(codes);
    return narrowed<std::uint32_t>(codes);
}

// Some of the numbers, ascending; about kBinSample, or all when they are fewer.
std::vector<double> sampleOf(std::span<const double> numbers)
{
    const auto finite = static_cast<std::size_t>(
        std::ranges::count_if(numbers, [](double number) { return std::isfinite(number); }));
    const std::uint64_t most = mostScattered(kBinSample, finite);
    std::vector<double> sample;
    for (std::size_t row = 0; row < numbers.size(); ++row)
        if (std::isfinite(numbers[row]) && scattered(row) <= most)
            sample.push_back(numbers[row]);
    std::ranges::sort(sample);
    return sample;
}

// The upper edges of bins, ascending; the last is infinite. A number that is more frequent than a
// bin should be has an edge right below it too.
std::vector<double> binEdges(std::span<const double> numbers)
{
    const std::vector<double> sample = sampleOf(numbers);
    std::vector<double> edges;
    bool isAlone = false; // the last edge's number has a bin of its own
    for (std::size_t bin = 1; bin < kMostBins && !sample.empty(); ++bin) {
        const double edge = sample[std::min(sample.size() - 1, bin * sample.size() / kMostBins)];
        if (edges.empty() || edge > edges.back()) {
            edges.push_back(edge);
            isAlone = false;
        } else if (!isAlone) { // it could have had two
            isAlone = true;
            const double below = std::nextafter(edge, -std::numeric_limits<double>::infinity());
            if (edges.size() == 1 || edges[edges.size() - 2] < below)
                edges.insert(edges.end() - 1, below);
        }
    }
    edges.push_back(std::numeric_limits<double>::infinity());
    return edges;
}

} // namespace

std::size_t Column::rows() const
{
    if (kind == Kind::Set)
        return starts.empty() ? 0 : starts.size() - 1;
    return std::visit([](const auto& all) { return all.size(); }, codes);
}

std::uint32_t Column::codeAt(std::size_t row) const
{
    const auto at = [this](std::size_t place) {
        return std::visit([&](const auto& all) { return static_cast<std::uint32_t>(all[place]); },
                          codes);
    };
    if (kind != Kind::Set)
        return at(row);
    return starts[row] == starts[row + 1] ? kMissing : at(starts[row]);
}

std::size_t Column::codeCount() const
{
    return 1 + (kind == Kind::Number ? lows.size() : values.size());
}

std::uint32_t Column::codeOf(std::string_view value) const
{
    const auto found = std::ranges::find(values, value);
    return found == values.end() ? kMissing
                                 : static_cast<std::uint32_t>(found - values.begin()) + 1;
}

std::uint32_t Values::codeOf(std::string_view text)
{
    auto known = m_known.find(text);
    if (known == m_known.end()) {
        m_values.emplace_back(text);
        known = m_known.emplace(text, static_cast<std::uint32_t>(m_values.size())).first;
    }
    return known->second;
}

Column categoryColumn(std::string name, std::span<const std::uint32_t> codes,
                      std::vector<std::string> values)
{
    Column column;
    column.name = std::move(name);
    column.kind = Column::Kind::Category;
    column.codes = narrowest(codes, values.size() + 1);
    column.values = std::move(values);
    return column;
}

Column setColumn(std::string name, std::span<const std::vector<std::uint32_t>> rows,
                 std::vector<std::string> values)
{
    Column column;
    column.name = std::move(name);
    column.kind = Column::Kind::Set;
    std::vector<std::uint32_t> codes;
    column.starts.reserve(rows.size() + 1);
    column.starts.push_back(0);
    for (const std::vector<std::uint32_t>& row : rows) {
        const auto begin = static_cast<std::ptrdiff_t>(codes.size());
        codes.insert(codes.end(), row.begin(), row.end());
        std::sort(codes.begin() + begin, codes.end());
        codes.erase(std::unique(codes.begin() + begin, codes.end()), codes.end());
        column.starts.push_back(static_cast<std::uint32_t>(codes.size()));
    }
    column.codes = narrowest(codes, values.size() + 1);
    column.values = std::move(values);
    return column;
}

Column numberColumn(std::string name, std::span<const double> numbers)
{
    const std::vector<double> edges = binEdges(numbers);
    std::vector<double> lows(edges.size(), std::numeric_limits<double>::infinity());
    std::vector<double> highs(edges.size(), -std::numeric_limits<double>::infinity());
    std::vector<std::uint8_t> codes;
    codes.reserve(numbers.size());
    for (const double number : numbers) {
        if (!std::isfinite(number)) {
            codes.push_back(kMissing);
            continue;
        }
        const auto bin =
            static_cast<std::size_t>(std::ranges::lower_bound(edges, number) - edges.begin());
        lows[bin] = std::min(lows[bin], number);
        highs[bin] = std::max(highs[bin], number);
        codes.push_back(static_cast<std::uint8_t>(bin + 1));
    }
    // Bins that no row fell into are left out.
    std::vector<std::uint8_t> renumbered(edges.size() + 1, kMissing);
    Column column;
    column.name = std::move(name);
    column.kind = Column::Kind::Number;
    for (std::size_t bin = 0; bin < edges.size(); ++bin) {
        if (lows[bin] > highs[bin])
            continue;
        column.lows.push_back(lows[bin]);
        column.highs.push_back(highs[bin]);
        renumbered[bin + 1] = static_cast<std::uint8_t>(column.lows.size());
    }
    for (std::uint8_t& code : codes)
        code = renumbered[code];
    column.codes = std::move(codes);
    return column;
}

} // namespace attribution
