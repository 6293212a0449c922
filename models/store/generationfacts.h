// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace store {

// Generations of one bucket and model: the volume and version mix.
struct VolumePoint
{
    telemetry::Timestamp start;
    std::string model;
    std::int64_t count = 0;
};

// How one generation went, without its content.
struct GenerationFacts
{
    std::int64_t row = 0; // ascending in the order of recording
    telemetry::Timestamp start;
    telemetry::Timestamp end; // not after `start`: not known
    telemetry::Timestamp recorded;
    std::string model; // served, else requested
    std::optional<std::int64_t> inputTokens;
    std::optional<std::int64_t> outputTokens;
    std::optional<std::int64_t> contextWindow;
    bool isFailed = false;
};

// Which rows of a service are asked for, and in which order: those of the view in (after, upTo].
struct FactsQuery
{
    std::string service;
    std::int64_t after = 0;
    std::int64_t upTo = std::numeric_limits<std::int64_t>::max();
    std::int64_t limit = std::numeric_limits<std::int64_t>::max(); // the latest by start count
};

} // namespace store
