// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/reasonbox.h"

#include "widgets/common/theme.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include <utility>

namespace runbookview {

ReasonBox::ReasonBox(const common::Theme& theme, Words words, QWidget* parent)
    : QWidget(parent)
    , m_words(std::move(words))
    , m_reason(new QLineEdit(this))
    , m_confirm(new QPushButton(m_words.confirm, this))
    , m_cancel(new QPushButton(m_words.cancel, this))
    , m_message(new QLabel(this))
{
    m_reason->setPlaceholderText(m_words.reason);
    m_reason->setAccessibleName(m_words.reason);
    m_reason->setMaxLength(2000);
    m_confirm->setAccessibleName(m_words.confirmName);
    m_cancel->setAccessibleName(m_words.cancelName);
    m_message->setTextFormat(Qt::PlainText);
    m_message->setWordWrap(true);
    m_message->setMinimumWidth(1);
    m_message->setText(m_words.means);
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
    connect(m_reason, &QLineEdit::returnPressed, this, &ReasonBox::confirm);
    connect(m_confirm, &QPushButton::clicked, this, &ReasonBox::confirm);
    connect(m_cancel, &QPushButton::clicked, this, &QWidget::hide);
    const auto restyle = [this, &theme] {
        m_message->setFont(theme.font(common::TextSize::Small));
    };
    connect(&theme, &common::Theme::changed, this, restyle);
    restyle();
    hide();
}

ReasonBox::Words ReasonBox::abortWords()
{
    return {.reason = tr("Why the run is aborted"),
            .confirm = tr("Abort the Run"),
            .confirmName = tr("Abort the run for good, with this reason"),
            .cancel = tr("Keep It"),
            .cancelName = tr("Do not abort the run"),
            .means = tr("Nothing is moved back by this: what was fired stays as it is.")};
}

void ReasonBox::open()
{
    m_reason->clear();
    m_message->setText(m_words.means);
    show();
    m_reason->setFocus(Qt::ShortcutFocusReason);
}

void ReasonBox::confirm()
{
    const QString reason = m_reason->text().trimmed();
    if (reason.isEmpty()) {
        m_message->setText(tr("Say why, then press %1 again.").arg(m_words.confirm));
        m_reason->setFocus(Qt::ShortcutFocusReason);
        return;
    }
    hide();
    emit given(reason);
}

void ReasonBox::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Escape)
        hide();
    else
        QWidget::keyPressEvent(event);
}

} // namespace runbookview
