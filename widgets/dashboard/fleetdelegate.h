// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStyledItemDelegate>

#include <vector>

namespace common {
class Theme;
}
namespace items {
struct CheckCell;
struct OtherAlarm;
} // namespace items

namespace dashboard {

// Draws a cell of the fleet matrix: the glyph of its state, the failed share, the trend, and below
// it the interval, n and age. A value that is not fresh is pale. Compact: the glyph alone. Dense:
// one short line with glyph and share; the rest is in the tooltip.
class FleetDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    FleetDelegate(const common::Theme& theme, bool isCompact, QObject* parent = nullptr);

    // Of a compact matrix: its first check column tells the worst of all checks.
    void setSummary(bool isSummary) { m_isSummary = isSummary; }
    void setDense(bool isDense) { m_isDense = isDense; }
    // Little width, three lines: the share, its interval, n and age.
    void setNarrow(bool isNarrow) { m_isNarrow = isNarrow; }
    // The least width of such a cell: below it a share would lose its sign.
    static int narrowWidth(const common::Theme& theme);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    void paintBackground(QPainter& painter, const QStyleOptionViewItem& option) const;
    void paintService(QPainter& painter, const QRectF& rect, const QModelIndex& index) const;
    void paintOther(QPainter& painter, const QRectF& rect,
                    const std::vector<items::OtherAlarm>& others) const;
    void paintCell(QPainter& painter, const QRectF& rect, const items::CheckCell& cell,
                   const QModelIndex& index) const;
    void paintNarrow(QPainter& painter, const QRectF& rect, const items::CheckCell& cell,
                     const QModelIndex& index) const;
    void paintDense(QPainter& painter, const QRectF& rect, const items::CheckCell& cell) const;
    void paintSummary(QPainter& painter, const QRectF& rect, const QModelIndex& index) const;
    void paintTrend(QPainter& painter, const QRectF& rect, const items::CheckCell& cell) const;

    const common::Theme& m_theme;
    const bool m_isCompact;
    bool m_isDense = false;
    bool m_isNarrow = false;
    bool m_isSummary = false;
};

} // namespace dashboard
