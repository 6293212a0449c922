// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/comparison/comparison.h"

#include <QAbstractListModel>
#include <QListView>
#include <QStyledItemDelegate>

#include <memory>

namespace common {
class Theme;
}

namespace traceview {

// What stands between two steps, in words; for screen readers and tooltips: "diverges here".
QString spineText(const comparison::Comparison& all, std::size_t pair);

// The pairs of a comparison, one a row. GUI thread.
class DiffStepModel final : public QAbstractListModel
{
    Q_OBJECT

public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;

    void setComparison(std::shared_ptr<const comparison::Comparison> all);
    const comparison::Comparison* all() const { return m_all.get(); }
    // Row of the suspect's step; -1 when it is in none.
    int rowOf(telemetry::SpanId span) const;
    // The next row in that direction (1, -1) with a difference that is not natural; -1: none.
    int nextDifference(int from, int direction) const;

private:
    std::shared_ptr<const comparison::Comparison> m_all;
};

// Draws one pair: the suspect's step left, the good run's right, between them a spine with a shape
// for what they are to each other.
class DiffStepDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    DiffStepDelegate(const DiffStepModel& model, const common::Theme& theme, QObject* parent);

    void paint(QPainter* painter, const QStyleOptionViewItem& option,
               const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    void setRowHeight(int pixels) { m_rowHeight = pixels; }

    static constexpr int kSpine = 56; // pixels

private:
    void paintStep(QPainter& painter, const QRect& box, const comparison::ComparedStep* step,
                   int depth, bool isStrong) const;
    void paintSpine(QPainter& painter, const QRect& box, std::size_t pair) const;

    const DiffStepModel& m_model;
    const common::Theme& m_theme;
    int m_rowHeight = 28;
};

// Up, down and the mouse choose; n and p go to the next and the previous difference, Enter opens.
// The chosen row stays in sight when the list gets another size.
class DiffStepList final : public QListView
{
    Q_OBJECT

public:
    DiffStepList(const common::Theme& theme, QWidget* parent = nullptr);

    void setComparison(std::shared_ptr<const comparison::Comparison> all);
    const DiffStepModel& steps() const { return m_model; }
    int currentRow() const { return currentIndex().row(); } // -1: none
    void setRowHeight(int pixels); // at least 20
    void chooseRow(int row); // and shows it; nothing for a row that is not there
    // The next (1) or previous (-1) row with a difference that is not natural, if there is one.
    void goToDifference(int direction);

signals:
    void chosen(int row);
    void opened(int row);

protected:
    bool event(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void resizeEvent(QResizeEvent* event) override;

private:
    void showCurrent();

    DiffStepModel m_model;
    DiffStepDelegate* m_delegate;
};

} // namespace traceview
