// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the timeline's page that says what is chosen and searched for, and goes back to it.

#include "models/incident/incidentopening.h"
#include "models/incident/incidentrecord.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/searchline.h"
#include "widgets/incident/timelinepage.h"

#include <QListView>
#include <QMenu>
#include <QPushButton>

namespace incident {

void TimelinePage::setRoomEntries(std::vector<telemetry::TimelineEntry> entries)
{
    m_room = std::move(entries);
    if (isVisible()) // else as soon as it is
        read();
}

QString TimelinePage::searchText() const
{
    return m_search->text();
}

void TimelinePage::setSearchText(const QString& text)
{
    m_search->setText(text);
}

QString TimelinePage::kinds() const
{
    QStringList names;
    for (const auto& [name, button] : m_switches) {
        if (button->isChecked())
            names << name;
    }
    return names.join(u',');
}

void TimelinePage::setKinds(const QString& names)
{
    const QStringList wanted = names.split(u',', Qt::SkipEmptyParts);
    for (const auto& [name, button] : m_switches)
        button->setChecked(wanted.contains(name));
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
        const std::int64_t wanted = std::exchange(m_wantedEntry, 0);
        const QModelIndex source = m_timeline.index(row, 0);
        if (!m_entries.mapFromSource(source).isValid()) { // of a kind or text that is left out
            m_search->clear();
            m_marked->setChecked(false);
            const std::string& kind = m_timeline.row(row).kind;
            const auto button = m_kinds.find(QString::fromStdString(kind));
            for (const auto& [name, other] : m_kinds)
                other->setChecked(button != m_kinds.end() && other == button->second);
            m_views->setChecked(m_views->isChecked() || isViewKind(kind));
        }
        // Of another incident, or of none: all that the recording holds is listed.
        if (!m_entries.mapFromSource(source).isValid() && m_shown) {
            m_wantedEntry = wanted;
            emit scopeExceeded();
            return;
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

void TimelinePage::setIncidents(const std::vector<Incident>& incidents, const Incident* shown)
{
    m_incidents = incidents;
    m_shown = shown != nullptr ? std::optional(*shown) : std::nullopt;
    updatePart();
}

// Told each second: what somebody reads or has selected below stays as it is.
void TimelinePage::updatePart()
{
    if (const auto entry = current())
        m_details->showPart(partOf(*entry));
}

// What an entry about an alarm or an alert is to the incidents that there are.
EntryDetails::Part TimelinePage::partOf(const telemetry::TimelineEntry& entry) const
{
    EntryDetails::Part part;
    if (entry.kind != "alarm" && entry.kind != "alert")
        return part;
    const Incident* holder = incident::holding(m_incidents, entry.subject);
    const bool isShown = m_shown && holder != nullptr && holder->id == m_shown->id;
    if (m_shown)
        part.shown = common::safeLine(m_shown->id, 40);
    if (holder != nullptr && !isShown)
        part.incident = common::safeLine(holder->id, 40);
    part.canOpen = m_canOpenIncident && (holder == nullptr || !holder->isOpen());
    part.canTakeOut = m_canCurate && isShown;
    part.canPutIn = m_canCurate && m_shown && m_shown->isOpen() && !isShown
        && (holder == nullptr || !holder->isOpen());
    return part;
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
    const EntryDetails::Part part = partOf(*entry);
    if (!part.incident.isEmpty())
        connect(menu->addAction(tr("Go to %1").arg(part.incident)), &QAction::triggered, this,
                [this, part] { emit incidentShown(part.incident); });
    if (part.canOpen)
        connect(menu->addAction(tr("Open &Incident")), &QAction::triggered, this,
                [this, entry = *entry] { emit incidentRequested(entry); });
    if (part.canTakeOut || part.canPutIn)
        connect(menu->addAction(part.canTakeOut ? tr("&Take Out of %1…").arg(part.shown)
                                                : tr("&Put into %1…").arg(part.shown)),
                &QAction::triggered, this, [this, entry = *entry, isPart = part.canTakeOut] {
                    emit partRequested(entry, isPart);
                });
    menu->popup(m_list->viewport()->mapToGlobal(place));
}

void TimelinePage::setDetailsHidden(bool areHidden)
{
    m_areDetailsHidden = areHidden;
    showDetails();
}

void TimelinePage::showDetails()
{
    m_details->setVisible(!m_areDetailsHidden && m_list->currentIndex().isValid()
                          && m_entries.rowCount() > 0);
}

} // namespace incident
