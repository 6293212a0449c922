// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/batch.h"
#include "models/telemetry/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace otlp {

struct Transcoded
{
    std::string wire; // the same request in protobuf wire form, without what could not be read
    std::vector<telemetry::Rejection> rejections;
    std::vector<telemetry::SignalKind> others; // whose lists stand in it too and were not read
};

// Writes the OTLP/JSON request `json` as protobuf. Unreadable error, with the byte, when it is not
// a JSON object; an item that is well-formed JSON but no OTLP is left out and reported.
telemetry::Result<Transcoded> transcode(telemetry::SignalKind kind, std::string_view json);

} // namespace otlp
