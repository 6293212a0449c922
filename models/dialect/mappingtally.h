// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/mapping.h"

#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dialect {

// Gathers what one record after another was read from, and counts those that were read alike once.
// Filled by FieldSet and RecordReader on the ingest path; reading back does not pay for it.
class RecordTally
{
public:
    explicit RecordTally(MappingTally& tally);

    void clear(); // before each record
    void addField(const MappedField& field); // once, however often the record has it
    void addUnknown(std::string_view name, std::string_view value);
    void addConflict(FieldConflict conflict); // once; no more than kMostConflicts
    void setDialect(std::uint32_t dialect) { m_shape.dialect = dialect; }
    void setKind(telemetry::StepKind kind) { m_shape.kind = kind; }
    void addFacts(Facts facts) { m_shape.facts |= facts; }
    // The record is read: its shape's number in the tally.
    std::uint32_t finish(std::uint32_t resource, bool isLog);

private:
    std::uint64_t signature() const;

    MappingTally& m_tally;
    MappingShape m_shape; // of the record at hand
    std::unordered_map<std::uint64_t, std::uint32_t> m_shapes; // by signature
};

} // namespace dialect
