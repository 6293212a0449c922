// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QAreaSeries>
#include <QChart>
#include <QLineSeries>
#include <QPen>
#include <QValueAxis>

#include <cstddef>
#include <vector>

namespace charts {

// Qt Charts draws a line through what is missing, so a line with gaps is several series. They are
// made once and used again; each is given its points by one replace() a frame. The chart owns the
// series.
class LinePool
{
public:
    // More stretches than this are handed back to be drawn otherwise: a series costs more than a
    // line.
    static constexpr std::size_t kLargest = 24;

    LinePool(QChart& chart, QValueAxis& x, QValueAxis& y);

    void setPen(const QPen& pen);
    std::size_t size() const { return m_lines.size(); }
    void reserve(std::size_t stretches); // makes series for so many; they lie on all there are
    void setStretches(const std::vector<QList<QPointF>>& stretches);
    void remove(); // takes all series out of the chart

private:
    QLineSeries* make();

    QChart& m_chart;
    QValueAxis& m_x;
    QValueAxis& m_y;
    QPen m_pen;
    std::vector<QLineSeries*> m_lines;
};

// The same for areas between a lower and an upper line.
class AreaPool
{
public:
    struct Stretch
    {
        QList<QPointF> upper;
        QList<QPointF> lower;
    };

    AreaPool(QChart& chart, QValueAxis& x, QValueAxis& y);

    void setColors(const QColor& fill, const QPen& outline);
    std::size_t size() const { return m_areas.size(); }
    void reserve(std::size_t stretches);
    void setStretches(const std::vector<Stretch>& stretches);
    void remove();

private:
    QAreaSeries* make();

    QChart& m_chart;
    QValueAxis& m_x;
    QValueAxis& m_y;
    QColor m_fill;
    QPen m_outline;
    std::vector<QAreaSeries*> m_areas;
};

} // namespace charts
