// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/batch.h"

#include <optional>
#include <string>
#include <string_view>

namespace ingest {

// What NNN.headers.json beside a captured request body tells of it.
struct SideFile
{
    std::optional<telemetry::SignalKind> signal; // from the request's path
    bool isGrpc = false;
    std::string contentEncoding;
    std::string grpcEncoding;
};

// Nothing known when there is none, or it cannot be read.
SideFile readSideFile(const std::string& bodyPath);

// True for NNN.headers.json, and for NNN.decoded.json beside its NNN.bin or NNN.json.
bool isSideFile(const std::string& path);

// "/v1/traces", "/v1/logs" or "/v1/metrics" with any prefix.
std::optional<telemetry::SignalKind> signalFromPath(std::string_view path);

} // namespace ingest
