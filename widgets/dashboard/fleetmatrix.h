// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTableView>

namespace common {
class EmptyState;
class Theme;
} // namespace common
namespace items {
class ServiceHealthModel;
}

namespace dashboard {

class FleetDelegate;

// Services against checks, worst first. While the pointer or the focus is in it, rows keep their
// places. Choosing a row (click, Enter) says which service; choosing the chosen one again, or
// Escape, says none. GUI thread.
class FleetMatrix final : public QTableView
{
    Q_OBJECT

public:
    // While there is no service a compact one says so; beside a full one its page does.
    enum class Size
    {
        Full, // value, trend, interval, n and age in each cell
        Compact, // one glyph a cell, for a narrow dock; or the worst check where that has no room
    };

    FleetMatrix(items::ServiceHealthModel& model, const common::Theme& theme, Size size,
                QWidget* parent = nullptr);

    // Marks a service as chosen; empty: none. Emits nothing.
    void setService(const QString& service);
    // Many services: one short line each, glyph and share a cell. Not for Size::Compact.
    void setDense(bool isDense);
    bool isDense() const { return m_isDense; }
    // Of a full one: what stands beside each other in a cell stands below each other.
    bool isNarrow() const { return m_isNarrow; }
    // Of a compact one: its checks stand in one column.
    bool isSummary() const { return m_isSummary; }
    // Shows the services whose names have the text in them, in any case; empty: all. How many.
    int setFilter(const QString& text);
    // The whole name over a column, safe to show.
    QString headerText(int column) const;

signals:
    void serviceChosen(const QString& service); // empty: none
    void rowHeightChanged();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    void choose(int row);
    void arrangeColumns();
    void fitRows(); // to text size and density, too
    void arrangeCompact();
    void setNarrow(bool isNarrow);
    int widestName() const; // of the services, with its margins
    void setSummary(bool isSummary);
    void showChosen();
    void tellEmpty();

    items::ServiceHealthModel& m_model;
    const common::Theme& m_theme;
    const Size m_size;
    FleetDelegate* m_delegate;
    common::EmptyState* m_empty = nullptr; // of a narrow dock, which stands alone; else its page's
    bool m_isDense = false;
    bool m_isNarrow = false;
    bool m_isSummary = false;
    QString m_service;
};

} // namespace dashboard
