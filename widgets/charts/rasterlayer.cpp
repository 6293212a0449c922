// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/rasterlayer.h"

#include "widgets/charts/longseries.h"
#include "widgets/charts/plotoverlay.h"
#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace charts {

namespace {

constexpr double kRasterLevel = 3.6; // above the heat map, below the series
constexpr int kDot = 2; // height of a lone sample that is not joined

// What one column spans, in pixel rows from the top.
struct Rows
{
    int top = 0;
    int bottom = -1;

    bool isEmpty() const { return bottom < top; }
};

// Writes columns of one colour into an image.
class Columns
{
public:
    Columns(QImage& image, QRgb color, double ceiling)
        : m_color(color)
        , m_stride(image.bytesPerLine() / static_cast<int>(sizeof(QRgb)))
        , m_bits(reinterpret_cast<QRgb*>(image.bits()))
        , m_last(image.height() - 1)
        , m_scale(m_last / ceiling)
    {
    }

    Rows rowsOf(const LongSeries::Extremes& extremes) const
    {
        return {.top = rowOf(extremes.high), .bottom = rowOf(extremes.low)};
    }

    void fill(int column, Rows rows)
    {
        const int last = std::min(m_last, rows.bottom);
        QRgb* pixel = m_bits + std::max(0, rows.top) * m_stride + column;
        for (int row = std::max(0, rows.top); row <= last; ++row, pixel += m_stride)
            *pixel = m_color;
    }

private:
    int rowOf(float value) const { return m_last - static_cast<int>(std::lround(value * m_scale)); }

    QRgb m_color;
    std::ptrdiff_t m_stride;
    QRgb* m_bits;
    int m_last; // row
    double m_scale;
};

} // namespace

RasterLayer::RasterLayer(const common::Theme& theme, const PlotOverlay& overlay,
                         QGraphicsItem* parent)
    : QGraphicsItem(parent)
    , m_theme(theme)
    , m_overlay(overlay)
{
    setZValue(kRasterLevel);
    setAcceptedMouseButtons(Qt::NoButton);
}

void RasterLayer::setData(const ChartData* data)
{
    m_data = data;
    setVisible(data != nullptr && std::ranges::any_of(data->lines, [](const Line& line) {
                   return line.samples != nullptr;
               }));
    prepareGeometryChange();
    update();
}

QRectF RasterLayer::boundingRect() const
{
    return m_overlay.frame().plot;
}

void RasterLayer::paint(QPainter* painter, const QStyleOptionGraphicsItem*, QWidget*)
{
    const QRectF& plot = m_overlay.frame().plot;
    const double ratio = painter->device()->devicePixelRatioF();
    const QSize size = (plot.size() * ratio).toSize();
    if (m_data == nullptr || size.isEmpty() || m_overlay.frame().range.isEmpty())
        return;
    if (m_image.size() != size)
        m_image = QImage(size, QImage::Format_ARGB32_Premultiplied);
    m_image.setDevicePixelRatio(ratio);
    m_image.fill(0);
    m_caches.resize(m_data->lines.size());
    for (std::size_t i = 0; i < m_data->lines.size(); ++i) {
        if (m_data->lines[i].samples != nullptr)
            rasterize(m_data->lines[i], m_caches[i]);
    }
    painter->drawImage(plot.topLeft(), m_image);
    ++m_frames;
}

void RasterLayer::rasterize(const Line& line, ColumnCache& cache)
{
    const telemetry::TimeRange& range = m_overlay.frame().range;
    QColor ink = m_theme.color(line.role);
    if (!line.isJoined)
        ink.setAlphaF(0.35F);
    Columns columns(m_image, qPremultiply(ink.rgba()), m_overlay.frame().ceiling);
    const telemetry::Duration width = range.duration() / m_image.width();
    if (width <= telemetry::Duration::zero())
        return;
    const auto& spans = cache.columnsOf(line.samples,
                                        {.start = range.start,
                                         .column = width,
                                         .count = m_image.width(),
                                         .widest = m_data->step,
                                         .isJoined = line.isJoined});
    Rows before; // of the column to the left, where the line goes on
    for (std::size_t column = 0; column < spans.size(); ++column) {
        const ColumnCache::Column& span = spans[column];
        if (span.isAfterGap)
            before = {}; // a gap is a gap
        if (span.extremes.isEmpty()) {
            before = {};
            continue;
        }
        const Rows own = columns.rowsOf(span.extremes);
        Rows drawn = own;
        if (!before.isEmpty() && line.isJoined) { // down or up to where the line was
            drawn.top = std::min(drawn.top, before.bottom);
            drawn.bottom = std::max(drawn.bottom, before.top);
        } else if (!line.isJoined) {
            drawn.bottom = std::max(drawn.bottom, drawn.top + kDot - 1);
        }
        columns.fill(static_cast<int>(column), drawn);
        before = own;
    }
}

} // namespace charts
