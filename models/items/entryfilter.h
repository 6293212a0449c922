// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incident.h"
#include "models/items/timelinemodel.h"

#include <QSet>
#include <QSortFilterProxyModel>
#include <QString>

#include <cstdint>
#include <map>
#include <optional>
#include <string>

namespace items {

// Whose timeline is shown: an incident's, over this range (event time).
struct EntryScope
{
    incident::Incident subject;
    telemetry::TimeRange range;
};

// The timeline newest first, with entries of some kinds and some text only. Text is looked for in
// all fields, without regard to case. GUI thread.
class EntryFilter final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    static constexpr int MarkRole = Qt::UserRole + 100; // QString: why it is marked; invalid: not

    explicit EntryFilter(TimelineModel& timeline, QObject* parent = nullptr);

    // Empty: all but what only says what somebody looked at (kinds `view` and `screen`).
    void setKinds(const QSet<QString>& kinds);
    void setText(const QString& text);
    // Of one incident only, with the marks that it has; nothing: of the whole recording, and of no
    // marks.
    void setScope(std::optional<EntryScope> scope);
    // Kinds that tell what was looked at; hidden at first, whatever kinds are chosen.
    void setViewsShown(bool on);
    void setMarkedOnly(bool on);
    bool isMarked(const telemetry::TimelineEntry& entry) const;
    QVariant data(const QModelIndex& index, int role) const override;
    const telemetry::TimelineEntry& entry(const QModelIndex& index) const;

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    TimelineModel& m_timeline;
    QSet<QString> m_kinds;
    QString m_text;
    std::optional<EntryScope> m_scope;
    std::map<std::int64_t, std::string> m_marks; // why, by sequence
    bool m_areViewsShown = false;
    bool m_isMarkedOnly = false;
};

// "Alarm", "Note", "Action" ...; the kind as recorded where we do not know it.
QString entryKindText(const QString& kind);

} // namespace items
