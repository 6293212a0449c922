// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/heatlayer.h"

#include "widgets/charts/plotoverlay.h"
#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace charts {

namespace {

constexpr double kHeatLevel = 3.5; // grid and axes are below 4, series from there on
constexpr double kFaintest = 0.06;

} // namespace

HeatLayer::HeatLayer(const common::Theme& theme, const PlotOverlay& overlay, QGraphicsItem* parent)
    : QGraphicsItem(parent)
    , m_theme(theme)
    , m_overlay(overlay)
{
    setZValue(kHeatLevel);
    setAcceptedMouseButtons(Qt::NoButton);
}

void HeatLayer::setData(const ChartData* data)
{
    m_data = data;
    setVisible(data != nullptr && !data->heat.empty());
    prepareGeometryChange();
    update();
}

QRectF HeatLayer::boundingRect() const
{
    return m_overlay.frame().plot;
}

void HeatLayer::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    if (m_data == nullptr || m_overlay.frame().range.isEmpty())
        return;
    painter->save();
    painter->setRenderHint(QPainter::Antialiasing, false);
    painter->setClipRect(m_overlay.frame().plot);
    for (const HeatColumn& column : m_data->heat) {
        if (!column.range.intersected(m_overlay.frame().range).isEmpty())
            paintColumn(*painter, column);
    }
    painter->restore();
}

// A cell is as dark as its share of the bucket's answers is large, by its square root: one answer
// in a hundred can be seen. A bin without any is bare.
void HeatLayer::paintColumn(QPainter& painter, const HeatColumn& column) const
{
    const QRectF& plot = m_overlay.frame().plot;
    constexpr double kBins = telemetry::Rollup::kBins;
    // Neighbours share an edge: no seams, no overlap.
    const double left = std::floor(m_overlay.xOf(column.range.start));
    const double right = std::max(left + 1, std::floor(m_overlay.xOf(column.range.end)));
    QColor ink = m_theme.color(common::ColorRole::Series1);
    for (std::size_t bin = 0; bin < column.counts.size(); ++bin) {
        if (column.counts.at(bin) == 0)
            continue;
        const double share =
            static_cast<double>(column.counts.at(bin)) / static_cast<double>(column.total);
        ink.setAlphaF(static_cast<float>(kFaintest + (1 - kFaintest) * std::sqrt(share)));
        const auto row = static_cast<double>(bin);
        const double top = std::floor(plot.bottom() - (row + 1) / kBins * plot.height());
        const double bottom = std::floor(plot.bottom() - row / kBins * plot.height());
        painter.fillRect(QRectF(QPointF(left, top), QPointF(right, bottom)), ink);
    }
}

} // namespace charts
