// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/decode.h"
#include "models/otlp/encode.h"
#include "tests/fuzz/harness.h"

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

// Attributes as text, one a line, so that every mutation is telemetry and what is tried is what the
// tables make of it: NAME=VALUE. VALUE is a string, or after one of these signs: # integer, ~
// double, ? truth, @ list of strings separated by commas. "!" alone begins a new span, "+NAME" an
// event of the span, "*NAME" a log record of the span.
namespace {

constexpr std::size_t kMostRecords = 64;

std::string_view takeLine(std::string_view& text)
{
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return line;
}

template<class Number>
Number numberOf(std::string_view text)
{
    Number number{};
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

otlp::AttributeValue valueOf(std::string_view text)
{
    const char sign = text.empty() ? '\0' : text.front();
    const std::string_view rest = text.substr(text.empty() ? 0 : 1);
    switch (sign) {
    case '#':
        return numberOf<std::int64_t>(rest);
    case '~':
        return numberOf<double>(rest);
    case '?':
        return rest == "true";
    case '@': {
        std::vector<std::string> list;
        for (std::size_t start = 0; start <= rest.size();) {
            const std::size_t end = std::min(rest.find(',', start), rest.size());
            list.emplace_back(rest.substr(start, end - start));
            start = end + 1;
        }
        return list;
    }
    default:
        return std::string(text);
    }
}

struct Records
{
    std::vector<otlp::OutgoingSpan> spans;
    std::vector<otlp::OutgoingLog> logs;
};

otlp::OutgoingSpan nextSpan(std::size_t number)
{
    otlp::OutgoingSpan span;
    span.trace.bytes.fill(1);
    span.id = static_cast<telemetry::SpanId>(number + 1);
    span.parent = static_cast<telemetry::SpanId>(number);
    span.name = "span";
    return span;
}

Records recordsOf(std::string_view text)
{
    Records records;
    records.spans.push_back(nextSpan(0));
    otlp::Attributes* into = &records.spans.back().attributes;
    while (!text.empty()) {
        const std::string_view line = takeLine(text);
        const bool isFull = records.spans.size() + records.logs.size() >= kMostRecords;
        otlp::OutgoingSpan& span = records.spans.back();
        if (line == "!" && !isFull) {
            records.spans.push_back(nextSpan(records.spans.size()));
            into = &records.spans.back().attributes;
        } else if (line.starts_with('+') && span.events.size() < kMostRecords) {
            span.events.push_back(
                {.time = {}, .name = std::string(line.substr(1)), .attributes = {}});
            into = &span.events.back().attributes;
        } else if (line.starts_with('*') && !isFull) {
            otlp::OutgoingLog log;
            log.trace = span.trace;
            log.span = span.id;
            log.eventName = std::string(line.substr(1));
            records.logs.push_back(std::move(log));
            into = &records.logs.back().attributes;
        } else {
            const std::size_t equals = std::min(line.find('='), line.size());
            into->emplace_back(std::string(line.substr(0, equals)),
                               valueOf(line.substr(std::min(equals + 1, line.size()))));
        }
    }
    return records;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const Records records = recordsOf({reinterpret_cast<const char*>(data), size});
    const auto decoded = [](telemetry::SignalKind signal, std::string body) {
        return otlp::decodeProtobuf(signal, std::make_shared<const std::string>(std::move(body)));
    };
    fuzz::lookAt(
        decoded(telemetry::SignalKind::Traces, otlp::encodeTraces({}, "fuzz", records.spans)));
    if (!records.logs.empty())
        fuzz::lookAt(
            decoded(telemetry::SignalKind::Logs, otlp::encodeLogs({}, "fuzz", records.logs)));
    return 0;
}
