// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/spantree.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string_view>

namespace trace {

// Where a file goes, a piece of some 64 KiB at a time; false stops.
using Sink = std::function<bool(std::string_view)>;

// What became of the spans of a trace; written + withoutStart is all of them.
struct WrittenSpans
{
    std::int64_t written = 0;
    std::int64_t withoutStart = 0; // not written: these formats have no place for them
    std::int64_t moments = 0; // of those written: no duration is known, so that none is claimed
    std::int64_t rows = 0; // threads or profiles
};

// The formats that other trace viewers open. Times are relative to the first start and never cut;
// a span is on the row of its caller in its service if it lies in all that is open there, else on a
// row of its own until it ends, so that what is drawn inside another was called by it. There are as
// many rows as that takes: a thousand calls at once are a thousand. Text is escaped and made
// well-formed. Both return nullopt when the sink stopped; n log n in the spans.

// Chrome's Trace Event Format, JSON object form: one complete event ("X", microseconds) a span,
// rows are the threads of its service (process); `args` hold ids and outcome, and say which span
// has no known duration, and which was concluded and never came.
std::optional<WrittenSpans> writeChromeTrace(const SpanTree& tree, const Sink& sink);

// speedscope's file format (https://www.speedscope.app/file-format-schema.json): one evented
// profile for each row, nanoseconds.
std::optional<WrittenSpans> writeSpeedscope(const SpanTree& tree, std::string_view name,
                                            const Sink& sink);

} // namespace trace
