// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drivers/answertable.h"
#include "models/drivers/driver.h"
#include "models/drivers/gauges.h"

#include <span>
#include <vector>

namespace drivers {

// One driver of all answers, NaN where it is not known; in order of the rows. Of Failing: 1 or 0,
// the answer's own result, to be taken over a stretch of time by whoever asks.
std::vector<float> valuesOf(const Driver& driver, const AnswerTable& table, const Gauges& gauges,
                            telemetry::Timestamp knownAt);

// Whether an answer's value is a gauge's, not its own.
bool isFromGauge(const Driver& driver, const AnswerRow& row, const Gauges& gauges);

// Bad (1), good (0) or in between for scores; NaN: unknown.
std::vector<float> outcomesOf(const Outcome& outcome, const AnswerTable& table);

// How bad each answer is, 0..1: what of an outcome can be drawn as a point. Of all checks the worst
// badness; where none has one the suspicion. NaN: unknown.
std::vector<float> scoresOf(const Outcome& outcome, const AnswerTable& table);

} // namespace drivers
