// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/charts/chartdata.h"

#include <QGraphicsItem>

namespace common {
class Theme;
}

namespace charts {

class PlotOverlay;

// The heat map of a chart, between its grid and its lines.
class HeatLayer final : public QGraphicsItem
{
public:
    // `overlay` knows where a time is; it outlives the layer.
    HeatLayer(const common::Theme& theme, const PlotOverlay& overlay, QGraphicsItem* parent);

    void setData(const ChartData* data); // not owned

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void paintColumn(QPainter& painter, const HeatColumn& column) const;

    const common::Theme& m_theme;
    const PlotOverlay& m_overlay;
    const ChartData* m_data = nullptr;
};

} // namespace charts
