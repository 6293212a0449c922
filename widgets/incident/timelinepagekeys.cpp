// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the timeline that is worked by keys.

#include "widgets/common/keymap.h"
#include "widgets/incident/timelinepage.h"

#include <QKeyEvent>
#include <QListView>

namespace incident {

bool TimelinePage::handleKey(const QKeyEvent& event)
{
    using common::KeyCommand;
    const common::Keymap& keys = common::keymap();
    if (keys.matches(KeyCommand::AddNote, event) && m_note != nullptr)
        focusNote();
    else if (keys.matches(KeyCommand::SearchTimeline, event))
        focusSearch();
    else if (keys.matches(KeyCommand::MarkEntry, event) && m_canCurate)
        askForMark();
    else
        return false;
    return true;
}

void TimelinePage::keyPressEvent(QKeyEvent* event)
{
    if (!handleKey(*event))
        QWidget::keyPressEvent(event);
}

// The list would search for an entry that begins with the letter.
bool TimelinePage::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress
        && handleKey(*dynamic_cast<QKeyEvent*>(event)))
        return true;
    return QWidget::eventFilter(watched, event);
}

} // namespace incident
