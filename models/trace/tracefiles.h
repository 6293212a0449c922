// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/trace/spantree.h"

#include <functional>
#include <string>
#include <string_view>

namespace trace {

// Where a file goes, a piece at a time; false stops.
using Sink = std::function<bool(std::string_view)>;

// The formats that other trace viewers open. Times are relative to the first start; spans without a
// start are left out, those without an end are a moment. Text is escaped and made well-formed. Both
// return false when the sink did.

// Chrome's Trace Event Format, JSON object form: one complete event ("X", microseconds) a span, on
// as few rows (threads) of its service (process) as let none overlap another that it does not lie
// in; `args` hold ids, kind and outcome.
bool writeChromeTrace(const SpanTree& tree, const Sink& sink);

// speedscope's file format (https://www.speedscope.app/file-format-schema.json): one evented
// profile for each such row, nanoseconds; a child that ends after its parent is cut there, as the
// format nests.
bool writeSpeedscope(const SpanTree& tree, std::string_view name, const Sink& sink);

} // namespace trace
