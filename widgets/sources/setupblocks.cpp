// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/setupblocks.h"

#include <QClipboard>
#include <QFontDatabase>
#include <QFontMetrics>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLayoutItem>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QVBoxLayout>

#include <algorithm>

namespace sources {

namespace {

constexpr int kLeastLines = 6;
constexpr int kMostLines = 24; // what is longer scrolls

// As high as its lines: what scrolls is the whole.
class SnippetView final : public QPlainTextEdit
{
public:
    using QPlainTextEdit::QPlainTextEdit;

    void fitLines()
    {
        setFixedHeight(QFontMetrics(font()).lineSpacing() * document()->blockCount()
                       + 2 * common::kSpace2 + horizontalScrollBar()->sizeHint().height());
    }
};

} // namespace

SetupBlocks::SetupBlocks(const common::Theme& theme, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_content(new QWidget(this))
    , m_layout(new QVBoxLayout(m_content))
{
    m_layout->setContentsMargins(0, 0, common::kSpace2, 0);
    m_layout->setSpacing(common::kSpace1);
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff); // each text has its own
    setFocusPolicy(Qt::NoFocus); // the texts and buttons in it have it
    setWidget(m_content);
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
    m_layout->addStretch(1);
    verticalScrollBar()->setValue(0);
    restyle();
}

void SetupBlocks::add(const SetupPart& part)
{
    auto* block = new QWidget(m_content);
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
        for (QPushButton* each : m_content->findChildren<QPushButton*>())
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
    fit();
}

// As high as what is in it, as far as there is room.
void SetupBlocks::fit()
{
    m_layout->activate();
    setMinimumHeight(minimumSizeHint().height());
    setMaximumHeight(std::max(minimumSizeHint().height(), sizeHint().height()));
    updateGeometry();
}

QSize SetupBlocks::sizeHint() const
{
    const int most = m_theme.font(common::TextSize::Body).pixelSize() * 3 / 2 * kMostLines;
    return {QScrollArea::sizeHint().width(),
            std::clamp(m_layout->sizeHint().height(), minimumSizeHint().height(), most)};
}

QSize SetupBlocks::minimumSizeHint() const
{
    const int least = m_theme.font(common::TextSize::Body).pixelSize() * 3 / 2 * kLeastLines;
    return {QScrollArea::minimumSizeHint().width(), std::min(least, m_layout->sizeHint().height())};
}

} // namespace sources
