// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/difftable.h"

#include "widgets/common/measures.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/theme.h"
#include "widgets/trace/diffkeys.h"
#include "widgets/trace/diffwords.h"

#include <QHeaderView>
#include <QKeyEvent>
#include <QResizeEvent>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

using common::ColorRole;
using comparison::Difference;
using comparison::Weight;

constexpr auto kMostRows = 500UL;
constexpr int kDifferenceRow = 26; // pixels

enum Column
{
    kAspect,
    kName,
    kHere,
    kThere,
    kColumns,
};

} // namespace

DiffTable::DiffTable(const common::Theme& theme, QWidget* parent)
    : QTableWidget(0, kColumns, parent)
    , m_theme(theme)
{
    setHorizontalHeaderLabels({tr("Differs in"), tr("What"), tr("Suspect"), tr("Good run")});
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    horizontalHeader()->setHighlightSections(false);
    verticalHeader()->hide();
    common::keepRows(theme, *verticalHeader(), kDifferenceRow);
    for (const int column : {kHere, kThere})
        horizontalHeader()->setSectionResizeMode(column, QHeaderView::Stretch);
    setShowGrid(false);
    setFrameShape(QFrame::NoFrame);
    setWordWrap(false);
    setTabKeyNavigation(false);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setAccessibleName(tr("What the chosen pair of steps differs in"));
    setAccessibleDescription(tr("n and p go to the next and the previous step that differs."));
    setRoomy(false);
    connect(&theme, &common::Theme::changed, this, &DiffTable::restyle);
}

void DiffTable::setRoomy(bool on)
{
    setColumnWidth(kAspect, on ? 124 : 100);
    setColumnWidth(kName, on ? 132 : 92);
}

void DiffTable::setDifferences(std::vector<Difference> differences)
{
    std::ranges::stable_sort(differences, {},
                             [](const Difference& one) { return orderOf(one.weight); });
    if (differences.size() > kMostRows)
        differences.resize(kMostRows);
    m_differences = std::move(differences);
    setRowCount(static_cast<int>(m_differences.size()));
    for (int row = 0; row < rowCount(); ++row) {
        const Difference& one = m_differences[static_cast<std::size_t>(row)];
        const std::array<QString, kColumns> cells{
            weightMark(one.weight) + u"  "_s + aspectText(one.aspect),
            common::safeLine(one.name, 120), valueText(one.here), valueText(one.there)};
        for (int column = 0; column < kColumns; ++column) {
            auto* item = new QTableWidgetItem(cells[static_cast<std::size_t>(column)]);
            item->setToolTip(common::plainToolTip(common::safeSentence(one.text, 600) + u" – "_s
                                                  + weightText(one.weight)));
            item->setData(Qt::AccessibleDescriptionRole, weightText(one.weight));
            setItem(row, column, item);
        }
    }
    restyle();
    scrollToTop();
}

void DiffTable::restyle()
{
    for (int row = 0; row < rowCount(); ++row) {
        const bool isWeighty =
            m_differences[static_cast<std::size_t>(row)].weight == Weight::Substantial;
        for (int column = 0; column < kColumns; ++column) {
            item(row, column)
                ->setForeground(
                    m_theme.color(isWeighty ? ColorRole::TextPrimary : ColorRole::TextSecondary));
            item(row, column)->setFont(m_theme.font(common::TextSize::Body, isWeighty));
        }
    }
}

bool DiffTable::event(QEvent* event)
{
    if (acceptsDifferenceKey(*event))
        return true;
    return QTableWidget::event(event);
}

void DiffTable::keyPressEvent(QKeyEvent* event)
{
    if (const int direction = differenceDirection(*event); direction != 0)
        emit differenceAsked(direction);
    else
        QTableWidget::keyPressEvent(event);
}

void DiffTable::resizeEvent(QResizeEvent* event)
{
    const bool wasSeen = isCurrentSeen(*this, event->oldSize());
    QTableWidget::resizeEvent(event);
    if (wasSeen)
        scrollTo(currentIndex());
}

} // namespace traceview
