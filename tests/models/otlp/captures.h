// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/otlp/decode.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include <zlib.h>

// Request bodies of real clients, in tests/data/otlp/<client>: NNN.bin or NNN.json, with a README
// that says what each holds.
namespace captures {

struct Capture
{
    std::string client;
    std::string file;
    telemetry::SignalKind signal = telemetry::SignalKind::Traces;
    bool isJson = false;
    std::size_t items = 0; // spans, log records or metrics, as the README counts them
    std::string body; // inflated
};

inline std::string readFile(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

inline std::string inflated(const std::string& gzip)
{
    z_stream stream{};
    inflateInit2(&stream, 15 + 16);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzip.data()));
    stream.avail_in = static_cast<uInt>(gzip.size());
    std::string plain;
    std::array<char, 16384> part{};
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(part.data());
        stream.avail_out = static_cast<uInt>(part.size());
        state = inflate(&stream, Z_NO_FLUSH);
        plain.append(part.data(), part.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    return plain;
}

// The cells of a README's table row, without the spaces around them.
inline std::vector<std::string> cells(const std::string& row)
{
    std::vector<std::string> list;
    std::stringstream stream(row);
    for (std::string cell; std::getline(stream, cell, '|');) {
        const auto first = cell.find_first_not_of(' ');
        const auto last = cell.find_last_not_of(' ');
        list.push_back(first == std::string::npos ? "" : cell.substr(first, last - first + 1));
    }
    return list;
}

inline std::vector<Capture> ofClient(const std::string& client)
{
    const std::filesystem::path folder =
        std::filesystem::path(PLUMBLINE_TEST_DATA) / "otlp" / client;
    std::vector<Capture> list;
    std::stringstream readme(readFile(folder / "README.md"));
    for (std::string line; std::getline(readme, line);) {
        const auto row =
            cells(line); // "", file, path, content type, encoding, bytes, items, status, ""
        if (row.size() < 8 || row[2].find("/v1/") == std::string::npos)
            continue;
        Capture capture{.client = client, .file = row[1], .body = readFile(folder / row[1])};
        capture.isJson = row[3] == "application/json";
        capture.items = std::stoul(row[6]);
        if (row[2] == "/v1/logs")
            capture.signal = telemetry::SignalKind::Logs;
        else if (row[2] == "/v1/metrics")
            capture.signal = telemetry::SignalKind::Metrics;
        if (row[4] == "gzip")
            capture.body = inflated(capture.body);
        list.push_back(std::move(capture));
    }
    return list;
}

inline std::vector<Capture> all()
{
    std::vector<std::string> clients;
    for (const auto& folder :
         std::filesystem::directory_iterator(std::filesystem::path(PLUMBLINE_TEST_DATA) / "otlp"))
        clients.push_back(folder.path().filename().string());
    std::sort(clients.begin(), clients.end());
    std::vector<Capture> list;
    for (const std::string& client : clients) {
        auto captures = ofClient(client);
        std::move(captures.begin(), captures.end(), std::back_inserter(list));
    }
    return list;
}

inline telemetry::Result<telemetry::Batch> decode(telemetry::SignalKind signal, bool isJson,
                                                  std::string body)
{
    auto shared = std::make_shared<const std::string>(std::move(body));
    return isJson ? otlp::decodeJson(signal, std::move(shared))
                  : otlp::decodeProtobuf(signal, std::move(shared));
}

inline telemetry::Result<telemetry::Batch> decode(const Capture& capture)
{
    return decode(capture.signal, capture.isJson, capture.body);
}

inline bool isInside(const telemetry::Batch& batch, std::string_view view)
{
    return view.empty()
        || std::any_of(batch.buffers.begin(), batch.buffers.end(), [view](const auto& buffer) {
               return view.data() >= buffer->data()
                   && view.data() + view.size() <= buffer->data() + buffer->size();
           });
}

// What every batch promises, however hostile its source.
inline bool isSound(const telemetry::Batch& batch)
{
    const auto isKnown = [&batch](const auto& item) {
        return item.resource < batch.resources.size() && item.scope < batch.scopes.size();
    };
    return std::all_of(batch.spans.begin(), batch.spans.end(),
                       [&](const telemetry::SpanRecord& span) {
                           return isKnown(span) && isInside(batch, span.body)
                               && isInside(batch, span.name) && span.trace.isValid()
                               && span.id != telemetry::SpanId::None;
                       })
        && std::all_of(batch.logs.begin(), batch.logs.end(),
                       [&](const telemetry::LogRecord& log) {
                           return isKnown(log) && isInside(batch, log.body)
                               && isInside(batch, log.eventName);
                       })
        && std::all_of(batch.points.begin(), batch.points.end(),
                       [&](const telemetry::MetricPoint& point) {
                           return isKnown(point) && isInside(batch, point.body)
                               && isInside(batch, point.name) && isInside(batch, point.unit);
                       });
}

} // namespace captures
