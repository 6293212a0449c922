// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/setupblocks.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLayoutItem>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QTextBlock>
#include <QVBoxLayout>

#include <cmath>

namespace sources {

namespace {

// As high as its lines: what scrolls is the page.
class SnippetView final : public QPlainTextEdit
{
public:
    using QPlainTextEdit::QPlainTextEdit;

    void fitLines()
    {
        double lines = 0; // which are not as high as the font tells, by parts of a pixel
        for (QTextBlock block = document()->begin(); block.isValid(); block = block.next())
            lines += blockBoundingRect(block).height();
        setFixedHeight(static_cast<int>(std::ceil(lines)) + 2 * common::kSpace2
                       + horizontalScrollBar()->sizeHint().height());
    }
};

} // namespace

SetupBlocks::SetupBlocks(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(common::kSpace1);
    connect(&theme, &common::Theme::changed, this, &SetupBlocks::restyle);
}

void SetupBlocks::setParts(const std::vector<SetupPart>& parts)
{
    while (QLayoutItem* item = m_layout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    for (const SetupPart& part : parts)
        add(part);
    restyle();
}

void SetupBlocks::add(const SetupPart& part)
{
    auto* block = new QWidget(this);
    auto* heading = new QLabel(part.heading, block);
    heading->setTextFormat(Qt::PlainText);
    heading->setWordWrap(true);
    auto* copy = new QPushButton(tr("Copied"), block);
    copy->setMinimumWidth(copy->sizeHint().width()); // it does not change under the pointer
    copy->setText(tr("Copy"));
    copy->setAccessibleName(tr("Copy: %1").arg(part.heading));
    auto* text = new SnippetView(block);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setLineWrapMode(QPlainTextEdit::NoWrap);
    text->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    text->setAccessibleName(part.heading);
    text->setPlainText(part.text);
    auto* top = new QHBoxLayout;
    top->setSpacing(common::kSpace2);
    top->addWidget(heading, 1);
    top->addWidget(copy, 0, Qt::AlignTop);
    auto* layout = new QVBoxLayout(block);
    layout->setContentsMargins(0, 0, 0, common::kSpace1);
    layout->setSpacing(common::kSpace1);
    layout->addLayout(top);
    layout->addWidget(text);
    m_layout->addWidget(block);
    block->show(); // at once: what is hidden has no height in a layout
    connect(copy, &QPushButton::clicked, this, [this, copy, text] {
        QGuiApplication::clipboard()->setText(text->toPlainText());
        for (QPushButton* each : findChildren<QPushButton*>())
            each->setText(tr("Copy")); // what was copied before is there no more
        copy->setText(tr("Copied"));
    });
}

QStringList SetupBlocks::texts() const
{
    QStringList all;
    for (int i = 0; i < m_layout->count(); ++i) {
        if (const QWidget* block = m_layout->itemAt(i)->widget(); block != nullptr)
            all << block->findChild<QPlainTextEdit*>()->toPlainText();
    }
    return all;
}

void SetupBlocks::restyle()
{
    QFont fixed = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    fixed.setPixelSize(m_theme.font(common::TextSize::Body).pixelSize());
    for (int i = 0; i < m_layout->count(); ++i) {
        const QWidget* block = m_layout->itemAt(i)->widget();
        if (block == nullptr)
            continue;
        block->findChild<QLabel*>()->setFont(m_theme.font(common::TextSize::Body, true));
        auto* text = static_cast<SnippetView*>(block->findChild<QPlainTextEdit*>());
        text->setFont(fixed);
        text->fitLines();
    }
}

} // namespace sources
