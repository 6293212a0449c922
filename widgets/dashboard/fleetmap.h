// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/accessible/parts.h"

#include <QWidget>

class QTableView;

namespace common {
class Theme;
}
namespace items {
class ServiceHealthModel;
}

namespace dashboard {

// A whole fleet at a glance beside its matrix: a line a service, a column a check, in the colours
// of the states; what the matrix shows of it is framed. Pressing it scrolls there. It repeats what
// the matrix says in shapes and words, hence it takes no focus. GUI thread.
class FleetMap final : public QWidget, public accessible::Parts
{
    Q_OBJECT

public:
    FleetMap(items::ServiceHealthModel& model, QTableView& matrix, const common::Theme& theme,
             QWidget* parent = nullptr);

    // The row that is drawn at `y`; -1: none.
    int rowAt(double y) const;
    QSize sizeHint() const override;

    QAccessible::Role toldRole() const override { return QAccessible::Graphic; }

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    int shownRows() const;
    double rowHeight() const;
    void scrollTo(double y);

    items::ServiceHealthModel& m_model;
    QTableView& m_matrix;
    const common::Theme& m_theme;
};

} // namespace dashboard
