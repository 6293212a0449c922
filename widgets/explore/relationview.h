// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drivers/relationsnapshot.h"
#include "widgets/accessible/parts.h"
#include "widgets/explore/regionfilter.h"
#include "widgets/explore/relationgeometry.h"

#include <QImage>
#include <QPixmap>
#include <QWidget>

#include <cstdint>
#include <memory>
#include <optional>

namespace common {
class Theme;
}

namespace explore {

// The plot of one relation: binned rates with their intervals, the curve with its band, the knee
// with its interval shaded; below, how sure it is of each answer that it is wrong, as a density;
// beside these the histograms. A line stands at the setting and can be dragged; a region is drawn
// by dragging across the density. By keys: the arrows move the line, Shift with arrows draws a
// region from it, Esc lets it go. All but these is kept as a picture until something else is shown,
// so that a frame costs the same with a million answers. GUI thread.
class RelationView final : public QWidget, public accessible::Parts
{
    Q_OBJECT

public:
    explicit RelationView(const common::Theme& theme, QWidget* parent = nullptr);

    void setSnapshot(std::shared_ptr<const drivers::RelationSnapshot> snapshot);
    void setSetting(std::optional<double> driver); // nothing: no line
    void setLimit(double share); // where the rate shall be under
    void setRegion(const std::optional<DriverRange>& region); // nothing: none is chosen
    bool isDragged() const { return m_isDragged || m_boxFrom.has_value(); }
    std::int64_t frames() const { return m_frames; } // painted so far
    QSize sizeHint() const override { return {640, 380}; }
    QSize minimumSizeHint() const override { return {320, 220}; }

    // accessible::Parts: the bins.
    QAccessible::Role toldRole() const override { return QAccessible::Chart; }
    int partCount() const override;
    accessible::Part part(int index) const override;

signals:
    void settingDragged(double driver);
    void dragEnded();
    void regionChosen(const explore::DriverRange& region);
    void regionLeft();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void restyle();
    void forget(); // the picture
    void render();
    void renderDensity();
    void paintGrid(QPainter& painter) const;
    void paintAxis(QPainter& painter) const;
    void paintHistograms(QPainter& painter) const;
    void paintKnee(QPainter& painter) const;
    void paintBins(QPainter& painter) const;
    void paintCurve(QPainter& painter) const;
    void paintLimit(QPainter& painter) const;
    void paintSetting(QPainter& painter) const;
    void paintRegion(QPainter& painter) const;
    void dragTo(double x);
    DriverRange rangeTo(double x) const; // of the box that is being drawn
    bool isOverDensity(const QPointF& place) const;
    void step(int columns, bool isRegion);
    double xAt(double driver) const;

    const common::Theme& m_theme;
    std::shared_ptr<const drivers::RelationSnapshot> m_snapshot;
    std::optional<double> m_setting;
    double m_limit = 0.02;
    double m_ceiling = 1;
    bool m_isDragged = false;
    std::optional<DriverRange> m_region;
    std::optional<double> m_boxFrom; // x
    bool m_isBox = false; // far enough to be meant
    std::optional<double> m_anchor; // driver, of a region that is drawn by keys
    RelationFrame m_frame;
    QImage m_density; // a pixel a cell
    QPixmap m_picture;
    std::int64_t m_frames = 0;
};

} // namespace explore
