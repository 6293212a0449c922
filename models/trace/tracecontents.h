// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/evaluation.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/result.h"
#include "models/trace/spantree.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace trace {

// All that a trace says, composed once for whatever takes it apart: claims, hand-overs,
// comparisons. Immutable once read, and indexed then; shared between threads.
struct TraceContents
{
    std::shared_ptr<const SpanTree> tree = std::make_shared<SpanTree>();
    std::vector<telemetry::Generation> generations; // earliest start first
    std::vector<telemetry::Step> steps; // likewise; no generations, nothing unknown
    std::vector<telemetry::Evaluation> evaluations; // by time; also those about the whole trace
    // There are more than were read: `generations`, or `steps`, hold the first ones.
    bool isCut = false;
    bool areStepsCut = false;

    // Null when there is none with that id. Logarithmic once index() was called and nothing was
    // added since, linear otherwise.
    const telemetry::Generation* generation(telemetry::SpanId span) const;
    const telemetry::Step* step(telemetry::SpanId span) const;
    void index();

private:
    using Places = std::vector<std::pair<telemetry::SpanId, std::size_t>>; // sorted
    Places m_generationPlaces;
    Places m_stepPlaces;
};

// Composing costs some 0.1 ms a generation; of traces with more than this the first are read.
constexpr std::int64_t kMostGenerations = 2000;
constexpr std::int64_t kMostSteps = 20'000; // some 0.02 ms each

// As known at `view.knownAt`, whatever its range. Any thread, for whom the reader is.
telemetry::Result<TraceContents> readTraceContents(const store::Reader& reader,
                                                   const telemetry::TraceId& id,
                                                   const store::View& view,
                                                   std::int64_t limit = kMostGenerations);
// The same with the steps that are known by then, where they are already.
telemetry::Result<TraceContents> readTraceContents(const store::Reader& reader,
                                                   std::shared_ptr<const SpanTree> tree,
                                                   const telemetry::TraceId& id,
                                                   const store::View& view,
                                                   std::int64_t limit = kMostGenerations);

} // namespace trace
