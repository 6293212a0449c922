// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/charts/chartdata.h"
#include "widgets/charts/columncache.h"

#include <QGraphicsItem>
#include <QImage>

#include <cstdint>
#include <vector>

namespace common {
class Theme;
}

namespace charts {

class PlotOverlay;

// Lines of many samples, drawn straight into an image: a pixel column spans from the smallest to
// the largest sample in it, so that no extreme is lost and a frame costs what is wide, not what is
// many. Between grid and other series.
class RasterLayer final : public QGraphicsItem
{
public:
    // `overlay` knows where a time is; it outlives the layer.
    RasterLayer(const common::Theme& theme, const PlotOverlay& overlay, QGraphicsItem* parent);

    void setData(const ChartData* data); // not owned
    void refresh() { update(); } // samples were added
    std::int64_t frames() const { return m_frames; } // painted so far

    QRectF boundingRect() const override;
    void paint(QPainter* painter, const QStyleOptionGraphicsItem* option, QWidget* widget) override;

private:
    void rasterize(const Line& line, ColumnCache& cache);

    const common::Theme& m_theme;
    const PlotOverlay& m_overlay;
    const ChartData* m_data = nullptr;
    QImage m_image;
    std::vector<ColumnCache> m_caches; // one a line
    std::int64_t m_frames = 0;
};

} // namespace charts
