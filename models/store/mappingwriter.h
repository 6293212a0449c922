// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/interpreter.h"
#include "models/store/interner.h"
#include "models/store/sqlite.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace store {

// What a mapping cell counts. Stored; never renumbered.
enum class MappingKind : std::uint8_t
{
    Shape, // records read alike; the text says from which attributes, see mappingshape.h
    Unknown, // an attribute no table knows
    Conflict, // two attributes that disagree: "field \t won \t lost"
    Others, // what came when the group was full; the text is the kind's number
    Instance, // records of one instance of the service that told the same, see mappingshape.h
};

// Keeps the mapping report: which records were read from which attributes. Groups (source, service,
// dialect), their cells, and the count of each cell in each minute in which it was recorded, so
// that the report can be given as it was known then. Bounded: what is beyond a limit is counted as
// others. Part of Writer; runs inside its transaction.
class MappingWriter
{
public:
    static constexpr std::int64_t kMostGroups = 512;
    static constexpr std::int64_t kMostShapes = 256; // of a group, as the two below
    static constexpr std::int64_t kMostUnknown = 200;
    static constexpr std::int64_t kMostConflicts = 100;
    static constexpr std::int64_t kMostInstances =
        400; // several for one that tells now this, now that

    MappingWriter(const Database& database, Interner& interner);

    // Counts the records that are new to the recording; the counts are written by flush(). False
    // after an error.
    bool add(const dialect::Interpreted& interpreted, const std::vector<bool>& newSpans,
             const std::vector<bool>& newLogs);
    bool flush(); // before each commit
    void forget(); // after a rollback

private:
    struct Group
    {
        std::int64_t id = 0;
        std::map<MappingKind, std::int64_t> cells; // how many it has
    };
    struct Cell // as it is looked for, and what a new one gets
    {
        MappingKind kind = MappingKind::Shape;
        std::string text;
        std::string example;
        std::string otherExample;
    };
    struct Count
    {
        std::int64_t count = 0;
        telemetry::Timestamp newest;
    };
    struct Batch // what one add() works on
    {
        const dialect::Interpreted& interpreted;
        std::int64_t source = 0;
    };

    bool addShape(const Batch& batch, const dialect::MappingShape& shape, std::int64_t records);
    bool addUnknown(const Batch& batch, Group& group, const dialect::MappingShape& shape,
                    std::int64_t records);
    bool addInstance(const Batch& batch, Group& group, const dialect::MappingShape& shape,
                     std::int64_t records);
    bool addConflicts(const Batch& batch, Group& group, const dialect::MappingShape& shape,
                      std::int64_t records);
    Group* groupOf(const Batch& batch, const dialect::MappingShape& shape);
    Group* findGroup(std::int64_t source, std::int64_t service, std::int64_t dialect);
    bool count(Group& group, Cell cell, std::int64_t records, telemetry::Timestamp recorded);
    // The cell's row, a new one when the group has room, or that of the others; 0 after an error.
    std::int64_t cellOf(Group& group, Cell& cell, telemetry::Timestamp recorded);
    std::int64_t insertCell(Group& group, const Cell& cell, std::int64_t hash,
                            telemetry::Timestamp recorded);
    void countCells(Group& group);

    const Database& m_database;
    Interner& m_interner;
    Statement m_findGroup;
    Statement m_insertGroup;
    Statement m_countGroups;
    Statement m_countCells;
    Statement m_findCell;
    Statement m_insertCell;
    Statement m_addCount;
    std::map<std::tuple<std::int64_t, std::int64_t, std::int64_t>, Group> m_groups;
    std::unordered_map<std::int64_t, std::int64_t> m_cells; // row by hash of group, kind and text
    std::map<std::pair<std::int64_t, std::int64_t>, Count> m_counts; // by cell and minute
};

} // namespace store
