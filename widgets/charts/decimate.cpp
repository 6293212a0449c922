// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/charts/decimate.h"

#include <algorithm>
#include <cmath>

namespace charts {

namespace {

// The part that [from, to] shows, with one more on each side.
std::pair<qsizetype, qsizetype> shownPart(const QList<QPointF>& points, double from, double to)
{
    const auto first = std::ranges::lower_bound(points, from, {}, &QPointF::x) - points.begin();
    const auto last = std::ranges::upper_bound(points, to, {}, &QPointF::x) - points.begin();
    return {std::max<qsizetype>(0, first - 1), std::min(points.size(), last + 1)};
}

// The extremes of one column.
struct Column
{
    qsizetype index = -1;
    QPointF lowest;
    QPointF highest;

    void add(const QPointF& point)
    {
        if (point.y() < lowest.y())
            lowest = point;
        if (point.y() > highest.y())
            highest = point;
    }
    void appendTo(QList<QPointF>& kept) const
    {
        if (index < 0)
            return;
        const bool isRising = lowest.x() <= highest.x();
        kept.append(isRising ? lowest : highest);
        if (lowest != highest)
            kept.append(isRising ? highest : lowest);
    }
};

} // namespace

std::vector<QList<QPointF>> splitAtGaps(const QList<QPointF>& points, double largestStep,
                                        double pieceWidth)
{
    std::vector<QList<QPointF>> stretches;
    bool isBroken = true;
    for (const QPointF& point : points) {
        if (!std::isfinite(point.x()) || !std::isfinite(point.y())) {
            isBroken = true;
            continue;
        }
        if (isBroken || point.x() - stretches.back().back().x() > largestStep)
            stretches.emplace_back();
        stretches.back().append(point);
        isBroken = false;
    }
    for (auto& stretch : stretches) {
        if (stretch.size() > 1)
            continue;
        const QPointF only = stretch.front();
        stretch = {only - QPointF(pieceWidth / 2, 0), only + QPointF(pieceWidth / 2, 0)};
    }
    return stretches;
}

QList<QPointF> decimated(const QList<QPointF>& points, double from, double to, int columns)
{
    const auto [first, last] = shownPart(points, from, to);
    if (columns <= 0 || to <= from || last - first <= qsizetype{columns} * 2)
        return points.mid(first, last - first);
    QList<QPointF> kept;
    kept.reserve(qsizetype{columns} * 2 + 4);
    const double width = (to - from) / columns;
    Column column;
    for (qsizetype i = first; i < last; ++i) {
        const QPointF& point = points[i];
        // The neighbours outside are columns of their own.
        const auto index = static_cast<qsizetype>(std::floor((point.x() - from) / width));
        const qsizetype place = std::clamp<qsizetype>(index, -1, columns) + 1;
        if (place == column.index) {
            column.add(point);
            continue;
        }
        column.appendTo(kept);
        column = {.index = place, .lowest = point, .highest = point};
    }
    column.appendTo(kept);
    return kept;
}

} // namespace charts
