// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/comparison/comparison.h"

#include <QString>

#include <string>

namespace traceview {

// How a comparison with a good run is told.
QString aspectText(comparison::Aspect aspect); // "Parameters"
QString weightMark(comparison::Weight weight); // "≠": a shape of its own for each
QString weightText(comparison::Weight weight); // what the mark means
int orderOf(comparison::Weight weight); // the weightiest first, from 0
QString questionText(comparison::QuestionRelation relation); // a sentence
// One side's value as it is shown: one safe line, "–" where there is none.
QString valueText(const std::string& value);

} // namespace traceview
