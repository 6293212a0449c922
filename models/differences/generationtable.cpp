// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/differences/generationtable.h"

#include <algorithm>
#include <cmath>

namespace differences {

std::optional<std::size_t> GenerationTable::attribute(std::string_view id) const
{
    const auto found = std::ranges::find(attributes, id, &Attribute::id);
    if (found == attributes.end())
        return std::nullopt;
    return static_cast<std::size_t>(found - attributes.begin());
}

std::optional<std::size_t> GenerationTable::row(const telemetry::SpanKey& key) const
{
    const auto found = index.find(key);
    return found == index.end() ? std::nullopt : std::optional(found->second);
}

attribution::RowSet
GenerationTable::rowsWhere(const std::function<bool(const GenerationRow&)>& holds) const
{
    attribution::RowSet set(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        if (holds(rows[i]))
            set.insert(i);
    return set;
}

attribution::RowSet GenerationTable::suspects(double minimum) const
{
    const auto least = static_cast<float>(minimum);
    return rowsWhere([least](const GenerationRow& row) { return row.suspicion >= least; });
}

attribution::RowSet GenerationTable::judged() const
{
    return rowsWhere([](const GenerationRow& row) { return !std::isnan(row.suspicion); });
}

attribution::RowSet GenerationTable::rowsOf(const std::vector<telemetry::SpanKey>& keys) const
{
    attribution::RowSet set(rows.size());
    for (const telemetry::SpanKey& key : keys)
        if (const auto found = row(key))
            set.insert(*found);
    return set;
}

} // namespace differences
