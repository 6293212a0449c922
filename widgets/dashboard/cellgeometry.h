// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QPointF>
#include <QRectF>

#include <vector>

namespace dashboard {

inline constexpr double kCellMargin = 12; // left and right of a cell

// Where the parts of a cell of the fleet matrix are. Pure functions.
struct CellGeometry
{
    QRectF glyph;
    QRectF value;
    QRectF trend; // empty when there is no room for it
    QRectF basis; // interval, n and age: the second line; empty when there is none
};
// `textScale`: of the text at 100 %.
CellGeometry cellGeometry(const QRectF& cell, double textScale = 1);

// The trend as lines: one a stretch of buckets with data. Values are shares of `ceiling`; negative
// ones are gaps. A stretch of one bucket is a short flat piece.
std::vector<QList<QPointF>> trendLines(const std::vector<float>& trend, double ceiling,
                                       const QRectF& rect);
// What the top of the trend stands for: at least a tenth, so that noise does not look like a fault.
double trendCeiling(const std::vector<float>& trend);

} // namespace dashboard
