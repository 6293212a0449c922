// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"

#include <QStyledItemDelegate>
#include <QTableView>

#include <vector>

namespace sources {

// A cell in line with its head; what does not fit is cut visibly, and its tooltip has all of it.
class CellDelegate : public QStyledItemDelegate
{
    Q_OBJECT

public:
    explicit CellDelegate(const common::Theme& theme, QObject* parent = nullptr);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option,
                   const QModelIndex& index) override;

protected:
    const common::Theme& theme() const { return m_theme; }
    // The background, and then the text within `box`.
    void paintText(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                   const QRectF& box) const;

private:
    const common::Theme& m_theme;
};

// A table of rows whose columns always fit its width: some have a width of their own, the others
// share the rest, and where there is too little, columns that may go are left out, the last first.
class FittingTable final : public QTableView
{
    Q_OBJECT

public:
    struct Column
    {
        int width = 0; // at least, at the usual size of the text
        int share = 0; // of what is left; 0: no more than its width
        bool mayGo = false;
        bool isHidden = false; // always: another column tells it
    };
    FittingTable(const common::Theme& theme, int rowHeight, QWidget* parent = nullptr);

    void setColumns(std::vector<Column> columns); // after the model

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fit();

    const common::Theme& m_theme;
    std::vector<Column> m_columns;
};

} // namespace sources
