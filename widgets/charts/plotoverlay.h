// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/charts/chartdata.h"

#include <QFontMetricsF>
#include <QGraphicsItem>
#include <QPen>

#include <optional>

namespace common {
class Theme;
}

namespace charts {

// Above a plot that has flags, for their names at 100 % text.
inline constexpr double kFlagRoom = 14;

// All that lies over the series of one chart: shaded alarms, hatched gaps, flags, the labels of
// both axes, the baseline, the crosshair and the brush. One item, so that moving the crosshair
// repaints no series.
class PlotOverlay final : public QGraphicsItem
{
public:
    explicit PlotOverlay(const common::Theme& theme, QGraphicsItem* parent);

    struct Frame
    {
        QRectF plot; // within the chart
        telemetry::TimeRange range;
        double ceiling = 1; // the value axis runs from 0 to this
    };
    void setFrame(const Frame& frame);
    void setData(const ChartData* data); // not owned
    // Stretches that no series draws, see LinePool::kLargest.
    struct Loose
    {
        QPen pen;
        std::vector<QList<QPointF>> stretches;
    };
    void setLoose(std::vector<Loose> loose);
    void setCrosshair(std::optional<telemetry::Timestamp> time);
    void setBrush(std::optional<telemetry::TimeRange> range);

    const Frame& frame() const { return m_frame; }
    double xOf(telemetry::Timestamp time) const;
    double yOf(double value) const;
    telemetry::Timestamp timeAt(double x) const;

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintRanges(QPainter& painter) const;
    void paintAxes(QPainter& painter) const;
    void paintFlags(QPainter& painter) const;
    void paintThresholds(QPainter& painter) const;
    void paintLines(QPainter& painter) const;
    std::optional<double> baselineLeft() const; // nullopt: it is not drawn
    void paintNewest(QPainter& painter) const;
    void paintEmpty(QPainter& painter) const;
    void paintCursor(QPainter& painter) const;
    QRectF columnAt(telemetry::Timestamp time) const;

    const common::Theme& m_theme;
    Frame m_frame;
    const ChartData* m_data = nullptr;
    std::vector<Loose> m_loose;
    std::optional<telemetry::Timestamp> m_crosshair;
    std::optional<telemetry::TimeRange> m_brush;
};

} // namespace charts
