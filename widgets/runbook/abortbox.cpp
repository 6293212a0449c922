// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/abortbox.h"

#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace runbookview {

AbortBox::AbortBox(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_reason(new QLineEdit(this))
    , m_confirm(new QPushButton(tr("Abort the Run"), this))
    , m_cancel(new QPushButton(tr("Keep It"), this))
    , m_message(new QLabel(this))
{
    m_reason->setPlaceholderText(tr("Why the run is aborted"));
    m_reason->setAccessibleName(tr("Why the run is aborted"));
    m_reason->setMaxLength(2000);
    m_confirm->setAccessibleName(tr("Abort the run for good, with this reason"));
    m_cancel->setAccessibleName(tr("Do not abort the run"));
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setMinimumWidth(1);
    m_message->setText(tr("Nothing is moved back by this: what was fired stays as it is."));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(common::kSpace2);
    row->addWidget(m_confirm);
    row->addWidget(m_cancel);
    row->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(common::kSpace3, 0, common::kSpace3, common::kSpace2);
    layout->setSpacing(common::kSpace2);
    layout->addWidget(m_reason);
    layout->addWidget(m_message);
    layout->addLayout(row);
    connect(m_reason, &QLineEdit::returnPressed, this, &AbortBox::confirm);
    connect(m_confirm, &QPushButton::clicked, this, &AbortBox::confirm);
    connect(m_cancel, &QPushButton::clicked, this, &QWidget::hide);
    const auto restyle = [this, &theme] {
        m_message->setFont(theme.font(common::TextSize::Small));
    };
    connect(&theme, &common::Theme::changed, this, restyle);
    restyle();
    hide();
}

void AbortBox::open()
{
    m_reason->clear();
    show();
    m_reason->setFocus(Qt::ShortcutFocusReason);
}

void AbortBox::confirm()
{
    const QString reason = m_reason->text().trimmed();
    if (reason.isEmpty()) {
        m_message->setText(tr("Say why, then press Abort the Run again."));
        m_reason->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    hide();
    emit aborted(reason);
}

void AbortBox::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QWidget::keyPressEvent(event);
}

} // namespace runbookview
