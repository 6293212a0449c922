// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/otherproposal.h"

#include "models/items/alarmwords.h"
#include "widgets/common/elidedlabel.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/runbookstart.h"

#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace runbookview {

namespace {

constexpr int kOtherHeight = 20; // one small line

} // namespace

OtherProposal::OtherProposal(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_text(new common::ElidedLabel(this))
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text);
    connect(&theme, &common::Theme::changed, this, &OtherProposal::restyle);
    restyle();
}

void OtherProposal::restyle()
{
    m_text->setFont(m_theme.font(common::TextSize::Small));
    setFixedHeight(m_theme.scaled(kOtherHeight));
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::Accent));
    setPalette(colors);
}

void OtherProposal::beginRun(const std::string& runbook, const std::string& alarm)
{
    m_runbook = runbook;
    m_alarm = alarm;
    m_text->clear();
    m_text->setToolTip({});
}

// The alarm of the run is proposed for again as more is known of it: only another runbook is news.
void OtherProposal::tell(const Proposal& proposal, const std::string& title)
{
    const bool isOfRun = !m_alarm.empty() && proposal.alarm == m_alarm;
    if (title.empty() || (isOfRun && proposal.runbook == m_runbook))
        return;
    const QString named = common::safeLine(title, 200);
    const QString alarm =
        proposal.alarm.empty() ? tr("another alarm") : common::safeLine(proposal.alarm, 40);
    m_text->setText(isOfRun ? tr("Leave shows what fits %1 better by now: %2").arg(alarm, named)
                            : tr("Leave shows what %1 proposes: %2").arg(alarm, named));
    m_text->setToolTip(common::plainToolTip(
        text() + u'\n' + common::safeLine(items::alarmWords(proposal.occasion), 300)));
}

QString OtherProposal::text() const
{
    return m_text->text();
}

} // namespace runbookview
