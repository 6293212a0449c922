// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the timeline's page that says what is chosen and searched for, and goes back to it.

#include "widgets/common/searchline.h"
#include "widgets/incident/timelinepage.h"

#include <QListView>
#include <QMenu>
#include <QPushButton>

namespace incident {

QString TimelinePage::searchText() const
{
    return m_search->text();
}

void TimelinePage::setSearchText(const QString& text)
{
    m_search->setText(text);
}

std::int64_t TimelinePage::shownEntry() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? m_entries.entry(index).sequence : 0;
}

void TimelinePage::showEntryOf(std::int64_t sequence)
{
    m_wantedEntry = sequence;
    chooseWanted();
}

void TimelinePage::chooseWanted()
{
    for (int row = 0; m_wantedEntry != 0 && row < m_timeline.rowCount(); ++row) {
        if (m_timeline.row(row).sequence != m_wantedEntry)
            continue;
        m_wantedEntry = 0;
        const QModelIndex source = m_timeline.index(row, 0);
        if (!m_entries.mapFromSource(source).isValid()) { // of a kind or text that is left out
            m_search->clear();
            const auto button = m_kinds.find(QString::fromStdString(m_timeline.row(row).kind));
            for (const auto& [kind, other] : m_kinds)
                other->setChecked(button != m_kinds.end() && other == button->second);
        }
        const QModelIndex index = m_entries.mapFromSource(source);
        m_list->setCurrentIndex(index);
        m_list->scrollTo(index);
    }
}

std::optional<telemetry::TimelineEntry> TimelinePage::current() const
{
    const QModelIndex index = m_list->currentIndex();
    return index.isValid() ? std::optional(m_entries.entry(index)) : std::nullopt;
}

// Notes beside the recording have no number by which a mark could name them.
void TimelinePage::askForMark()
{
    const auto entry = current();
    if (entry && entry->sequence > 0)
        emit markRequested(*entry, m_entries.isMarked(*entry));
}

void TimelinePage::showListMenu(const QPoint& place)
{
    const auto entry = current();
    if (!entry)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    connect(menu->addAction(tr("Go to Its Time")), &QAction::triggered, this,
            [this] { goToEntry(m_list->currentIndex()); });
    if (m_canCurate && entry->sequence > 0)
        connect(
            menu->addAction(m_entries.isMarked(*entry) ? tr("Take the &Mark Off…") : tr("&Mark…")),
            &QAction::triggered, this, &TimelinePage::askForMark);
    if (m_canOpenIncident && (entry->kind == "alarm" || entry->kind == "alert"))
        connect(menu->addAction(tr("Open &Incident")), &QAction::triggered, this,
                [this, entry = *entry] { emit incidentRequested(entry); });
    menu->popup(m_list->viewport()->mapToGlobal(place));
}

} // namespace incident
