// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/objective/budget.h"
#include "models/objective/objective.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace objective {

// How an objective stands in a recording, as known at the view's cursor; the view's range has no
// part in it.
telemetry::Result<Status> statusOf(const Objective& objective, const store::Reader& reader,
                                   telemetry::Timestamp now, const store::View& view);

struct Suggestion
{
    Objective objective;
    std::int64_t count = 0; // results it rests on, in the healthy past
    std::int64_t failed = 0;
};
struct Suggestions
{
    std::vector<Suggestion> suggested;
    std::vector<std::string> declined; // of what none was made, and why
};

// Objectives that the healthy past of a recording would have kept: per service, operation and
// check, the share that failed outside of its own alarms (from onset to clearing, and ten minutes
// around, of a short recording a tenth of it), its upper end (95 %) with a quarter more, rounded to
// a target that people use. Of fewer than 300 results nothing is suggested, nor where they fail so
// often that a target would excuse a fault.
telemetry::Result<Suggestions> suggest(const store::Reader& reader, const store::View& view);

} // namespace objective
