// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/batch.h"
#include "models/telemetry/result.h"

#include <string>
#include <string_view>

namespace otlp {

// An export request of traces or logs, from protobuf to the JSON that OTLP/HTTP and the Collector's
// file exporter write: one line, ids in hex, 64-bit integers as strings, fields in the schema's
// order, unset ones left out. Text that is no UTF-8 has U+FFFD for what is wrong; fields that the
// schema does not know are dropped. Unreadable error for bytes that are no such
// message or nest deeper than 64 values.
telemetry::Result<std::string> encodeJson(std::string_view request, telemetry::SignalKind kind);

} // namespace otlp
