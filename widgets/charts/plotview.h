// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/accessible/parts.h"
#include "widgets/charts/chartdata.h"
#include "widgets/charts/segmentpool.h"

#include <QChartView>

#include <memory>
#include <optional>
#include <vector>

namespace common {
class Theme;
}

namespace charts {

class ChartLink;
class HeatLayer;
class PlotOverlay;
class RasterLayer;

// The plot of one chart: Qt Charts' axes, grid and series under one overlay. Its margins are fixed,
// so that charts above each other line up. The mouse moves the shared crosshair, drags a brush and
// picks a bucket; so do the arrow keys, Shift with arrows, and Enter. R begins a brush at the
// crosshair, and R or Enter ends it. GUI thread.
class PlotView final : public QChartView, public accessible::Parts
{
    Q_OBJECT

public:
    PlotView(const common::Theme& theme, ChartLink& link, QWidget* parent = nullptr);
    ~PlotView() override;

    void setData(ChartData chart);
    void refreshSamples(); // of lines that have some
    std::int64_t sampleFrames() const; // how often these were painted
    const ChartData& data() const { return m_data; }
    // What is in it asks for no room: whoever lays it out says how much it has.
    QSize sizeHint() const override { return minimumSize(); }
    // Quantised to whole pixels: a slide of less repaints nothing.
    void setRange(const telemetry::TimeRange& range);
    telemetry::TimeRange range() const { return m_range; }
    double ceiling() const { return m_ceiling; }
    QRectF plotRect() const; // in the view's coordinates
    telemetry::Timestamp timeAt(double x) const; // of the view
    double xOf(telemetry::Timestamp time) const;
    bool isBrushing() const
    {
        return (m_brushFrom.has_value() && m_isDragged) || m_markedFrom.has_value();
    }

    // What the reading beside the title leaves out: unit, extent, alarms, gaps; in a sentence.
    QString summary() const;
    // accessible::Parts: the newest buckets.
    QAccessible::Role toldRole() const override { return QAccessible::Chart; }
    int partCount() const override;
    accessible::Part part(int index) const override;
    int chosenPart() const override;
    void pressPart(int index) override;

signals:
    void picked(const telemetry::TimeRange& bucket);

protected:
    void resizeEvent(QResizeEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    bool viewportEvent(QEvent* event) override;

private:
    struct Shown; // the series of one line
    struct Drawn; // the stretches that they are given
    void updateFrame();
    void updateCeiling();
    void updateSeries();
    void updateColors();
    void makeSeries();
    void makeRoom(const std::vector<Drawn>& drawn);
    void showLines();
    void showStack();
    std::vector<telemetry::Timestamp> toldBuckets() const; // their begins, in order
    double largestStep() const;
    std::vector<QList<QPointF>> slopes(const Line& line, double Point::*member) const;
    std::vector<QList<QPointF>> steps(const Line& line, double Point::*member) const;
    telemetry::TimeRange brushTo(double x) const;
    telemetry::TimeRange bucketAt(telemetry::Timestamp time) const;
    void moveCrosshair(int buckets);
    void markRegion();
    void giveBrushUp();

    const common::Theme& m_theme;
    ChartLink& m_link;
    ChartData m_data;
    QValueAxis* m_time;
    QValueAxis* m_value;
    PlotOverlay* m_overlay;
    HeatLayer* m_heat;
    RasterLayer* m_raster;
    std::vector<Shown> m_shown;
    telemetry::TimeRange m_wanted; // as it was given
    telemetry::TimeRange m_range; // the same, snapped to pixels
    double m_ceiling = 1;
    std::optional<double> m_brushFrom;
    bool m_isDragged = false;
    std::optional<telemetry::Timestamp> m_markedFrom; // a brush by keys
};

} // namespace charts
