// SPDX-License-Identifier: GPL-3.0-or-later

// What the form says while no runbook is chosen.

#include "widgets/common/plaintext.h"
#include "widgets/runbook/runbookstart.h"

#include <QComboBox>
#include <QLabel>

namespace runbookview {

namespace {

constexpr int kLongLook = 30'000; // ms; from here on it may well be that none fits

} // namespace

QString lookingText(const std::string& alarm)
{
    return RunbookStart::tr("Looking for a runbook for %1…").arg(common::safeLine(alarm, 60));
}

void RunbookStart::look(const std::string& alarm)
{
    m_lookedFor = alarm;
    m_looking.setSingleShot(true);
    m_looking.start(kLongLook);
    showWaiting();
}

QString RunbookStart::waitingText() const
{
    if (m_runbooks.empty())
        return tr("There is no runbook.");
    if (m_lookedFor.empty())
        return tr("No alarm has proposed a runbook yet. When one does, its runbook stands here, "
                  "with what is known of the alarm filled in. You can also choose one now.");
    if (m_looking.isActive())
        return lookingText(m_lookedFor) + u' ' + tr("You can also choose one now.");
    return tr("No runbook was found for %1 so far; it may be that none fits. If one is found, it "
              "stands here. You can also choose one now.")
        .arg(common::safeLine(m_lookedFor, 60));
}

void RunbookStart::showWaiting()
{
    if (m_choice->currentIndex() < 0)
        m_applies->setText(waitingText());
}

} // namespace runbookview
