// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/batch.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <string>
#include <string_view>

namespace otlp {

struct EncodedJson
{
    std::string text; // one line, without its end
    std::int64_t unknownFields = 0; // left out: the schema has no name for them
    std::int64_t unreadable = 0; // values that are malformed or nest too deep: empty in the text
};

// An export request of traces or logs, from protobuf to the JSON that OTLP/HTTP and the Collector's
// file exporter write: one line, ids in hex, 64-bit integers as strings, fields in the schema's
// order, unset ones left out. Text that is no UTF-8 has U+FFFD for what is wrong. Values nest no
// deeper than what reads such JSON here takes. Unreadable error for bytes that are no message at
// all.
telemetry::Result<EncodedJson> encodeJson(std::string_view request, telemetry::SignalKind kind);

} // namespace otlp
