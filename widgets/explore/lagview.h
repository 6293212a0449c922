// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drivers/relationsnapshot.h"
#include "widgets/accessible/parts.h"

#include <QWidget>

#include <memory>

namespace common {
class Theme;
}

namespace explore {

// How strongly the outcome follows the driver after each lag: a bar a lag, what chance alone
// reaches shaded, the peak with its interval. A click or a drag chooses a lag; the slider beside it
// does the same by keyboard. GUI thread.
class LagView final : public QWidget, public accessible::Parts
{
    Q_OBJECT

public:
    explicit LagView(const common::Theme& theme, QWidget* parent = nullptr);

    void setSnapshot(std::shared_ptr<const drivers::RelationSnapshot> snapshot);
    void setLag(int steps);
    QSize sizeHint() const override { return {320, 56}; }
    QSize minimumSizeHint() const override { return {160, 48}; }

    // accessible::Parts: the lags.
    QAccessible::Role toldRole() const override { return QAccessible::Chart; }
    int partCount() const override;
    accessible::Part part(int index) const override;

signals:
    void lagDragged(int steps);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

private:
    int slotCount() const; // of lags; there are points
    void dragTo(double x);

    const common::Theme& m_theme;
    std::shared_ptr<const drivers::RelationSnapshot> m_snapshot;
    int m_lag = 0;
    bool m_isDragged = false;
};

} // namespace explore
