// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drivers/answertable.h"
#include "models/drivers/driver.h"
#include "models/store/metricseries.h"

#include <span>
#include <vector>

namespace drivers {

// Values of levels that a service or its engine sends as gauges, by the time of each.
struct Gauges
{
    std::vector<store::MetricSeries> queues; // one a replica: they add up
    std::vector<store::MetricSeries> indexAges; // seconds; the oldest counts
};
// Those of the service where it sends any of the kind, else anybody's: an engine often is a service
// of its own.
Gauges gaugesOf(const std::vector<store::MetricSeries>& series, const std::string& service);

// One driver of all answers, NaN where it is not known; in order of the rows. Of Failing: 1 or 0,
// the answer's own result, to be taken over a stretch of time by whoever asks.
std::vector<float> valuesOf(const Driver& driver, const AnswerTable& table, const Gauges& gauges,
                            telemetry::Timestamp knownAt);

// Bad (1), good (0) or in between for scores; NaN: unknown.
std::vector<float> outcomesOf(const Outcome& outcome, const AnswerTable& table);

// How bad each answer is, 0..1: what of an outcome can be drawn as a point. Of all checks the worst
// badness; where none has one the suspicion. NaN: unknown.
std::vector<float> scoresOf(const Outcome& outcome, const AnswerTable& table);

} // namespace drivers
