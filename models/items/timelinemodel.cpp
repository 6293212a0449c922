// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/timelinemodel.h"

#include "models/items/entrywords.h"
#include "models/items/formats.h"
#include "models/telemetry/utf8.h"

#include <QString>

namespace items {

namespace {

QString toText(const std::string& utf8)
{
    return QString::fromStdString(telemetry::sanitizedUtf8(utf8));
}

} // namespace

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
    setRows(std::move(entries));
}

QVariant TimelineModel::cell(const telemetry::TimelineEntry& row, int column, int role) const
{
    switch (role) {
    case SequenceRole:
        return qlonglong{row.sequence};
    case KindRole:
        return toText(row.kind);
    case TimeRole:
        return qlonglong{telemetry::toUnixNanos(row.time)};
    case SubjectRole:
        return toText(row.subject);
    case PayloadRole:
        return toText(row.payload);
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
        return toText(row.kind);
    case ActorColumn:
        return toText(row.actor);
    case TextColumn:
        return entryText(row);
    default:
        return {};
    }
}

} // namespace items
