// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/stepstable.h"

#include <QHeaderView>
#include <QScopedValueRollback>
#include <QScrollBar>
#include <QStyledItemDelegate>

#include <algorithm>
#include <array>
#include <utility>

using namespace Qt::StringLiterals;

namespace traceview {

namespace {

constexpr int kExpandedSpans = 2000;
constexpr int kTableRow = 24; // pixels
constexpr int kMostSpare = 400; // of the width, for the name

using TreeColumn = items::SpanTreeModel::Column;
constexpr std::array<std::pair<TreeColumn, int>, 7> kWidths{{{TreeColumn::Name, 200},
                                                             {TreeColumn::Duration, 84},
                                                             {TreeColumn::Tokens, 140},
                                                             {TreeColumn::Status, 92},
                                                             {TreeColumn::Kind, 104},
                                                             {TreeColumn::Start, 84},
                                                             {TreeColumn::Service, 120}}};

class RowDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QSize size = QStyledItemDelegate::sizeHint(option, index);
        return {size.width(), std::max(kTableRow, size.height())};
    }
};

} // namespace

StepsTable::StepsTable(QWidget* parent)
    : QTreeView(parent)
    , m_nameWidth(kWidths.front().second)
{
    setModel(&m_model);
    setUniformRowHeights(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Steps of the trace"));
    setItemDelegate(new RowDelegate(this));
    setHorizontalScrollMode(ScrollPerPixel);
    setExpandsOnDoubleClick(false); // it opens the step, as Enter does
    // Not "steps" as it was once: what was kept of that is of other columns.
    header()->setObjectName(u"stepColumns"_s);
    header()->setSectionResizeMode(QHeaderView::Interactive);
    for (const auto& [column, width] : kWidths)
        header()->resizeSection(column, width);
    connect(this, &QTreeView::expanded, this,
            [this](const QModelIndex& index) { toggled(index, true); });
    connect(this, &QTreeView::collapsed, this,
            [this](const QModelIndex& index) { toggled(index, false); });
}

void StepsTable::setTree(std::shared_ptr<const trace::SpanTree> tree,
                         const std::shared_ptr<const trace::SpanTree>& same)
{
    const QScopedValueRollback setting(m_isSetting, true);
    const trace::SpanTree& old = m_model.tree();
    int scrolled = verticalScrollBar()->value();
    const bool isOpen = tree->size() <= kExpandedSpans;
    if (old.isEmpty() || tree->isEmpty() || old.span(0).trace != tree->span(0).trace
        || isOpen != m_isOpen) {
        m_touched.clear();
        scrolled = 0;
    }
    m_isOpen = isOpen;
    const int chosen = m_model.nodeOf(currentIndex());
    const auto current =
        chosen == trace::SpanTree::kNone ? telemetry::SpanId::None : old.span(chosen).span;
    bool wasReset = false;
    const auto reset =
        connect(&m_model, &QAbstractItemModel::modelReset, this, [&wasReset] { wasReset = true; });
    m_model.setTree(std::move(tree), same);
    disconnect(reset);
    if (!wasReset)
        return;
    if (m_isOpen)
        expandAll();
    for (const telemetry::SpanId span : m_touched) {
        const int node = m_model.tree().find(span);
        if (node != trace::SpanTree::kNone)
            setExpanded(m_model.indexOf(node), !m_isOpen);
    }
    // Without bringing it into sight, which would open what it is in.
    setAutoScroll(false);
    setCurrentNode(m_model.tree().find(current));
    setAutoScroll(true);
    verticalScrollBar()->setValue(scrolled);
}

void StepsTable::setContents(const trace::TraceContents* contents)
{
    m_model.setContents(contents);
}

void StepsTable::setCurrentNode(int node)
{
    if (m_model.nodeOf(currentIndex()) != node)
        setCurrentIndex(m_model.indexOf(node));
}

void StepsTable::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    emit currentNodeChanged(m_model.nodeOf(current));
}

// No column but those to scroll to is cut, and none is narrow beside room that is not used.
void StepsTable::resizeEvent(QResizeEvent* event)
{
    QTreeView::resizeEvent(event);
    if (header()->sectionSize(TreeColumn::Name) != m_nameWidth)
        return; // somebody wants it otherwise, or did when the window was open last
    int room = viewport()->width() - kWidths.front().second;
    for (std::size_t i = 1; i < kWidths.size() && room >= kWidths[i].second; ++i)
        room -= kWidths[i].second;
    m_nameWidth = kWidths.front().second + std::clamp(room, 0, kMostSpare);
    header()->resizeSection(TreeColumn::Name, m_nameWidth);
}

void StepsTable::toggled(const QModelIndex& index, bool isOpen)
{
    if (m_isSetting)
        return;
    const telemetry::SpanId span = m_model.tree().span(m_model.nodeOf(index)).span;
    if (isOpen == m_isOpen)
        m_touched.erase(span);
    else
        m_touched.insert(span);
}

} // namespace traceview
