// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/entryfilter.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>
#include <utility>

namespace items {

QString entryKindText(const QString& kind)
{
    static constexpr std::array<std::pair<const char*, const char*>, 20> kTexts{{
        {"action", QT_TRANSLATE_NOOP("items", "Action")},
        {"alarm", QT_TRANSLATE_NOOP("items", "Alarm")},
        {"approval", QT_TRANSLATE_NOOP("items", "Approval")},
        {"arm", QT_TRANSLATE_NOOP("items", "Armed")},
        {"disarm", QT_TRANSLATE_NOOP("items", "Disarmed")},
        {"gap", QT_TRANSLATE_NOOP("items", "Gap")},
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
    setSortRole(TimelineModel::SequenceRole);
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

const telemetry::TimelineEntry& EntryFilter::entry(const QModelIndex& index) const
{
    return m_timeline.row(mapToSource(index).row());
}

bool EntryFilter::filterAcceptsRow(int row, const QModelIndex&) const
{
    const telemetry::TimelineEntry& entry = m_timeline.row(row);
    const bool isListed = m_kinds.isEmpty() ? entry.kind != "view" && entry.kind != "screen"
                                            : m_kinds.contains(QString::fromStdString(entry.kind));
    if (!isListed)
        return false;
    const auto holds = [this](const std::string& field) {
        return QString::fromStdString(field).contains(m_text, Qt::CaseInsensitive);
    };
    return m_text.isEmpty() || holds(entry.text) || holds(entry.actor) || holds(entry.subject)
        || holds(entry.payload);
}

} // namespace items
