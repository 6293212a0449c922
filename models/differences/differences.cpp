// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/differences/differences.h"

#include <algorithm>
#include <bit>
#include <utility>

namespace differences {

namespace {

using attribution::Column;
using attribution::kMissing;
using attribution::Property;
using attribution::RowSet;
using Bar = DistributionBar;

NamedProperty named(const GenerationTable& table, const Property& property)
{
    const Column& column = table.table.columns[property.column];
    NamedProperty result;
    result.attribute = table.attributes[property.column];
    if (property.isMissing()) {
        result.kind = NamedProperty::Kind::Missing;
    } else if (column.kind == Column::Kind::Number) {
        result.kind = NamedProperty::Kind::Range;
        const bool isWhole = property.first == 1 && property.last + 1 == column.codeCount();
        if (property.first > 1 || isWhole)
            result.low = column.lows[property.first - 1];
        if (property.last + 1 < column.codeCount() || isWhole)
            result.high = column.highs[property.last - 1];
    } else {
        result.value = column.values[property.first - 1];
        result.isMember = column.kind == Column::Kind::Set;
    }
    return result;
}

bool isIn(const Property& property, std::uint32_t code)
{
    return property.first <= code && code <= property.last;
}

// Neighbouring bins together, but none across the end of the property's range: bars are wholly in
// it or not.
std::vector<Bar> rangeBars(const Column& column, const Property& property,
                           const attribution::Distributions& counts)
{
    const auto bins = static_cast<std::uint32_t>(column.codeCount()) - 1;
    const std::uint32_t wanted = DifferenceRow::kMostBars - 4; // some end early at the range
    const std::uint32_t width = (bins + wanted - 1) / wanted;
    std::vector<Bar> bars;
    std::uint32_t inBar = width;
    for (std::uint32_t code = 1; code <= bins; ++code) {
        const bool isInside = isIn(property, code);
        if (inBar >= width || bars.back().isInProperty != isInside) {
            bars.push_back({.kind = Bar::Kind::Range,
                            .value = {},
                            .low = column.lows[code - 1],
                            .isInProperty = isInside});
            inBar = 0;
        }
        ++inBar;
        bars.back().high = column.highs[code - 1];
        bars.back().suspects += counts.suspects[code];
        bars.back().rest += counts.rest[code];
    }
    return bars;
}

// The property's own value, then those that are most frequent in either group.
std::vector<Bar> valueBars(const Column& column, const Property& property,
                           const attribution::Distributions& counts)
{
    std::vector<std::uint32_t> codes;
    for (std::uint32_t code = 1; code < column.codeCount(); ++code)
        if (counts.suspects[code] + counts.rest[code] > 0)
            codes.push_back(code);
    const auto share = [&](std::uint32_t code) {
        const auto part = [](std::int64_t count, std::int64_t of) {
            return of > 0 ? static_cast<double>(count) / static_cast<double>(of) : 0;
        };
        return std::pair(isIn(property, code),
                         std::max(part(counts.suspects[code], counts.suspectRows),
                                  part(counts.rest[code], counts.restRows)));
    };
    std::ranges::stable_sort(codes, std::greater{}, share);
    const std::size_t shown =
        codes.size() <= DifferenceRow::kMostBars - 1 ? codes.size() : DifferenceRow::kMostBars - 2;
    std::vector<Bar> bars;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (i < shown)
            bars.push_back({.kind = Bar::Kind::Value,
                            .value = column.values[codes[i] - 1],
                            .isInProperty = isIn(property, codes[i])});
        else if (i == shown && column.kind == Column::Kind::Set)
            break; // of sets the others overlap: their sum says nothing
        else if (i == shown)
            bars.push_back({.kind = Bar::Kind::Others, .value = {}});
        bars.back().suspects += counts.suspects[codes[i]];
        bars.back().rest += counts.rest[codes[i]];
    }
    return bars;
}

std::vector<Bar> barsOf(const Column& column, const Property& property, const RowSet& suspects,
                        const RowSet& rest)
{
    const attribution::Distributions counts = attribution::distributions(column, suspects, rest);
    std::vector<Bar> bars = column.kind == Column::Kind::Number
        ? rangeBars(column, property, counts)
        : valueBars(column, property, counts);
    if (counts.suspects[kMissing] + counts.rest[kMissing] > 0)
        bars.push_back({.kind = Bar::Kind::Missing,
                        .value = {},
                        .suspects = counts.suspects[kMissing],
                        .rest = counts.rest[kMissing],
                        .isInProperty = property.isMissing()});
    return bars;
}

struct Groups
{
    RowSet suspects;
    RowSet rest;
};

Groups groupsOf(const GenerationTable& table, const DifferenceQuery& query)
{
    if (query.among == DifferenceQuery::Among::Region) {
        const auto isInside = [&](const GenerationRow& row) {
            return query.region.contains(row.start)
                && (query.service.empty() || table.services[row.service] == query.service);
        };
        return {.suspects = table.rowsWhere(isInside),
                .rest = table.rowsWhere([&](const GenerationRow& row) { return !isInside(row); })};
    }
    const auto least = static_cast<float>(query.minimum);
    return {
        .suspects = query.among == DifferenceQuery::Among::Selected ? table.rowsOf(query.selected)
                                                                    : table.suspects(query.minimum),
        // Not a number is not less.
        .rest =
            table.rowsWhere([least](const GenerationRow& row) { return row.suspicion < least; })};
}

// The one service of all rows that are in both; empty where they are of several, or none.
std::string serviceOf(const GenerationTable& table, const RowSet& with, const RowSet& suspects)
{
    std::optional<std::uint32_t> only;
    for (std::size_t row = 0; row < table.rows.size(); ++row) {
        if (!with.contains(row) || !suspects.contains(row))
            continue;
        const std::uint32_t service = table.rows[row].service;
        if (only && *only != service)
            return {};
        only = service;
    }
    return only ? table.services[*only] : std::string();
}

DifferenceRow rowOf(const GenerationTable& table, const Groups& groups,
                    const attribution::Finding& finding)
{
    DifferenceRow row;
    row.property = named(table, finding.property);
    row.counts = finding.counts;
    row.weighed = finding.weighed;
    row.difference = finding.difference;
    row.conversations = finding.suspectClusters;
    row.remainder = finding.remainder;
    row.explainedBy = finding.explainedBy;
    row.goesThrough = finding.goesThrough;
    row.service =
        serviceOf(table, attribution::rowsWith(table.table, finding.property), groups.suspects);
    for (const Property& same : finding.sameRows)
        row.sameAnswers.push_back(named(table, same));
    row.bars = barsOf(table.table.columns[finding.property.column], finding.property,
                      groups.suspects, groups.rest);
    return row;
}

} // namespace

Differences differencesOf(const GenerationTable& table, const DifferenceQuery& query)
{
    const Groups groups = groupsOf(table, query);
    const attribution::Contrast contrast =
        attribution::contrast(table.table, groups.suspects, groups.rest);
    Differences result;
    result.sure = contrast.sure;
    result.tries = contrast.tries;
    result.suspects = contrast.suspects;
    result.rest = contrast.rest;
    result.read = static_cast<std::int64_t>(table.rows.size());
    result.toRead = table.toRead;
    result.inView = table.inView;
    result.suspectConversations = contrast.suspectClusters;
    result.unjudged = result.read - result.suspects - result.rest;
    if (query.among == DifferenceQuery::Among::Selected) {
        const auto selected = static_cast<std::int64_t>(query.selected.size());
        result.notRead = std::max<std::int64_t>(0, selected - result.suspects);
        const RowSet all = table.suspects(query.minimum);
        for (std::size_t word = 0; word < all.words().size(); ++word)
            result.unselected += std::popcount(all.words()[word] & ~groups.suspects.words()[word]);
        result.unjudged -= result.unselected;
    }
    result.leftOut = table.leftOut;
    for (const attribution::Finding& finding : contrast.findings)
        result.rows.push_back(rowOf(table, groups, finding));
    for (const attribution::Finding& finding : contrast.unsure) {
        if (result.isTooFew())
            break;
        result.unsure.push_back(rowOf(table, groups, finding));
        result.unsure.back().isSure = false;
    }
    return result;
}

} // namespace differences
