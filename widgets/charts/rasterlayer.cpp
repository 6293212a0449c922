// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/rasterlayer.h"

#include "widgets/charts/longseries.h"
#include "widgets/charts/plotoverlay.h"
#include "widgets/common/theme.h"

#include <QPainter>

#include <algorithm>
#include <cmath>
#include <optional>

namespace charts {

namespace {

constexpr double kBetween = 3.6; // above the heat map, below the series
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
        : m_image(image)
        , m_color(color)
        , m_stride(image.bytesPerLine() / static_cast<int>(sizeof(QRgb)))
        , m_bits(reinterpret_cast<QRgb*>(image.bits()))
        , m_scale((image.height() - 1) / ceiling)
    {
    }

    Rows rowsOf(const LongSeries::Extremes& extremes) const
    {
        return {.top = rowOf(extremes.high), .bottom = rowOf(extremes.low)};
    }

    void fill(int column, Rows rows)
    {
        for (int row = std::max(0, rows.top); row <= std::min(m_image.height() - 1, rows.bottom);
             ++row)
            m_bits[static_cast<std::ptrdiff_t>(row) * m_stride + column] = m_color;
    }

private:
    int rowOf(float value) const
    {
        return m_image.height() - 1 - static_cast<int>(std::lround(value * m_scale));
    }

    QImage& m_image;
    QRgb m_color;
    std::ptrdiff_t m_stride;
    QRgb* m_bits;
    double m_scale;
};

// The value halfway between two samples, where a column has none of its own but is no gap.
std::optional<float> between(const LongSeries& samples, std::size_t next, telemetry::Timestamp time,
                             telemetry::Duration widest)
{
    if (next == 0 || next >= samples.size())
        return std::nullopt;
    const auto from = samples.time(next - 1);
    const auto to = samples.time(next);
    if (to - from > widest || to <= from)
        return std::nullopt;
    const double share =
        static_cast<double>((time - from).count()) / static_cast<double>((to - from).count());
    return static_cast<float>(samples.value(next - 1)
                              + share * (samples.value(next) - samples.value(next - 1)));
}

} // namespace

RasterLayer::RasterLayer(const common::Theme& theme, const PlotOverlay& overlay,
                         QGraphicsItem* parent)
    : QGraphicsItem(parent)
    , m_theme(theme)
    , m_overlay(overlay)
{
    setZValue(kBetween);
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
    for (const Line& line : m_data->lines) {
        if (line.samples != nullptr)
            rasterize(line);
    }
    painter->drawImage(plot.topLeft(), m_image);
    ++m_frames;
}

void RasterLayer::rasterize(const Line& line)
{
    const LongSeries& samples = *line.samples;
    const telemetry::TimeRange& range = m_overlay.frame().range;
    QColor ink = m_theme.color(line.role);
    if (!line.isJoined)
        ink.setAlphaF(0.35F);
    Columns columns(m_image, qPremultiply(ink.rgba()), m_overlay.frame().ceiling);
    const int width = m_image.width();
    const auto timeAt = [&](int column) { return range.start + range.duration() / width * column; };
    std::size_t from = samples.indexAt(range.start);
    Rows before; // of the column to the left, where the line goes on
    for (int column = 0; column < width; ++column) {
        const std::size_t to = samples.indexAt(timeAt(column + 1), from);
        LongSeries::Extremes extremes = samples.within(from, to);
        const bool isNew =
            from < to && from > 0 && samples.time(from) - samples.time(from - 1) > m_data->step;
        if (isNew)
            before = {}; // a gap is a gap
        if (extremes.isEmpty() && line.isJoined) {
            if (const auto value = between(samples, to, timeAt(column), m_data->step))
                extremes.take(*value);
        }
        from = to;
        if (extremes.isEmpty()) {
            before = {};
            continue;
        }
        const Rows own = columns.rowsOf(extremes);
        Rows drawn = own;
        if (!before.isEmpty() && line.isJoined) { // down or up to where the line was
            drawn.top = std::min(drawn.top, before.bottom);
            drawn.bottom = std::max(drawn.bottom, before.top);
        } else if (!line.isJoined) {
            drawn.bottom = std::max(drawn.bottom, drawn.top + kDot - 1);
        }
        columns.fill(column, drawn);
        before = own;
    }
}

} // namespace charts
