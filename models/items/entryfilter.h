// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/timelinemodel.h"

#include <QSet>
#include <QSortFilterProxyModel>
#include <QString>

namespace items {

// The timeline newest first, with entries of some kinds and some text only. Text is looked for in
// all fields, without regard to case. GUI thread.
class EntryFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    explicit EntryFilter(TimelineModel& timeline, QObject* parent = nullptr);

    // Empty: all but what only says what somebody looked at (kinds `view` and `screen`).
    void setKinds(const QSet<QString>& kinds);
    void setText(const QString& text);
    const telemetry::TimelineEntry& entry(const QModelIndex& index) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    TimelineModel& m_timeline;
    QSet<QString> m_kinds;
    QString m_text;
};

// "Alarm", "Note", "Action" ...; the kind as recorded where we do not know it.
QString entryKindText(const QString& kind);

} // namespace items
