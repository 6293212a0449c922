// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <string>

namespace commands {

enum class TraceFormat : std::uint8_t
{
    Otlp, // OTLP JSON, a request a line: what was recorded, logs included
    Chrome, // Trace Event Format
    Speedscope,
};

struct TraceExport
{
    std::int64_t spans = 0;
    std::int64_t logs = 0; // of Otlp
};

// Writes one trace as known at `view.knownAt` to a file, or to standard output for "-". Usage error
// where there is no such trace, Refused where the file cannot be written; then nothing is left of
// it. Any thread, for whom the reader is.
telemetry::Result<TraceExport> exportTrace(const store::Reader& reader,
                                           const telemetry::TraceId& trace, const store::View& view,
                                           TraceFormat format, const std::string& path);

} // namespace commands
