// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/runbook/introduction.h"

#include "models/items/runbookprose.h"
#include "models/items/runbookwords.h"
#include "models/runbook/runbook.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/runbook/docktext.h"

#include <QGridLayout>
#include <QLabel>
#include <QVBoxLayout>

#include <algorithm>

namespace runbookview {

namespace {

constexpr std::int64_t kMostText = 4000;
constexpr std::int64_t kMostOfCell = 600;
constexpr qsizetype kMostTableRows = 50;
constexpr qsizetype kMostColumns = 8;

QLabel* makeSelectableText(const QString& text, QWidget* parent)
{
    QLabel* label = makeDockText(parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setText(text);
    return label;
}

} // namespace

Introduction::Introduction(const common::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    setAccessibleName(tr("Introduction"));
    connect(&theme, &common::Theme::changed, this, &Introduction::rebuild);
    hide();
}

void Introduction::setRunbook(const runbook::Runbook& runbook)
{
    const runbook::Runbook shown = items::shownRunbook(runbook);
    m_markdown = shown.introduction;
    m_title = common::safeLine(shown.title, 200);
    rebuild();
}

void Introduction::rebuild()
{
    delete m_content;
    m_content = new QWidget(this);
    m_column = new QVBoxLayout(m_content);
    m_column->setContentsMargins(0, 0, 0, 0);
    m_column->setSpacing(common::kSpace2);
    for (const items::ProseBlock& block : items::proseBlocks(m_markdown)) {
        if (!block.table.isEmpty()) {
            addTable(block.table);
            continue;
        }
        QString text = common::safeText(block.text.toStdString(), kMostText).text.trimmed();
        if (text.section(u'\n', 0, 0) == m_title)
            text = text.section(u'\n', 1).trimmed();
        if (text.isEmpty())
            continue;
        QLabel* label = makeSelectableText(text, m_content);
        label->setFont(m_theme.font(common::TextSize::Body));
        m_column->addWidget(label);
    }
    layout()->addWidget(m_content);
    setVisible(m_column->count() > 0);
}

void Introduction::addTable(const QList<QStringList>& table)
{
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(common::kSpace3);
    grid->setVerticalSpacing(common::kSpace2);
    for (qsizetype row = 0; row < std::min(table.size(), kMostTableRows); ++row) {
        for (qsizetype i = 0; i < std::min(table[row].size(), kMostColumns); ++i) {
            QLabel* cell = makeSelectableText(
                common::safeText(table[row][i].toStdString(), kMostOfCell).text, m_content);
            cell->setFont(m_theme.font(row == 0 ? common::TextSize::Small : common::TextSize::Body,
                                       row == 0));
            if (row == 0)
                cell->setForegroundRole(QPalette::PlaceholderText);
            grid->addWidget(cell, static_cast<int>(row), static_cast<int>(i), Qt::AlignTop);
            grid->setColumnStretch(static_cast<int>(i), 1);
        }
    }
    m_column->addLayout(grid);
}

} // namespace runbookview
