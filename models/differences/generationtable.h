// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/attribution/column.h"
#include "models/attribution/rowset.h"
#include "models/differences/attribute.h"
#include "models/store/query.h"
#include "models/telemetry/ids.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace differences {

struct GenerationRow
{
    telemetry::SpanKey key;
    telemetry::Timestamp start;
    telemetry::Timestamp end; // not after `start`: not known
    telemetry::Timestamp recorded;
    std::uint32_t service = 0; // in GenerationTable::services
    float suspicion = std::numeric_limits<float>::quiet_NaN(); // probability; NaN: nobody judged it
    std::uint64_t person = 0; // a hash of the user, else of the session; 0: neither is told
};

// The generations of a view, with what is known of each, as it was known at view.knownAt. Immutable
// once made; crosses threads as shared_ptr<const GenerationTable>. Content is not in it.
struct GenerationTable
{
    store::View view;
    std::string service; // empty: all
    std::vector<GenerationRow> rows; // by start
    std::vector<std::string> services;
    // In this order: an attribute, its column, and its numbers by row (NaN: missing; empty when it
    // has texts). Table::rows is rows.size(); answers of one person (else trace) are a cluster.
    std::vector<Attribute> attributes;
    attribution::Table table;
    std::vector<std::vector<float>> numbers;
    std::vector<LeftOut> leftOut;
    std::int64_t inView = 0; // generations in the view, as far as is known
    std::int64_t toRead = 0; // of them; the latest, when there are too many
    bool isComplete() const { return static_cast<std::int64_t>(rows.size()) >= toRead; }

    std::optional<std::size_t> attribute(std::string_view id) const;
    std::optional<std::size_t> row(const telemetry::SpanKey& key) const;
    attribution::RowSet rowsWhere(const std::function<bool(const GenerationRow&)>& holds) const;
    // Those with at least this probability of being wrong, 0..1.
    attribution::RowSet suspects(double minimum) const;
    // Those that were judged: of the others nothing is known.
    attribution::RowSet judged() const;
    attribution::RowSet rowsOf(const std::vector<telemetry::SpanKey>& keys) const; // as far as here

    std::unordered_map<telemetry::SpanKey, std::size_t> index; // of the rows
};

} // namespace differences
