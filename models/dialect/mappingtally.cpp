// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/mappingtally.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace dialect {

namespace {

std::uint64_t mixed(std::uint64_t hash, std::uint64_t value)
{
    // The finaliser of MurmurHash3 (public domain, A. Appleby) over a running sum.
    hash = (hash + value) * 0xFF51AFD7ED558CCDULL;
    hash ^= hash >> 33U;
    return hash * 0xC4CEB9FE1A85EC53ULL;
}

} // namespace

RecordTally::RecordTally(MappingTally& tally)
    : m_tally(tally)
{
}

void RecordTally::clear()
{
    m_shape.dialect = kNoName;
    m_shape.kind = telemetry::StepKind::Other;
    m_shape.facts = 0;
    m_shape.fields.clear();
    m_shape.unknown.clear();
    m_shape.unnamed = 0;
    m_shape.conflicts.clear();
}

void RecordTally::addField(const MappedField& field)
{
    if (std::find(m_shape.fields.begin(), m_shape.fields.end(), field) == m_shape.fields.end())
        m_shape.fields.push_back(field);
}

void RecordTally::addUnknown(std::string_view name, std::string_view value)
{
    if (m_shape.unknown.size() < MappingTally::kMostUnknown)
        m_shape.unknown.push_back({.name = name, .value = value});
    else
        ++m_shape.unnamed;
}

void RecordTally::addConflict(FieldConflict conflict)
{
    const auto isSame = [&conflict](const FieldConflict& other) {
        return other.field == conflict.field && other.won == conflict.won
            && other.lost == conflict.lost;
    };
    auto& known = m_shape.conflicts;
    if (known.size() < MappingTally::kMostConflicts
        && std::none_of(known.begin(), known.end(), isSame))
        known.push_back(std::move(conflict));
}

std::uint64_t RecordTally::signature() const
{
    std::uint64_t hash = mixed(m_shape.resource, m_shape.dialect);
    hash = mixed(hash, static_cast<std::uint64_t>(m_shape.kind) << 1U | (m_shape.isLog ? 1U : 0U));
    hash = mixed(hash, m_shape.facts);
    hash = mixed(hash, m_shape.unnamed);
    for (const MappedField& field : m_shape.fields) {
        hash = mixed(hash, static_cast<std::uint64_t>(field.attribute) << 32U | field.event);
        hash = mixed(hash, static_cast<std::uint64_t>(field.field));
    }
    hash = mixed(hash, m_shape.fields.size());
    for (const UnknownAttribute& unknown : m_shape.unknown)
        hash = mixed(hash, std::hash<std::string_view>{}(unknown.name));
    for (const FieldConflict& conflict : m_shape.conflicts) {
        hash = mixed(hash, static_cast<std::uint64_t>(conflict.won) << 32U | conflict.lost);
        hash = mixed(hash, static_cast<std::uint64_t>(conflict.field));
    }
    return hash;
}

std::uint32_t RecordTally::finish(std::uint32_t resource, bool isLog)
{
    m_shape.resource = resource;
    m_shape.isLog = isLog;
    const auto [found, isNew] =
        m_shapes.try_emplace(signature(), static_cast<std::uint32_t>(m_tally.shapes.size()));
    if (isNew)
        m_tally.shapes.push_back(m_shape);
    return found->second;
}

} // namespace dialect
