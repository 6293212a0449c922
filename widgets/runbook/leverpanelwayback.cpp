// SPDX-License-Identifier: GPL-3.0-or-later

// The way back from a firing: what stands in the way of its undo, and what became of a write of
// which nobody was told.

#include "models/items/ownwords.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/leverpanel.h"
#include "widgets/runbook/reasonbox.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace runbookview {

namespace {

constexpr std::size_t kLongestWayText = 600;

} // namespace

void LeverPanel::buildWayBack()
{
    m_openWrites->setAccessibleName(tr("Open writes"));
    m_way->setAccessibleName(tr("Way back"));
    m_readAgain->setAccessibleDescription(tr("Reads the lever now; nothing is sent."));
    m_setAside->setAccessibleDescription(
        tr("Takes the write for one that does not count any more, for a reason that is recorded."));
    m_confirmThere->setAccessibleDescription(
        tr("Reads the lever and what serves once more, and settles the step by that; nothing is "
           "written."));
    m_putBack->setAccessibleDescription(
        tr("Shows what sets the prior state over what stands there now; then type the target, arm "
           "and hold."));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(common::kSpace2);
    row->addStretch(1);
    for (QPushButton* button : {m_readAgain, m_setAside, m_confirmThere, m_putBack}) {
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        row->addWidget(button);
    }
    auto* details = qobject_cast<QVBoxLayout*>(m_details->layout());
    details->addWidget(m_way);
    details->addLayout(row);
    details->addWidget(m_whySetAside);
    connect(m_readAgain, &QPushButton::clicked, &m_controller, &LeverController::readAgain);
    connect(m_setAside, &QPushButton::clicked, m_whySetAside, &ReasonBox::open);
    connect(m_whySetAside, &ReasonBox::given, &m_controller, &LeverController::setAside);
    connect(m_confirmThere, &QPushButton::clicked, &m_controller, &LeverController::confirm);
    connect(m_putBack, &QPushButton::clicked, &m_controller, &LeverController::selectPutBack);
}

void LeverPanel::showWayBack()
{
    const QStringList open = m_controller.openTexts();
    m_openWrites->setText(open.join(u'\n'));
    m_openWrites->setVisible(!open.isEmpty());
    QStringList way;
    for (const QString& text : {m_controller.undoConflict(), m_controller.undoOpen()}) {
        if (!text.isEmpty())
            way << common::safeLine(items::ownWords(text.toStdString()), kLongestWayText);
    }
    if (m_controller.isOpen())
        way << m_controller.openText();
    if (const QString overtaken = m_controller.overtakenText();
        way.isEmpty() && !overtaken.isEmpty())
        way << overtaken;
    m_way->setText(way.join(u' '));
    m_way->setVisible(!way.isEmpty());
    m_readAgain->setVisible(m_controller.isOpen());
    m_setAside->setVisible(m_controller.canSetAside());
    m_confirmThere->setVisible(m_controller.canConfirm());
    if (!m_controller.canSetAside())
        m_whySetAside->hide();
    m_putBack->setVisible(m_controller.canPutBack());
    QPalette palette = this->palette();
    palette.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::Severity2));
    m_openWrites->setPalette(palette);
    m_way->setPalette(palette);
}

} // namespace runbookview
