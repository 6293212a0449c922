// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/timelinemodel.h"

#include "models/items/entrywords.h"
#include "models/items/formats.h"
#include "models/items/roomentries.h"
#include "models/items/sanitizedtext.h"

#include <QString>

#include <algorithm>
#include <iterator>
#include <limits>

namespace items {

TimelineModel::TimelineModel(QObject* parent)
    : TableModel(parent)
{
}

int TimelineModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TimelineModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case TimeColumn:
        return tr("Time (UTC)");
    case KindColumn:
        return tr("Kind");
    case ActorColumn:
        return tr("By");
    case TextColumn:
        return tr("What");
    default:
        return {};
    }
}

void TimelineModel::setEntries(std::vector<telemetry::TimelineEntry> entries)
{
    m_behind.clear();
    std::vector<std::pair<telemetry::Timestamp, std::int64_t>> recorded;
    if (std::ranges::any_of(entries, isOfRoom)) {
        for (const telemetry::TimelineEntry& entry : entries) {
            if (entry.sequence > 0)
                recorded.emplace_back(entry.recorded, entry.sequence);
        }
        std::ranges::sort(recorded);
    }
    for (const telemetry::TimelineEntry& entry : entries) {
        if (!isOfRoom(entry))
            continue;
        const auto after = std::ranges::upper_bound(
            recorded, entry.recorded, {}, &std::pair<telemetry::Timestamp, std::int64_t>::first);
        m_behind[entry.sequence] = after == recorded.begin() ? 0 : std::prev(after)->second;
    }
    setRows(std::move(entries));
}

std::pair<std::int64_t, std::int64_t> TimelineModel::placeOf(int row) const
{
    const std::int64_t sequence = this->row(row).sequence;
    const auto behind = m_behind.find(sequence);
    if (behind == m_behind.end())
        return {sequence, std::numeric_limits<std::int64_t>::min()};
    return {behind->second, sequence};
}

QVariant TimelineModel::cell(const telemetry::TimelineEntry& row, int column, int role) const
{
    switch (role) {
    case SequenceRole:
        return qlonglong{row.sequence};
    case KindRole:
        return sanitizedText(row.kind);
    case TimeRole:
        return qlonglong{telemetry::toUnixNanos(row.time)};
    case SubjectRole:
        return sanitizedText(row.subject);
    case PayloadRole:
        return sanitizedText(row.payload);
    case Qt::AccessibleTextRole:
        return visibleLines(cell(row, column, Qt::DisplayRole).toString());
    case Qt::DisplayRole:
    case SortRole:
        break;
    default:
        return {};
    }
    switch (column) {
    case TimeColumn:
        return role == SortRole ? QVariant(qlonglong{telemetry::toUnixNanos(row.time)})
                                : QVariant(utcTimeMillisText(row.time));
    case KindColumn:
        return sanitizedText(row.kind);
    case ActorColumn:
        return sanitizedText(row.actor);
    case TextColumn:
        return entryText(row);
    default:
        return {};
    }
}

} // namespace items
