// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/mappingwriter.h"

#include "models/store/mappingshape.h"
#include "models/store/minute.h"
#include "models/telemetry/utf8.h"

#include <algorithm>

namespace store {

namespace {

constexpr std::size_t kCellsKept = 20'000;
constexpr std::size_t kLongestName = 200; // bytes of an attribute's name that are kept

std::int64_t mostOf(MappingKind kind)
{
    switch (kind) {
    case MappingKind::Shape:
        return MappingWriter::kMostShapes;
    case MappingKind::Unknown:
        return MappingWriter::kMostUnknown;
    case MappingKind::Conflict:
        return MappingWriter::kMostConflicts;
    case MappingKind::Instance:
        return MappingWriter::kMostInstances;
    case MappingKind::Others:
        break;
    }
    return 4; // one for each kind above
}

std::string shortName(std::string_view name)
{
    return telemetry::sanitizedUtf8(name.substr(0, kLongestName));
}

// New records of each shape.
std::vector<std::int64_t> newRecords(const dialect::MappingTally& tally,
                                     const std::vector<bool>& newSpans,
                                     const std::vector<bool>& newLogs)
{
    std::vector<std::int64_t> counts(tally.shapes.size(), 0);
    const auto add = [&counts](const std::vector<std::uint32_t>& shapes,
                               const std::vector<bool>& isNew) {
        for (std::size_t i = 0; i < std::min(shapes.size(), isNew.size()); ++i) {
            if (isNew[i] && shapes[i] < counts.size())
                ++counts[shapes[i]];
        }
    };
    add(tally.spans, newSpans);
    add(tally.logs, newLogs);
    return counts;
}

} // namespace

MappingWriter::MappingWriter(const Database& database, Interner& interner)
    : m_database(database)
    , m_interner(interner)
    , m_findGroup(database.prepare(
          "SELECT id FROM mapping_groups WHERE source=? AND service=? AND dialect=?"))
    , m_insertGroup(
          database.prepare("INSERT INTO mapping_groups(source, service, dialect) VALUES(?,?,?)"))
    , m_countGroups(database.prepare("SELECT count(*) FROM mapping_groups"))
    , m_countCells(database.prepare(
          "SELECT kind, count(*) FROM mapping_cells WHERE group_no=? GROUP BY kind"))
    , m_findCell(database.prepare("SELECT id FROM mapping_cells WHERE group_no=? AND hash=?"))
    , m_insertCell(database.prepare(
          "INSERT INTO mapping_cells(group_no, hash, kind, text, example, other_example, first_ns) "
          "VALUES(?,?,?,?,?,?,?)"))
    , m_addCount(database.prepare(
          "INSERT INTO mapping_counts(cell, minute, count, recorded_ns) VALUES(?1,?2,?3,?4) ON "
          "CONFLICT(cell, minute) DO UPDATE SET count=count+?3, recorded_ns=max(recorded_ns, ?4)"))
{
}

bool MappingWriter::add(const dialect::Interpreted& interpreted, const std::vector<bool>& newSpans,
                        const std::vector<bool>& newLogs)
{
    const dialect::MappingTally& tally = interpreted.mapping;
    if (tally.names == nullptr)
        return true;
    const Batch batch{.interpreted = interpreted,
                      .source = m_interner.stringOrZero(interpreted.batch.source)};
    const std::vector<std::int64_t> counts = newRecords(tally, newSpans, newLogs);
    for (std::size_t i = 0; i < counts.size(); ++i) {
        if (counts[i] > 0 && !addShape(batch, tally.shapes[i], counts[i]))
            return false;
    }
    return true;
}

bool MappingWriter::addShape(const Batch& batch, const dialect::MappingShape& shape,
                             std::int64_t records)
{
    Group* group = groupOf(batch, shape);
    if (group == nullptr)
        return false;
    const Cell cell{.kind = MappingKind::Shape,
                    .text = textOf(shape, *batch.interpreted.mapping.names),
                    .example = {},
                    .otherExample = {}};
    return count(*group, cell, records, batch.interpreted.batch.recorded)
        && addUnknown(batch, *group, shape, records) && addConflicts(batch, *group, shape, records)
        && addInstance(batch, *group, shape, records);
}

bool MappingWriter::addInstance(const Batch& batch, Group& group,
                                const dialect::MappingShape& shape, std::int64_t records)
{
    const auto& resources = batch.interpreted.batch.resources;
    if (shape.resource >= resources.size())
        return true;
    Cell cell{.kind = MappingKind::Instance,
              .text = instanceTextOf(shape, shortName(resources[shape.resource].instance)),
              .example = {},
              .otherExample = {}};
    return count(group, std::move(cell), records, batch.interpreted.batch.recorded);
}

bool MappingWriter::addUnknown(const Batch& batch, Group& group, const dialect::MappingShape& shape,
                               std::int64_t records)
{
    const telemetry::Timestamp recorded = batch.interpreted.batch.recorded;
    for (const dialect::UnknownAttribute& unknown : shape.unknown) {
        Cell cell{.kind = MappingKind::Unknown,
                  .text = shortName(unknown.name),
                  .example = std::string(unknown.value),
                  .otherExample = {}};
        if (!count(group, std::move(cell), records, recorded))
            return false;
    }
    Cell others{.kind = MappingKind::Others,
                .text = std::to_string(static_cast<int>(MappingKind::Unknown)),
                .example = {},
                .otherExample = {}};
    return shape.unnamed == 0 || count(group, std::move(others), records * shape.unnamed, recorded);
}

bool MappingWriter::addConflicts(const Batch& batch, Group& group,
                                 const dialect::MappingShape& shape, std::int64_t records)
{
    const auto& names = batch.interpreted.mapping.names->attributes;
    for (const dialect::FieldConflict& conflict : shape.conflicts) {
        if (conflict.won >= names.size() || conflict.lost >= names.size())
            continue;
        const std::string& won = names[conflict.won];
        const std::string& lost = names[conflict.lost];
        Cell cell{.kind = MappingKind::Conflict,
                  .text =
                      std::string(dialect::fieldName(conflict.field)) + '\t' + won + '\t' + lost,
                  .example = dialect::exampleText(won, conflict.wonValue),
                  .otherExample = dialect::exampleText(lost, conflict.lostValue)};
        if (!count(group, std::move(cell), records, batch.interpreted.batch.recorded))
            return false;
    }
    return true;
}

MappingWriter::Group* MappingWriter::groupOf(const Batch& batch, const dialect::MappingShape& shape)
{
    const auto& resources = batch.interpreted.batch.resources;
    const auto& dialects = batch.interpreted.mapping.names->dialects;
    const std::int64_t service = shape.resource < resources.size()
        ? m_interner.stringOrZero(resources[shape.resource].service)
        : 0;
    const std::int64_t dialect =
        shape.dialect < dialects.size() ? m_interner.stringOrZero(dialects[shape.dialect]) : 0;
    return m_interner.hasFailed() ? nullptr : findGroup(batch.source, service, dialect);
}

MappingWriter::Group* MappingWriter::findGroup(std::int64_t source, std::int64_t service,
                                               std::int64_t dialect)
{
    const auto key = std::make_tuple(source, service, dialect);
    if (const auto known = m_groups.find(key); known != m_groups.end())
        return &known->second;
    Group group;
    if (m_findGroup.bind(source).bind(service).bind(dialect).step())
        group.id = m_findGroup.integer(0);
    bool isGood = !m_findGroup.hasFailed();
    m_findGroup.reset();
    const std::int64_t groups = isGood && m_countGroups.step() ? m_countGroups.integer(0) : 0;
    m_countGroups.reset();
    const bool isOther = source == 0 && service == 0 && dialect == 0;
    if (isGood && group.id == 0 && groups >= kMostGroups && !isOther)
        return findGroup(0, 0, 0);
    if (isGood && group.id == 0) {
        isGood = m_insertGroup.bind(source).bind(service).bind(dialect).run();
        group.id = m_database.lastRow();
    }
    if (!isGood)
        return nullptr;
    countCells(group);
    return &m_groups.emplace(key, std::move(group)).first->second;
}

void MappingWriter::countCells(Group& group)
{
    m_countCells.bind(group.id);
    while (m_countCells.step())
        group.cells[static_cast<MappingKind>(m_countCells.integer(0))] = m_countCells.integer(1);
    m_countCells.reset();
}

bool MappingWriter::count(Group& group, Cell cell, std::int64_t records,
                          telemetry::Timestamp recorded)
{
    const std::int64_t row = cellOf(group, cell, recorded);
    if (row == 0)
        return false;
    Count& counted = m_counts[{row, minuteOf(recorded)}];
    counted.count += records;
    counted.newest = std::max(counted.newest, recorded);
    return true;
}

std::int64_t MappingWriter::cellOf(Group& group, Cell& cell, telemetry::Timestamp recorded)
{
    const std::int64_t hash = stableHash(cell.text, static_cast<std::uint64_t>(cell.kind));
    const std::int64_t key = stableHash(cell.text,
                                        static_cast<std::uint64_t>(group.id) << 8U
                                            | static_cast<std::uint64_t>(cell.kind));
    if (const auto known = m_cells.find(key); known != m_cells.end())
        return known->second;
    if (m_cells.size() >= kCellsKept)
        m_cells.clear();
    std::int64_t row = m_findCell.bind(group.id).bind(hash).step() ? m_findCell.integer(0) : 0;
    const bool isGood = !m_findCell.hasFailed();
    m_findCell.reset();
    if (isGood && row == 0 && group.cells[cell.kind] >= mostOf(cell.kind)) {
        Cell others{.kind = MappingKind::Others,
                    .text = std::to_string(static_cast<int>(cell.kind)),
                    .example = {},
                    .otherExample = {}};
        return cellOf(group, others, recorded); // not kept by name: there may be any number
    }
    if (isGood && row == 0) {
        if (cell.kind == MappingKind::Unknown)
            cell.example = dialect::exampleOfWire(cell.text, cell.example);
        row = insertCell(group, cell, hash, recorded);
    }
    if (row > 0)
        m_cells.emplace(key, row);
    return row;
}

std::int64_t MappingWriter::insertCell(Group& group, const Cell& cell, std::int64_t hash,
                                       telemetry::Timestamp recorded)
{
    m_insertCell.bind(group.id).bind(hash).bind(std::int64_t{static_cast<int>(cell.kind)});
    m_insertCell.bind(std::string_view(cell.text))
        .bindTextOrNull(cell.example)
        .bindTextOrNull(cell.otherExample)
        .bind(recorded);
    if (!m_interner.run(m_insertCell))
        return 0;
    ++group.cells[cell.kind];
    return m_database.lastRow();
}

bool MappingWriter::flush()
{
    for (const auto& [key, counted] : m_counts) {
        m_addCount.bind(key.first).bind(key.second).bind(counted.count).bind(counted.newest);
        if (!m_addCount.run())
            return false;
    }
    m_counts.clear();
    return true;
}

void MappingWriter::forget()
{
    m_groups.clear();
    m_cells.clear();
    m_counts.clear();
}

} // namespace store
