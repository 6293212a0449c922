// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the dock that shows what was done, where nothing can be commanded.

#include "widgets/common/messagebar.h"
#include "widgets/runbook/actionlog.h"
#include "widgets/runbook/approvalbox.h"
#include "widgets/runbook/leverboard.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/probepanel.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/runbookreader.h"

#include <QScrollArea>
#include <QScrollBar>
#include <QSplitter>
#include <QStackedWidget>

#include <algorithm>

namespace runbookview {

namespace {

using Parameters = std::map<std::string, std::string>;

constexpr int kLogShare = 45; // per cent of what is done and read, for what was done
constexpr int kWide = 700; // from here on log and runbook stand side by side

QString pastText()
{
    return RunbookDock::tr("The past can be looked at, not commanded.");
}

} // namespace

void RunbookDock::updateMode()
{
    const bool isLive = m_conductor.mode() == items::TimeConductor::Mode::Live;
    showPresent();
    if (m_lever != nullptr)
        m_lever->controller().setHalted(isLive ? QString() : pastText());
    if (m_probe != nullptr)
        m_probe->setHalted(isLive ? QString() : pastText());
    if (m_message != nullptr && !isLive)
        m_message->clear(); // it spoke of the present
    explain();
    m_log->setOffersLive(!isLive && m_conductor.canBeLive());
    if (!canCommand()) {
        m_pastRun = {}; // of where the cursor was before; read anew
        showPast();
        m_pages->setCurrentWidget(m_past);
    } else {
        QWidget* wanted = m_model.rowCount() > 0 ? m_run : m_startScroll;
        if (wanted != m_pages->currentWidget()) {
            m_pages->setCurrentWidget(wanted);
            for (QScrollArea* area : {m_startScroll, m_scroll})
                area->verticalScrollBar()->setValue(0); // not where another run was left
        }
    }
}

// What speaks of the present is not shown beside a past that is looked at or played. A window on
// the recording of another has no other present than this.
void RunbookDock::showPresent()
{
    const bool isPresent = m_conductor.canBeLive()
        ? m_conductor.mode() == items::TimeConductor::Mode::Live
        : !m_conductor.isPlaying();
    if (m_approvals != nullptr)
        m_approvals->setShown(isPresent);
    if (m_board != nullptr)
        m_board->setVisible(isPresent);
}

// Why nothing can be pressed.
void RunbookDock::explain()
{
    const bool isFollowed = m_port == nullptr && m_isFollowing && m_log->isAtNewest();
    const bool isLive = m_conductor.mode() == items::TimeConductor::Mode::Live;
    QString text;
    if (isFollowed)
        text =
            (m_holder.isEmpty() ? tr("Another Plumbline writes this recording.")
                                : tr("Another Plumbline writes this recording: %1.").arg(m_holder))
            + u' '
            + tr("Its run is followed here, a second behind at most. Steps are settled and levers "
                 "moved there, by one console at a time, so that no step is settled twice. To take "
                 "the run over, close that one: the next live window offers to resume it, and so "
                 "does \"plumbline runbook run\" with --record. Who takes it over is recorded.");
    else if (isLive && !m_noLevers.isEmpty())
        text = m_noLevers;
    else if (isLive)
        text = tr("No control plane is connected: nothing can be moved from here. Start Plumbline "
                  "with --profile and a profile's name or file, for example --profile etcd, to "
                  "connect one.");
    else
        text = pastText();
    if (!m_lookingFor.empty() && m_toRead.id.empty())
        text += u' ' + lookingText(m_lookingFor);
    m_log->setExplanation(text);
}

void RunbookDock::look(const std::string& alarm)
{
    if (m_start != nullptr)
        m_start->look(alarm);
    if (canCommand())
        return;
    m_lookingFor = alarm;
    explain();
}

void RunbookDock::setFollowing(bool isFollowing, const QString& holder)
{
    if (m_isFollowing == isFollowing && m_holder == holder)
        return;
    m_isFollowing = isFollowing;
    m_holder = holder;
    m_log->setFollowing(isFollowing && m_port == nullptr);
    updateMode();
}

void RunbookDock::read(const runbook::Runbook* runbook,
                       const std::map<std::string, std::string>& parameters)
{
    m_lookingFor.clear();
    m_toRead = runbook != nullptr ? *runbook : runbook::Runbook{};
    m_toReadParameters = parameters;
    explain();
    showPast();
}

// The run that was going on at the cursor, else what an alarm of that time asks for.
void RunbookDock::showPast()
{
    if (m_pastRun.runbook.empty())
        m_pastBook = {};
    else if (m_pastBook.id != m_pastRun.runbook || m_pastBook.markdown != m_pastRun.markdown)
        m_pastBook = runbook::runbookOf(m_pastRun, m_runbooks).value_or(runbook::Runbook{});
    const std::string wanted = m_board != nullptr ? m_board->chosen() : std::string();
    const auto chosen = wanted.empty()
        ? m_runbooks.end()
        : std::ranges::find(m_runbooks, wanted, &runbook::Runbook::id);
    const bool isBegun = !m_pastBook.id.empty() && (wanted.empty() || wanted == m_pastBook.id);
    const runbook::Runbook& shown = isBegun ? m_pastBook
        : chosen != m_runbooks.end()        ? *chosen
                                            : m_toRead;
    if (shown.id.empty())
        m_reader->clear();
    else
        m_reader->show(shown,
                       isBegun && !m_pastRun.parameters.empty() ? m_pastRun.parameters
                           : shown.id == m_toRead.id            ? m_toReadParameters
                                                                : Parameters{},
                       isBegun || m_pastRun.runbook == shown.id ? m_pastRun : runbook::PastRun{});
    if (m_reader->isHidden() != shown.id.empty()) {
        m_reader->setVisible(!shown.id.empty());
        sharePast();
    }
}

void RunbookDock::sharePast()
{
    const Qt::Orientation wanted = width() >= kWide ? Qt::Horizontal : Qt::Vertical;
    m_past->setOrientation(wanted);
    const int length = wanted == Qt::Horizontal ? width() : height();
    m_past->setSizes({length * kLogShare / 100, length * (100 - kLogShare) / 100});
}

void RunbookDock::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isWide = m_past->orientation() == Qt::Horizontal;
    if (isWide != (width() >= kWide))
        sharePast();
}

} // namespace runbookview
