// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/sidefile.h"

#include "models/telemetry/text.h"

#include <filesystem>
#include <system_error>

#include <simdjson.h>

namespace ingest {

namespace {

constexpr std::uintmax_t kMostBytes = 1024 * 1024;

std::optional<telemetry::SignalKind> signalFromGrpcPath(std::string_view path)
{
    using telemetry::SignalKind;
    if (path == "/opentelemetry.proto.collector.trace.v1.TraceService/Export")
        return SignalKind::Traces;
    if (path == "/opentelemetry.proto.collector.logs.v1.LogsService/Export")
        return SignalKind::Logs;
    if (path == "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export")
        return SignalKind::Metrics;
    return std::nullopt;
}

void note(SideFile& side, std::string_view name, std::string_view value)
{
    const std::string lower = telemetry::asciiLowered(name);
    if (lower == "content-encoding")
        side.contentEncoding = telemetry::asciiLowered(value);
    else if (lower == "grpc-encoding")
        side.grpcEncoding = telemetry::asciiLowered(value);
    else if (lower == "content-type")
        side.isGrpc = side.isGrpc || value.starts_with("application/grpc");
}

void noteHeaders(SideFile& side, const simdjson::dom::element& document)
{
    simdjson::dom::object headers;
    if (document["headers"].get(headers) == simdjson::SUCCESS) {
        for (const auto& [name, element] : headers) {
            std::string_view value;
            if (element.get(value) == simdjson::SUCCESS)
                note(side, name, value);
        }
    }
    simdjson::dom::array list; // name, value, name, value ...
    if (document["rawHeaders"].get(list) != simdjson::SUCCESS)
        return;
    std::string_view name;
    bool isValue = false;
    for (const simdjson::dom::element element : list) {
        std::string_view text;
        if (element.get(text) != simdjson::SUCCESS)
            return;
        if (isValue)
            note(side, name, text);
        name = text;
        isValue = !isValue;
    }
}

} // namespace

std::optional<telemetry::SignalKind> signalFromPath(std::string_view path)
{
    using telemetry::SignalKind;
    path = path.substr(0, path.find('?'));
    if (path.ends_with("/v1/traces"))
        return SignalKind::Traces;
    if (path.ends_with("/v1/logs"))
        return SignalKind::Logs;
    if (path.ends_with("/v1/metrics"))
        return SignalKind::Metrics;
    return std::nullopt;
}

SideFile readSideFile(const std::string& bodyPath)
{
    SideFile side;
    const std::filesystem::path path =
        std::filesystem::path(bodyPath).replace_extension(".headers.json");
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    if (error || size > kMostBytes)
        return side;
    simdjson::dom::parser parser;
    simdjson::dom::element document;
    if (parser.load(path.string()).get(document) != simdjson::SUCCESS)
        return side;
    std::string_view requestPath;
    if (document["path"].get(requestPath) == simdjson::SUCCESS) {
        side.signal = signalFromGrpcPath(requestPath);
        side.isGrpc = side.signal.has_value();
        if (!side.isGrpc)
            side.signal = signalFromPath(requestPath);
    }
    noteHeaders(side, document);
    return side;
}

bool isSideFile(const std::string& path)
{
    if (path.ends_with(".headers.json"))
        return true;
    constexpr std::string_view ending = ".decoded.json";
    if (!path.ends_with(ending))
        return false;
    const std::string stem = path.substr(0, path.size() - ending.size());
    std::error_code error;
    return std::filesystem::exists(stem + ".bin", error)
        || std::filesystem::exists(stem + ".json", error);
}

} // namespace ingest
