// SPDX-License-Identifier: GPL-3.0-or-later

// The way back from a firing: what stands in the way of its undo, and what became of a write of
// which nobody was told.

#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/leverpanel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace runbookview {

namespace {

constexpr std::size_t kLongestText = 600;

} // namespace

void LeverPanel::buildWayBack()
{
    m_openWrites->setAccessibleName(tr("Open writes"));
    m_way->setAccessibleName(tr("Way back"));
    m_readAgain->setAccessibleDescription(tr("Reads the lever now; nothing is sent."));
    m_putBack->setAccessibleDescription(
        tr("Shows what sets the prior state over what stands there now; then type the target, arm "
           "and hold."));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(common::kSpace2);
    row->addStretch(1);
    for (QPushButton* button : {m_readAgain, m_putBack}) {
        button->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
        row->addWidget(button);
    }
    auto* details = qobject_cast<QVBoxLayout*>(m_details->layout());
    details->addWidget(m_way);
    details->addLayout(row);
    connect(m_readAgain, &QPushButton::clicked, &m_controller, &LeverController::readAgain);
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
            way << common::safeLine(text.toStdString(), kLongestText);
    }
    if (m_controller.isOpen())
        way << m_controller.openText();
    m_way->setText(way.join(u' '));
    m_way->setVisible(!way.isEmpty());
    m_readAgain->setVisible(m_controller.isOpen());
    m_putBack->setVisible(m_controller.canPutBack());
    QPalette palette = this->palette();
    palette.setColor(QPalette::WindowText, m_theme.color(common::ColorRole::Severity2));
    m_openWrites->setPalette(palette);
    m_way->setPalette(palette);
}

} // namespace runbookview
