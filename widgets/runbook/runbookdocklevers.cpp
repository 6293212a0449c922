// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/alarmwords.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/runbook/approvalbox.h"
#include "widgets/runbook/leverboard.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/runbookstart.h"
#include "widgets/runbook/steplist.h"

#include <QPushButton>
#include <QVBoxLayout>

namespace runbookview {

namespace {

// Empty for a step that moves none, or lacks a parameter.
std::string leverOf(const items::RunbookModel& model, int row)
{
    const runbook::Step& step = model.step(row);
    const bool canMove = step.kind == runbook::StepKind::Lever && model.missing(row).empty();
    return canMove ? step.lever : std::string();
}

// A runbook may move one lever in several steps: what cures is the one that moves it to `value`,
// else the first that is still to be done, else the first; -1: none moves it.
int rowMoving(const items::RunbookModel& model, const std::string& lever, const std::string& value)
{
    int open = -1;
    int first = -1;
    for (int row = 0; !lever.empty() && row < model.rowCount(); ++row) {
        if (leverOf(model, row) != lever)
            continue;
        if (!value.empty() && model.step(row).to == value)
            return row;
        if (first < 0)
            first = row;
        if (open < 0 && model.progress(row).state == runbook::StepState::Pending)
            open = row;
    }
    return open >= 0 ? open : first;
}

} // namespace

void RunbookDock::setNoLevers(const QString& why, LeverBoard* board)
{
    m_noLevers = why;
    if (m_port != nullptr)
        return;
    explain();
    if (board == nullptr || m_board != nullptr)
        return;
    m_board = board;
    qobject_cast<QVBoxLayout*>(layout())->insertWidget(0, m_board);
    m_board->setRunbooks(m_runbooks);
    updateMode();
    connect(m_board, &LeverBoard::runbookChosen, this, &RunbookDock::showPast);
}

void RunbookDock::setApprovals(ApprovalPort* port)
{
    auto* box = new ApprovalBox(*port, m_queries, m_clock, m_theme, this);
    qobject_cast<QVBoxLayout*>(layout())->insertWidget(0, box);
    m_approvals = box;
    updateMode();
}

void RunbookDock::setFurtherDecisions(std::vector<telemetry::TimelineEntry> entries)
{
    if (m_approvals != nullptr)
        m_approvals->setFurther(std::move(entries));
}

void RunbookDock::setStale(const QString& why)
{
    if (m_start != nullptr)
        m_start->setStale(why);
}

QString RunbookDock::leverStep(const std::string& lever, const std::string& value) const
{
    const int row = m_steps != nullptr ? rowMoving(m_model, lever, value) : -1;
    return row < 0
        ? QString()
        : tr("Step %1: %2").arg(row + 1).arg(common::safeLine(m_model.shown(row).title, 120));
}

void RunbookDock::prepare(const Proposal& proposal)
{
    if (m_start == nullptr || !m_start->prepare(proposal) || m_model.rowCount() == 0)
        return;
    m_message->say(common::MessageBar::Kind::Info,
                   tr("This run has no step for it. Leave it, and what was asked for is ready to "
                      "start: %1")
                       .arg(common::safeLine(items::alarmWords(proposal.occasion), 300)));
}

int RunbookDock::nextLever(int row) const
{
    for (int next = row + 1; row >= 0 && next < m_model.rowCount(); ++next) {
        if (m_model.progress(next).state == runbook::StepState::Pending
            && !leverOf(m_model, next).empty())
            return next;
    }
    return -1;
}

// What this lever did not cure, or is not known to have cured in the time that the runbook gives
// it, the next one may. It is gone to, not fired.
void RunbookDock::showNext()
{
    using runbook::RungState;
    const int row = m_steps->currentIndex().row();
    const LeverController::Command* fired =
        row < 0 || m_model.rowCount() == 0 || m_model.step(row).kind != runbook::StepKind::Lever
        ? nullptr
        : m_lever->controller().command();
    const RungState recovered = fired != nullptr
        ? fired->ladder.rung(runbook::RungKind::Recovered).state
        : RungState::Waiting;
    // Not in effect in the time that there was is no cure either.
    const bool isUnseen = fired != nullptr && fired->isFinished
        && fired->ladder.rung(runbook::RungKind::InEffect).state == RungState::Unknown;
    const bool isWanted = fired != nullptr && !fired->isBack()
        && (isUnseen || recovered == RungState::Failed || recovered == RungState::Unknown
            || recovered == RungState::Void);
    const int next = isWanted ? nextLever(row) : -1;
    m_next->setVisible(next >= 0);
    if (next < 0)
        return;
    m_next->setText(tr("Next Lever: %1").arg(common::safeLine(m_model.shown(next).title, 60)));
    m_next->setAccessibleName(tr("Go to the next lever, %1; nothing is fired")
                                  .arg(common::safeLine(m_model.shown(next).title, 60)));
}

bool RunbookDock::showLever(const std::string& lever, const std::string& value)
{
    const int row = m_steps != nullptr ? rowMoving(m_model, lever, value) : -1;
    if (row < 0)
        return false;
    m_steps->setCurrentIndex(m_model.index(row, 0));
    m_steps->setFocus(Qt::OtherFocusReason);
    return true;
}

} // namespace runbookview
