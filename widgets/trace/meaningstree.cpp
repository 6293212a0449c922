// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/trace/meaningstree.h"

#include "widgets/common/theme.h"

#include <QApplication>
#include <QPainter>
#include <QResizeEvent>
#include <QStyledItemDelegate>
#include <QTextLayout>

#include <algorithm>
#include <cmath>

namespace traceview {

namespace {

constexpr int kMarkedRole = Qt::UserRole + 20; // list of start, length, start, length ...
constexpr int kRowPadding = common::kSpace1;
constexpr int kLowest = 40; // pixels
constexpr int kHighest = 640;
constexpr int kNarrowestText = 80;

// Lays the text of a row out, and says how high it is.
double layOut(QTextLayout& layout, const QStyleOptionViewItem& option, const QModelIndex& index,
              int width)
{
    QTextOption wrapping;
    wrapping.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    layout.setTextOption(wrapping);
    layout.setFont(option.font);
    QString text = option.text;
    text.replace(u'\n', QChar::LineSeparator);
    layout.setText(text);
    QTextCharFormat bold;
    bold.setFontWeight(QFont::Bold);
    QList<QTextLayout::FormatRange> formats;
    for (const MeaningsTree::Stretch& stretch : MeaningsTree::markedIn(index))
        formats.append({stretch.start, stretch.length, bold});
    layout.setFormats(formats);
    layout.beginLayout();
    double height = 0;
    for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(std::max(width, kNarrowestText));
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    return height;
}

class WrappingDelegate final : public QStyledItemDelegate
{
public:
    explicit WrappingDelegate(MeaningsTree* tree)
        : QStyledItemDelegate(tree)
        , m_tree(*tree)
    {
    }

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyleOptionViewItem filled = option;
        initStyleOption(&filled, index);
        QTextLayout layout;
        const int width = m_tree.textWidth(index);
        return {width,
                static_cast<int>(std::ceil(layOut(layout, filled, index, width))) + kRowPadding};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override
    {
        QStyleOptionViewItem filled = option;
        initStyleOption(&filled, index);
        QTextLayout layout;
        layOut(layout, filled, index, m_tree.textWidth(index));
        const bool isSelected = filled.state.testFlag(QStyle::State_Selected);
        const QPalette::ColorGroup group = !filled.state.testFlag(QStyle::State_Enabled)
            ? QPalette::Disabled
            : filled.state.testFlag(QStyle::State_Active) ? QPalette::Active
                                                          : QPalette::Inactive;
        filled.text.clear();
        m_tree.style()->drawControl(QStyle::CE_ItemViewItem, &filled, painter, &m_tree);
        painter->save();
        painter->setClipRect(filled.rect);
        painter->setPen(
            filled.palette.color(group, isSelected ? QPalette::HighlightedText : QPalette::Text));
        layout.draw(painter, filled.rect.topLeft() + QPoint(kRowPadding / 2, kRowPadding / 2));
        painter->restore();
    }

private:
    const MeaningsTree& m_tree;
};

} // namespace

MeaningsTree::MeaningsTree(QWidget* parent)
    : QTreeWidget(parent)
{
    setHeaderHidden(true);
    setUniformRowHeights(false);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setItemDelegate(new WrappingDelegate(this));
    setMinimumHeight(kLowest);
    connect(this, &QTreeView::expanded, this, &MeaningsTree::fitHeight);
    connect(this, &QTreeView::collapsed, this, &MeaningsTree::fitHeight);
}

void MeaningsTree::setMarked(QTreeWidgetItem* item, const std::vector<Stretch>& stretches)
{
    QVariantList marked;
    for (const Stretch& stretch : stretches)
        marked << stretch.start << stretch.length;
    item->setData(0, kMarkedRole, marked);
}

std::vector<MeaningsTree::Stretch> MeaningsTree::markedIn(const QModelIndex& index)
{
    const QVariantList marked = index.data(kMarkedRole).toList();
    std::vector<Stretch> stretches;
    for (qsizetype i = 0; i + 1 < marked.size(); i += 2)
        stretches.push_back({.start = marked[i].toInt(), .length = marked[i + 1].toInt()});
    return stretches;
}

int MeaningsTree::textWidth(const QModelIndex& index) const
{
    int depth = rootIsDecorated() ? 1 : 0;
    for (QModelIndex above = index.parent(); above.isValid(); above = above.parent())
        ++depth;
    return viewport()->width() - depth * indentation() - kRowPadding;
}

void MeaningsTree::doItemsLayout()
{
    QTreeWidget::doItemsLayout();
    fitHeight();
}

void MeaningsTree::resizeEvent(QResizeEvent* event)
{
    QTreeWidget::resizeEvent(event);
    if (event->size().width() != event->oldSize().width())
        scheduleDelayedItemsLayout();
}

void MeaningsTree::fitHeight()
{
    int height = 2 * frameWidth();
    for (QModelIndex index = model()->index(0, 0); index.isValid() && height < kHighest;
         index = indexBelow(index))
        height += rowHeight(index);
    height = std::clamp(height, kLowest, kHighest);
    if (minimumHeight() != height || maximumHeight() != height)
        setFixedHeight(height);
}

} // namespace traceview
