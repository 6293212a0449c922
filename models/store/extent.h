// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstdint>

namespace store {

// How far a recording reaches: where a cursor in it can be.
struct Extent
{
    // What was recorded as it happened reaches up to its newest recorded time: what is judged or
    // raised after the last span can be gone to as well.
    telemetry::TimeRange range;
    // With what a broken clock dates far before or ahead of all deliveries (of an import: of all
    // the others), which `range` leaves out.
    telemetry::TimeRange whole = {};
    std::int64_t outside = 0; // spans and evaluations that only `whole` holds; counts to thousands
    // All telemetry was over before it was recorded, well before or reaching back further than a
    // batch, as of an import: what was known then is nothing, and the range is the telemetry's own.
    bool isImport = false;
};

} // namespace store
