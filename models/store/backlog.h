// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/evaluation.h"
#include "models/telemetry/ids.h"

#include <cstdint>
#include <vector>

namespace store {

// What was recorded but not counted by health yet.
struct PendingGeneration
{
    std::int64_t row = 0;
    std::int64_t parts = 0;
    telemetry::SpanKey key;
};
struct PendingEvaluation
{
    std::int64_t row = 0;
    telemetry::Evaluation evaluation;
};
struct Backlog
{
    std::vector<PendingGeneration> generations; // in order of their rows
    std::int64_t newestGeneration = 0; // highest row of all, pending or not
    std::int64_t newestEvaluation = 0;
};

} // namespace store
