// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/runbook/approvalbox.h"
#include "widgets/runbook/leverboard.h"
#include "widgets/runbook/runbookdock.h"
#include "widgets/runbook/runbookstart.h"
#include "widgets/runbook/steplist.h"

#include <QVBoxLayout>

namespace runbookview {

namespace {

// Empty for a step that moves none, or lacks a parameter.
std::string leverOf(const items::RunbookModel& model, int row)
{
    const runbook::Step& step = model.step(row);
    const auto found = step.fields.find("lever");
    const bool canMove = step.kind == runbook::StepKind::Lever && model.missing(row).empty();
    return canMove && found != step.fields.end() ? found->second : std::string();
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
    connect(m_board, &LeverBoard::runbookChosen, this, &RunbookDock::showPast);
}

void RunbookDock::setApprovals(ApprovalPort* port)
{
    auto* box = new ApprovalBox(*port, m_queries, m_clock, m_theme, this);
    qobject_cast<QVBoxLayout*>(layout())->insertWidget(0, box);
}

void RunbookDock::setStale(const QString& why)
{
    if (m_start != nullptr)
        m_start->setStale(why);
}

std::set<std::string> RunbookDock::levers() const
{
    std::set<std::string> levers;
    for (int row = 0; m_steps != nullptr && row < m_model.rowCount(); ++row) {
        if (std::string lever = leverOf(m_model, row); !lever.empty())
            levers.insert(std::move(lever));
    }
    return levers;
}

void RunbookDock::prepare(const Proposal& proposal)
{
    if (m_start == nullptr || !m_start->prepare(proposal) || m_model.rowCount() == 0)
        return;
    m_message->say(common::MessageBar::Kind::Info,
                   tr("This run has no step for it. Leave it, and what was asked for is ready to "
                      "start: %1")
                       .arg(common::safeLine(proposal.occasion, 300)));
}

bool RunbookDock::showLever(const std::string& lever)
{
    for (int row = 0; m_steps != nullptr && row < m_model.rowCount(); ++row) {
        if (leverOf(m_model, row) != lever)
            continue;
        m_steps->setCurrentIndex(m_model.index(row, 0));
        m_steps->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return false;
}

} // namespace runbookview
