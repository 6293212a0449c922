// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/entryfilter.h"

#include "models/incident/incidentrecord.h"
#include "models/items/roomentries.h"
#include "models/telemetry/visibletext.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace items {

QString entryKindText(const QString& kind)
{
    static constexpr std::array<std::pair<const char*, const char*>, 24> kTexts{{
        {"action", QT_TRANSLATE_NOOP("items", "Action")},
        {"alarm", QT_TRANSLATE_NOOP("items", "Alarm")},
        {"alert", QT_TRANSLATE_NOOP("items", "Alert")},
        {"approval", QT_TRANSLATE_NOOP("items", "Approval")},
        {"arm", QT_TRANSLATE_NOOP("items", "Armed")},
        {"credit", QT_TRANSLATE_NOOP("items", "Credit")},
        {"disarm", QT_TRANSLATE_NOOP("items", "Disarmed")},
        {"gap", QT_TRANSLATE_NOOP("items", "Gap")},
        {"incident", QT_TRANSLATE_NOOP("items", "Incident")},
        {"lever", QT_TRANSLATE_NOOP("items", "Lever")},
        {"message", QT_TRANSLATE_NOOP("items", "Message")},
        {"mode", QT_TRANSLATE_NOOP("items", "Mode")},
        {"note", QT_TRANSLATE_NOOP("items", "Note")},
        {"probe", QT_TRANSLATE_NOOP("items", "Probe")},
        {"reask", QT_TRANSLATE_NOOP("items", "Re-ask")},
        {"recording", QT_TRANSLATE_NOOP("items", "Recording")},
        {"rung", QT_TRANSLATE_NOOP("items", "Effect")},
        {"screen", QT_TRANSLATE_NOOP("items", "Screen")},
        {"step", QT_TRANSLATE_NOOP("items", "Step")},
        {"ticket", QT_TRANSLATE_NOOP("items", "Ticket")},
        {"training", QT_TRANSLATE_NOOP("items", "Training")},
        {"undo", QT_TRANSLATE_NOOP("items", "Undo")},
        {"verdict", QT_TRANSLATE_NOOP("items", "Verdict")},
        {"view", QT_TRANSLATE_NOOP("items", "View")},
    }};
    const auto found = std::find_if(kTexts.begin(), kTexts.end(), [&kind](const auto& known) {
        return kind == QLatin1String(known.first);
    });
    return found == kTexts.end() ? kind : QCoreApplication::translate("items", found->second);
}

EntryFilter::EntryFilter(TimelineModel& timeline, QObject* parent)
    : QSortFilterProxyModel(parent)
    , m_timeline(timeline)
{
    setSourceModel(&timeline);
    sort(TimelineModel::TimeColumn, Qt::DescendingOrder);
}

void EntryFilter::setKinds(const QSet<QString>& kinds)
{
    if (kinds == m_kinds)
        return;
    m_kinds = kinds;
    invalidateFilter();
}

void EntryFilter::setText(const QString& text)
{
    if (text == m_text)
        return;
    m_text = text;
    invalidateFilter();
}

void EntryFilter::setScope(std::optional<EntryScope> scope)
{
    m_scope = std::move(scope);
    m_marks.clear();
    if (m_scope) {
        for (const incident::Mark& mark : m_scope->subject.marks)
            m_marks[mark.entry] = mark.why;
    }
    invalidateFilter();
    if (rowCount() > 0)
        emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {MarkRole});
}

void EntryFilter::setViewsShown(bool on)
{
    m_areViewsShown = on;
    invalidateFilter();
}

void EntryFilter::setMarkedOnly(bool on)
{
    m_isMarkedOnly = on;
    invalidateFilter();
}

bool EntryFilter::isMarked(const telemetry::TimelineEntry& entry) const
{
    return m_marks.contains(entry.sequence);
}

QVariant EntryFilter::data(const QModelIndex& index, int role) const
{
    if ((role != MarkRole && role != Qt::AccessibleTextRole) || m_marks.empty() || !index.isValid())
        return QSortFilterProxyModel::data(index, role);
    const auto mark = m_marks.find(entry(index).sequence);
    if (role == MarkRole)
        return mark == m_marks.end() ? QVariant()
                                     : QString::fromStdString(telemetry::visibleText(mark->second));
    const QString text = QSortFilterProxyModel::data(index, Qt::DisplayRole).toString();
    return mark == m_marks.end() ? text : tr("%1 (marked)").arg(text);
}

const telemetry::TimelineEntry& EntryFilter::entry(const QModelIndex& index) const
{
    return m_timeline.row(mapToSource(index).row());
}

bool EntryFilter::lessThan(const QModelIndex& left, const QModelIndex& right) const
{
    return m_timeline.placeOf(left.row()) < m_timeline.placeOf(right.row());
}

bool EntryFilter::filterAcceptsRow(int row, const QModelIndex&) const
{
    const telemetry::TimelineEntry& entry = m_timeline.row(row);
    // Incidents of other consoles, which have numbers of their own, go on beside this one.
    const bool isBeside = m_scope && isOfRoom(entry) && entry.kind == "incident"
        && m_scope->range.contains(entry.time);
    if (m_scope && !isBeside && !incident::belongs(entry, m_scope->subject, m_scope->range))
        return false;
    if (m_isMarkedOnly && !isMarked(entry))
        return false;
    if (incident::isViewKind(entry.kind)) {
        if (!m_areViewsShown)
            return false;
    } else if (!m_kinds.isEmpty() && !m_kinds.contains(QString::fromStdString(entry.kind))) {
        return false;
    }
    const auto holds = [this](const std::string& field) {
        return QString::fromStdString(field).contains(m_text, Qt::CaseInsensitive);
    };
    return m_text.isEmpty() || holds(entry.text) || holds(entry.actor) || holds(entry.subject)
        || holds(entry.payload);
}

} // namespace items
