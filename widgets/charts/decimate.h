// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QList>
#include <QPointF>

#include <vector>

namespace charts {

// Points are in order of x. Pure functions.

// Cuts a line where its data has a gap: where neighbours are more than `largestStep` apart, and
// where a value is not a number. Nothing is ever drawn across. A stretch of one point becomes a
// flat piece as wide as `pieceWidth`, since a line of one point is invisible.
std::vector<QList<QPointF>> splitAtGaps(const QList<QPointF>& points, double largestStep,
                                        double pieceWidth);

// At most two points a column, the smallest and the largest in their order, so that no extreme is
// lost. Points outside [from, to] are dropped but for the nearest on each side, which the line
// leads to. What is few enough is returned as it is.
QList<QPointF> decimated(const QList<QPointF>& points, double from, double to, int columns);

} // namespace charts
