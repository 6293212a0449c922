// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the timeline's page that a finding of a trace is dropped on.

#include "models/items/annotation.h"
#include "models/items/findingentry.h"
#include "models/items/formats.h"
#include "widgets/common/keymap.h"
#include "widgets/common/messagebar.h"
#include "widgets/incident/entrycarrying.h"
#include "widgets/incident/timelinepage.h"

#include <QDragEnterEvent>
#include <QDragLeaveEvent>
#include <QDragMoveEvent>
#include <QDropEvent>
#include <QListView>
#include <QRubberBand>

namespace incident {

void TimelinePage::buildDrop()
{
    setAcceptDrops(true);
    m_dropMark = new QRubberBand(QRubberBand::Rectangle, this);
    m_writer = new EntryWriter(*m_port, this);
    connect(m_writer, &EntryWriter::written, this, &TimelinePage::tellWritten);
}

void TimelinePage::take(QDropEvent& drag) const
{
    const bool isOurs =
        m_writer != nullptr && EntryMime::entryIn(drag.mimeData(), *this) != nullptr;
    drag.setDropAction(isOurs ? Qt::CopyAction : Qt::IgnoreAction);
    drag.setAccepted(isOurs);
}

void TimelinePage::dragEnterEvent(QDragEnterEvent* event)
{
    take(*event);
    if (!event->isAccepted())
        return;
    m_dropMark->setGeometry(rect());
    m_dropMark->show();
}

void TimelinePage::dragMoveEvent(QDragMoveEvent* event)
{
    take(*event);
}

void TimelinePage::dragLeaveEvent(QDragLeaveEvent* event)
{
    if (m_dropMark != nullptr)
        m_dropMark->hide();
    event->accept();
}

void TimelinePage::dropEvent(QDropEvent* event)
{
    if (m_dropMark != nullptr)
        m_dropMark->hide();
    take(*event);
    if (!event->isAccepted())
        return;
    const telemetry::TimelineEntry entry = *EntryMime::entryIn(event->mimeData(), *this);
    std::vector<telemetry::TimelineEntry> known;
    for (int row = 0; row < m_timeline.rowCount(); ++row)
        known.push_back(m_timeline.row(row));
    const auto about = items::annotationIn(entry);
    if (about && items::isNoted(items::annotationsOf(known, about->target.step.trace), entry))
        m_message->say(common::MessageBar::Kind::Info,
                       tr("The finding stands in the timeline already, at %1.")
                           .arg(items::utcTimeText(entry.time)));
    else
        m_writer->write(entry);
}

// It is asked to be listed; what is written into the past is so only later.
void TimelinePage::tellWritten(const telemetry::TimelineEntry& entry)
{
    const QString time = items::utcTimeText(entry.time);
    const bool isPast = m_conductor.mode() != items::TimeConductor::Mode::Live;
    if (m_port->isBesideRecording()) {
        m_message->say(common::MessageBar::Kind::Info,
                       tr("The finding stands at %1, in a file beside the recording, which stays "
                          "as it was recorded.")
                           .arg(time));
    } else if (isPast) {
        m_message->say(
            common::MessageBar::Kind::Info,
            tr("The finding stands at %1. It was written just now, so that views of the time that "
               "is shown do not have it: it is in the list once you are %2.")
                .arg(time,
                     common::keymap().withKey(tr("live again"), common::KeyCommand::BackToLive)));
    } else {
        m_message->say(common::MessageBar::Kind::Info,
                       tr("The finding stands at %1, when its step began.").arg(time));
        showEntryOf(entry.sequence);
    }
}

} // namespace incident
