// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/emptystate.h"

#include "widgets/common/icons.h"
#include "widgets/common/plaintext.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace common {

namespace {

constexpr int kStateIconSize = 32;
constexpr int kTextWidth = 420;

} // namespace

EmptyState::EmptyState(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
{
    for (QLabel* label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText);
        label->setAlignment(Qt::AlignHCenter);
        label->setWordWrap(true);
        label->setMinimumWidth(std::min(kTextWidth, 240));
    }
    m_text->setForegroundRole(QPalette::PlaceholderText);

    // Word-wrapped labels shrink when they are aligned, so the column is centred by stretches; its
    // width is bounded as a whole, or its parts would not stand above one another.
    auto* content = new QWidget(this);
    content->setMaximumWidth(kTextWidth);
    auto* column = new QVBoxLayout(content);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(kSpace2);
    column->addStretch(2);
    column->addWidget(m_icon, 0, Qt::AlignHCenter);
    column->addWidget(m_title);
    column->addWidget(m_text);
    column->addSpacing(kSpace2);
    column->addWidget(m_action, 0, Qt::AlignHCenter);
    column->addStretch(3);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(kSpace2, 0, kSpace2, 0);
    row->addStretch(1);
    row->addWidget(content, 4);
    row->addStretch(1);

    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    connect(&theme, &Theme::changed, this, &EmptyState::restyle);
}

void EmptyState::setContent(const QString& iconName, const QString& title, const QString& text,
                            const QString& actionText)
{
    m_iconName = iconName;
    m_title->setText(title);
    m_text->setText(text);
    m_action->setText(actionText);
    m_action->setVisible(!actionText.isEmpty());
    restyle();
    fit();
}

void EmptyState::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    fit();
}

// Where it is allowed to be lower than all of it, nothing is cut through: the picture goes first,
// then the text, which the title then tells where it is pointed at.
void EmptyState::fit()
{
    if (minimumHeight() == 0)
        return; // its layout has the room
    const int width = std::min(this->width() * 2 / 3, kTextWidth);
    const auto heightOf = [width](const QLabel& label) {
        return label.heightForWidth(std::max(width, label.minimumWidth())) + kSpace2;
    };
    const int action = m_action->text().isEmpty() ? 0 : m_action->sizeHint().height() + kSpace2;
    int room = height() - heightOf(*m_title) - action - 2 * kSpace2;
    const bool hasText = !m_text->text().isEmpty() && heightOf(*m_text) <= room;
    room -= hasText ? heightOf(*m_text) : 0;
    m_text->setVisible(hasText);
    m_icon->setVisible(kStateIconSize + kSpace2 <= room);
    m_title->setToolTip(hasText ? QString() : plainToolTip(m_text->text()));
}

void EmptyState::restyle()
{
    m_title->setFont(m_theme.font(TextSize::Title, true));
    m_text->setFont(m_theme.font(TextSize::Body));
    if (!m_iconName.isEmpty())
        m_icon->setPixmap(icon(m_theme, m_iconName, ColorRole::TextDisabled)
                              .pixmap(QSize(kStateIconSize, kStateIconSize), devicePixelRatioF()));
}

} // namespace common
