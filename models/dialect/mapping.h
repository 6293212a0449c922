// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/facts.h"
#include "models/dialect/field.h"
#include "models/telemetry/generation.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace dialect {

// What the tables made of the records of a batch, for the mapping report: which attribute filled
// which field, which attributes no table knows, where two attributes disagree. Records that were
// read alike share a shape, so that a batch costs little more than its most different records.

// Texts that the numbers below stand for; they live as long as anybody holds them.
struct MappingNames
{
    std::vector<std::string> attributes; // "name", "name#member" of its JSON, or "prefix.*"
    std::vector<std::string> events; // names of span events and log events with a rule
    std::vector<std::string> dialects;
};

inline constexpr std::uint32_t kNoName = UINT32_MAX;

struct MappedField
{
    Field field = Field::Operation;
    std::uint32_t attribute = 0; // in MappingNames; kNoName when the event itself carries it
    std::uint32_t event = kNoName; // the event the attribute stood on

    bool operator==(const MappedField&) const = default;
};

// Views into the batch's buffers.
struct UnknownAttribute
{
    std::string_view name;
    std::string_view value; // AnyValue on the wire
};

// More than an example shows (exampleText()).
inline constexpr std::size_t kConflictBytes = 512;

// Two attributes of one record that tell different things of one field.
struct FieldConflict
{
    Field field = Field::Operation;
    std::uint32_t won = 0; // in MappingNames::attributes
    std::uint32_t lost = 0;
    // Of the first such record, as found, the first kConflictBytes; not yet fit to be shown.
    std::string wonValue;
    std::string lostValue;
};

struct MappingShape
{
    std::uint32_t resource = 0; // index into Batch::resources
    std::uint32_t dialect = kNoName; // that filled most; none when no table filled anything
    telemetry::StepKind kind = telemetry::StepKind::Other;
    bool isLog = false;
    Facts facts = 0; // generations only
    std::vector<MappedField> fields;
    std::vector<UnknownAttribute> unknown;
    std::uint32_t unnamed = 0; // further unknown attributes, beyond kMostUnknown
    std::vector<FieldConflict> conflicts;
};

struct MappingTally
{
    static constexpr std::uint32_t kNoShape = UINT32_MAX;
    static constexpr std::size_t kMostUnknown = 64; // of one record, by name
    static constexpr std::size_t kMostConflicts = 64; // of one record

    std::shared_ptr<const MappingNames> names; // null when nothing was tallied
    std::vector<MappingShape> shapes;
    std::vector<std::uint32_t> spans; // index into shapes, one a span of the batch
    std::vector<std::uint32_t> logs; // likewise; kNoShape for records that no table reads
};

// A value as an example for people: one line, at most 80 code points, nothing invisible in it. What
// is a secret by the attribute's name or by its own looks is left out, and that is said.
std::string exampleText(std::string_view attribute, std::string_view value);
std::string exampleOfWire(std::string_view attribute, std::string_view anyValue);

} // namespace dialect
