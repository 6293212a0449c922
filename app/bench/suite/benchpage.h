// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/suite/benchdocument.h"

#include <QString>

namespace bench {

// One HTML page that needs nothing beside it: for each benchmark a table of its rows and a plot, an
// inline SVG, of the ratios to the anchors with the spread of the rounds, on a logarithmic scale,
// with the aims. No script, no other file; all text is escaped. Follows the reader's dark or light.
QString benchPage(const BenchDocument& document);

// A figure for people: four digits, "-" where there is none.
QString figureText(double value);

} // namespace bench
