// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drivers/relationsnapshot.h"

#include <QRectF>

#include <vector>

namespace explore {

// Where the parts of the plot of a relation lie. Pure functions.
struct RelationFrame
{
    QRectF columns; // histogram of the driver
    QRectF rates; // share that fails
    QRectF scores; // each answer's score, as a density
    QRectF rows; // histogram of the scores
};
// `textScale`: of the text at 100 %.
RelationFrame frameOf(const QSizeF& size, double textScale = 1);

double xOf(const drivers::Density& density, double driver, const QRectF& area);
double driverAt(const drivers::Density& density, double x, const QRectF& area);
double yOf(double share, double ceiling, const QRectF& area);

// Round values of the driver within what is drawn, at most about `most`.
std::vector<double> driverTicks(const drivers::Density& density, int most);

// The upper end of the axis of rates, so that the curve and most of its band and bins are inside.
double rateCeiling(const relation::Relation& relation);

} // namespace explore
