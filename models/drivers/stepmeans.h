// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drivers/answertable.h"

#include <vector>

namespace drivers {

// Steps of equal length over a range; the last may reach beyond it.
struct StepRange
{
    telemetry::TimeRange range;
    telemetry::Duration step{}; // above zero
};

// Means of a column, one value an answer of the table, over the steps; NaN where none tells it.
std::vector<double> stepMeans(const AnswerTable& table, const std::vector<float>& column,
                              const StepRange& steps);

// For each answer the mean of the step that lies `lag` before it, NaN where that is not known or
// outside of the range. Where it is the answer's own step, the mean of that half of its traces
// which the answer's is not in: what becomes of an answer must not stand for what drove it. (The
// mean of all others would do as well for one answer, but all of a step would stand at two values,
// those that failed at one and those that did not at the other.)
std::vector<float> meansBefore(const AnswerTable& table, const std::vector<float>& column,
                               const StepRange& steps, telemetry::Duration lag);

} // namespace drivers
