// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/sources/fittingtable.h"

#include "widgets/common/measures.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/tabular.h"

#include <QApplication>
#include <QFontMetricsF>
#include <QHeaderView>
#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <utility>

namespace sources {

namespace {

constexpr int kHead = 28;
constexpr std::int64_t kToolTipCharacters = 2000;

// Heads in line with what stands below them.
class FittingHeader final : public QHeaderView
{
public:
    FittingHeader(const common::Theme& theme, QWidget* parent)
        : QHeaderView(Qt::Horizontal, parent)
        , m_theme(theme)
    {
    }

protected:
    void initStyleOptionForIndex(QStyleOptionHeader* option, int section) const override
    {
        QHeaderView::initStyleOptionForIndex(option, section);
        option->text.clear(); // painted here
    }

    void paintSection(QPainter* painter, const QRect& rect, int section) const override
    {
        painter->save();
        QHeaderView::paintSection(painter, rect, section);
        painter->restore();
        const QRect box = rect.adjusted(common::kSpace2, 0, -common::kSpace2, 0);
        const int alignment =
            model()->headerData(section, Qt::Horizontal, Qt::TextAlignmentRole).toInt();
        painter->save();
        painter->setFont(font());
        painter->setPen(m_theme.color(common::ColorRole::TextSecondary));
        painter->drawText(box, alignment | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(
                              model()->headerData(section, Qt::Horizontal).toString(),
                              Qt::ElideRight, box.width()));
        painter->restore();
    }

private:
    const common::Theme& m_theme;
};

} // namespace

CellDelegate::CellDelegate(const common::Theme& theme, QObject* parent)
    : QStyledItemDelegate(parent)
    , m_theme(theme)
{
}

void CellDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option,
                         const QModelIndex& index) const
{
    paintText(painter, option, index,
              QRectF(option.rect).adjusted(common::kSpace2, 0, -common::kSpace2, 0));
}

void CellDelegate::paintText(QPainter* painter, const QStyleOptionViewItem& option,
                             const QModelIndex& index, const QRectF& box) const
{
    QStyleOptionViewItem cell(option);
    initStyleOption(&cell, index);
    const QString text = std::exchange(cell.text, {});
    const QStyle* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
    style->drawControl(QStyle::CE_ItemViewItem, &cell, painter, option.widget);
    painter->save();
    painter->setFont(cell.font);
    painter->setPen(m_theme.color(common::ColorRole::TextPrimary));
    if (common::tabularWidth(QFontMetricsF(cell.font), text) <= box.width())
        common::drawTabular(*painter, box, cell.displayAlignment, text);
    else
        painter->drawText(box, static_cast<int>(cell.displayAlignment) | Qt::TextSingleLine,
                          painter->fontMetrics().elidedText(text, cell.textElideMode,
                                                            static_cast<int>(box.width())));
    painter->restore();
}

bool CellDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view,
                             const QStyleOptionViewItem& option, const QModelIndex& index)
{
    Q_UNUSED(option)
    if (event->type() != QEvent::ToolTip)
        return false;
    const QVariant more = index.data(Qt::ToolTipRole);
    const QString text = more.isValid() ? more.toString() : index.data().toString();
    QToolTip::showText(
        event->globalPos(),
        common::plainToolTip(common::safeText(text.toStdString(), kToolTipCharacters).text), view);
    return true;
}

FittingTable::FittingTable(const common::Theme& theme, int rowHeight, QWidget* parent)
    : QTableView(parent)
    , m_theme(theme)
{
    setHorizontalHeader(new FittingHeader(theme, this));
    setItemDelegate(new CellDelegate(theme, this));
    setFrameShape(QFrame::NoFrame);
    setShowGrid(false);
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setTabKeyNavigation(false);
    setWordWrap(false);
    verticalHeader()->hide();
    common::keepRows(theme, *verticalHeader(), rowHeight);
    QHeaderView* header = horizontalHeader();
    header->setHighlightSections(false);
    header->setMinimumSectionSize(1);
    common::keepHeight(theme, *header, kHead);
    const auto restyle = [this, header] {
        header->setFont(m_theme.font(common::TextSize::Small));
        fit(); // figures may not be cut at any size of the text
    };
    restyle();
    connect(&theme, &common::Theme::changed, this, restyle);
}

void FittingTable::setColumns(std::vector<Column> columns)
{
    m_columns = std::move(columns);
    horizontalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    fit();
}

void FittingTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fit();
}

void FittingTable::fit()
{
    int wanted = 0;
    int shares = 0;
    for (const Column& column : m_columns) {
        wanted += m_theme.scaled(column.width);
        shares += column.share;
    }
    const int room = viewport()->width();
    std::vector<bool> isGone;
    for (const Column& column : m_columns)
        isGone.push_back(column.isHidden);
    for (std::size_t i = m_columns.size(); i-- > 0 && wanted > room;) {
        if (!m_columns[i].mayGo || isGone[i])
            continue;
        isGone[i] = true;
        wanted -= m_theme.scaled(m_columns[i].width);
        shares -= m_columns[i].share;
    }
    int rest = room - wanted; // negative: those that share it give way
    int left = std::max(1, shares);
    for (std::size_t i = 0; i < m_columns.size(); ++i) {
        const int number = static_cast<int>(i);
        setColumnHidden(number, isGone[i]);
        if (isGone[i])
            continue;
        const int part = rest * m_columns[i].share / left;
        rest -= part;
        left = std::max(1, left - m_columns[i].share);
        setColumnWidth(number, std::max(1, m_theme.scaled(m_columns[i].width) + part));
    }
}

} // namespace sources
