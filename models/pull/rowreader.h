// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/pull/harvest.h"
#include "models/pull/jsonaccess.h"
#include "models/telemetry/result.h"

#include <cstddef>
#include <functional>
#include <string>

namespace pull {

// Whether a record was taken by an earlier round, by its hash.
using KnownRecords = std::function<bool(std::uint64_t)>;

struct RowContext
{
    const Variables& variables;
    const Lookups& lookups;
    const KnownRecords& isKnown;
    telemetry::Timestamp now; // the back end's
};

// Turns the records of a reply into OTLP or totals, as the mapping says.
class RowReader
{
public:
    RowReader(const RowMapping& mapping, const RowContext& context, Harvest& harvest)
        : m_mapping(mapping)
        , m_context(context)
        , m_harvest(harvest)
    {
    }

    // One parsed document; the number of rows. Unreachable when there is no array where the rows
    // belong.
    telemetry::Result<std::size_t> readDocument(const Json& document);
    // One record a line. Unreachable when a line is no record: the back end gave up half-way and
    // wrote why (ClickHouse does, after a status of 200). What came before is kept.
    telemetry::Result<std::size_t> readLines(const std::string& body);

private:
    void read(const Json& record);
    bool isTaken(std::string_view item);
    void readSpan(const RecordContext& record);
    void readEvaluation(const RecordContext& record);
    void readMetric(const RecordContext& record);
    void readBucket(const RecordContext& record);

    const Field& field(const std::string& name) const;
    std::string text(const std::string& name, const RecordContext& record) const;
    std::optional<std::int64_t> count(const std::string& name, const RecordContext& record) const;
    std::optional<double> level(const RecordContext& record) const;
    std::optional<telemetry::Timestamp> endOf(const RecordContext& record,
                                              telemetry::Timestamp start) const;
    std::string attributes(const RecordContext& record) const;
    std::string resource(const RecordContext& record) const;

    const RowMapping& m_mapping;
    const RowContext& m_context;
    Harvest& m_harvest;
};

} // namespace pull
