// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/tablemodel.h"
#include "models/telemetry/timelineentry.h"

#include <cstdint>
#include <unordered_map>
#include <utility>
#include <vector>

namespace items {

// Entries of the timeline, oldest first. Text is as recorded: views make it safe to look at. GUI
// thread.
class TimelineModel final : public TableModel<telemetry::TimelineEntry, std::int64_t>
{
    Q_OBJECT

public:
    enum Column
    {
        TimeColumn,
        KindColumn,
        ActorColumn,
        TextColumn,
        ColumnCount,
    };
    enum Role
    {
        SortRole = Qt::UserRole + 1, // raw value of the column
        SequenceRole, // qlonglong
        KindRole, // QString, as recorded
        TimeRole, // qlonglong, nanoseconds since the epoch
        SubjectRole, // QString
        PayloadRole, // QString, JSON
    };

    explicit TimelineModel(QObject* parent = nullptr);

    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

    void setEntries(std::vector<telemetry::TimelineEntry> entries);
    // Where it stands in the order in which entries became known: by its number; one of a room
    // after all that was recorded by when the room had it.
    std::pair<std::int64_t, std::int64_t> placeOf(int row) const;

protected:
    QVariant cell(const telemetry::TimelineEntry& row, int column, int role) const override;
    std::int64_t keyOf(const telemetry::TimelineEntry& row) const override { return row.sequence; }
    // Entries are never edited: the chain's hash tells. Who is credited with one may become known.
    bool isSame(const telemetry::TimelineEntry& left,
                const telemetry::TimelineEntry& right) const override
    {
        return left.hash == right.hash && left.actor == right.actor;
    }

private:
    std::unordered_map<std::int64_t, std::int64_t> m_behind; // of a room's entry: a recorded one
};

} // namespace items
