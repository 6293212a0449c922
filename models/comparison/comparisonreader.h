// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/comparison/goodruns.h"

#include <memory>
#include <optional>

namespace comparison {

struct ComparedRuns
{
    GoodRuns runs; // without candidates where a run was named and none was looked for
    telemetry::TraceId good; // what is compared with; invalid: none, `runs.none` says why
    std::shared_ptr<const Comparison> result; // null likewise
};

struct ComparisonQuestion
{
    GoodRunQuestion suspect;
    std::optional<telemetry::TraceId> with; // picked by hand; nullopt: the best good run
    bool isPicking = true; // looks for candidates also where one is named
};

// Finds the good run, reads both and compares them, the claims of the answers that they end with
// too: held also against the turns before and against what the server cut of their input, which
// takes some 0.1 s for both. As known at `view.knownAt`. Unreadable error for a trace that is not
// there. Any thread, for whom the reader is.
telemetry::Result<ComparedRuns> readComparison(const store::Reader& reader, const store::View& view,
                                               const ComparisonQuestion& question);

} // namespace comparison
