// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/redact/redactor.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace commands {

enum class TraceFormat : std::uint8_t
{
    Otlp, // OTLP JSON, a request a line: what was recorded, logs included
    Chrome, // Trace Event Format
    Speedscope,
};

struct TraceExportRequest
{
    telemetry::TraceId trace;
    store::View view; // as known at view.knownAt
    TraceFormat format = TraceFormat::Otlp;
    std::string path = {}; // "-": standard output
    // What it takes out of a recording that has it: what is exported is for others. Null: nothing.
    std::shared_ptr<const redact::Redactor> redactor = {};
    // Asked now and then, on the thread of the export, with the bytes so far, also while it reads
    // or waits for who reads a pipe; false cancels.
    std::function<bool(std::int64_t bytes)> goesOn = {};
};

struct TraceExport
{
    TraceFormat format = TraceFormat::Otlp;
    std::int64_t spans = 0; // written
    std::int64_t logs = 0; // of Otlp
    std::int64_t withoutStart = 0; // spans that are not written
    std::int64_t moments = 0; // spans that are, as moments: how long they took is not known
    std::int64_t unknownFields = 0; // of Otlp, see otlp::EncodedJson
    std::int64_t unreadable = 0;
    std::uint64_t redacted = 0; // pieces taken out on the way
    bool isRedacting = false;
};

// Writes one trace to a file, which is there whole or stays what it was. In pieces: memory does not
// grow with the texts of the trace. Usage error where there is no such trace, Refused where the
// file cannot be written or the export was cancelled. Any thread, for whom the reader is.
telemetry::Result<TraceExport> exportTrace(const store::Reader& reader,
                                           const TraceExportRequest& request);

// Reader::trace() in parts, `goesOn` asked between them: Refused error when it says no, with the
// words of a cancelled export into `path`.
telemetry::Result<std::vector<store::SpanRow>>
readSpans(const store::Reader& reader, const telemetry::TraceId& trace, const store::View& view,
          const std::string& path, const std::function<bool()>& goesOn);
telemetry::Error cancelledExport(const std::string& path); // nothing was written

// "12 spans and 3 log records".
std::string countsOf(const TraceExport& done);
// A sentence each: what of the trace is not in the file, what else to know before it is passed on.
std::vector<std::string> notesOf(const TraceExport& done);

} // namespace commands
