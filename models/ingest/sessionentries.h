// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/jobs.h"
#include "models/ingest/pipeline.h"
#include "models/store/writer.h"

#include <string>

namespace ingest {

// The first words of a session: an entry of the timeline, and, of a live one, the gap since the
// session before. Committed.
telemetry::Result<void> writeStart(store::Writer& writer, telemetry::Timestamp now,
                                   const PipelineSettings& settings);

// The last: with what was counted meanwhile.
telemetry::TimelineEntry endEntry(const std::string& path, telemetry::Timestamp now,
                                  const Counters& counters);

} // namespace ingest
