// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/segmentpool.h"

namespace charts {

LinePool::LinePool(QChart& chart, QValueAxis& x, QValueAxis& y)
    : m_chart(chart)
    , m_x(x)
    , m_y(y)
{
}

void LinePool::setPen(const QPen& pen)
{
    m_pen = pen;
    for (auto* line : m_lines)
        line->setPen(pen);
}

void LinePool::reserve(std::size_t stretches)
{
    while (m_lines.size() < stretches) {
        m_lines.push_back(make());
        m_lines.back()->setVisible(false); // until it is given its points
    }
}

void LinePool::setStretches(const std::vector<QList<QPointF>>& stretches)
{
    reserve(stretches.size());
    for (std::size_t i = 0; i < m_lines.size(); ++i) {
        const bool isUsed = i < stretches.size();
        if (isUsed)
            m_lines[i]->replace(stretches[i]);
        m_lines[i]->setVisible(isUsed);
    }
}

void LinePool::remove()
{
    for (auto* line : m_lines) {
        m_chart.removeSeries(line);
        delete line;
    }
    m_lines.clear();
}

QLineSeries* LinePool::make()
{
    auto* line = new QLineSeries; // the chart takes it
    m_chart.addSeries(line);
    line->attachAxis(&m_x);
    line->attachAxis(&m_y);
    line->setPen(m_pen);
    return line;
}

AreaPool::AreaPool(QChart& chart, QValueAxis& x, QValueAxis& y)
    : m_chart(chart)
    , m_x(x)
    , m_y(y)
{
}

void AreaPool::setColors(const QColor& fill, const QPen& outline)
{
    m_fill = fill;
    m_outline = outline;
    for (auto* area : m_areas) {
        area->setBrush(fill);
        area->setPen(outline);
    }
}

void AreaPool::reserve(std::size_t stretches)
{
    while (m_areas.size() < stretches) {
        m_areas.push_back(make());
        m_areas.back()->setVisible(false);
    }
}

void AreaPool::setStretches(const std::vector<Stretch>& stretches)
{
    reserve(stretches.size());
    for (std::size_t i = 0; i < m_areas.size(); ++i) {
        const bool isUsed = i < stretches.size();
        if (isUsed) {
            m_areas[i]->upperSeries()->replace(stretches[i].upper);
            m_areas[i]->lowerSeries()->replace(stretches[i].lower);
        }
        m_areas[i]->setVisible(isUsed);
    }
}

void AreaPool::remove()
{
    for (auto* area : m_areas) {
        m_chart.removeSeries(area);
        delete area;
    }
    m_areas.clear();
}

QAreaSeries* AreaPool::make()
{
    auto* area = new QAreaSeries; // the chart takes it, and it its lines
    auto* upper = new QLineSeries(area);
    auto* lower = new QLineSeries(area);
    area->setUpperSeries(upper);
    area->setLowerSeries(lower);
    m_chart.addSeries(area);
    area->attachAxis(&m_x);
    area->attachAxis(&m_y);
    area->setBrush(m_fill);
    area->setPen(m_outline);
    return area;
}

} // namespace charts
