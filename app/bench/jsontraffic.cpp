// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/jsontraffic.h"

#include <chrono>
#include <string_view>
#include <variant>

namespace bench {

namespace {

void appendText(std::string& json, std::string_view text)
{
    json += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\')
            json += '\\';
        if (c == '\n')
            json += "\\n";
        else
            json += c;
    }
    json += '"';
}

void appendValue(std::string& json, const otlp::AttributeValue& value)
{
    if (const auto* text = std::get_if<std::string>(&value)) {
        json += R"({"stringValue":)";
        appendText(json, *text);
    } else if (const auto* integer = std::get_if<std::int64_t>(&value)) {
        json += R"({"intValue":")" + std::to_string(*integer) + '"';
    } else if (const auto* number = std::get_if<double>(&value)) {
        json += R"({"doubleValue":)" + std::to_string(*number);
    } else if (const auto* truth = std::get_if<bool>(&value)) {
        json += std::string(R"({"boolValue":)") + (*truth ? "true" : "false");
    } else {
        json += R"({"arrayValue":{"values":[)";
        const auto& list = std::get<std::vector<std::string>>(value);
        for (std::size_t i = 0; i < list.size(); ++i) {
            json += i == 0 ? R"({"stringValue":)" : R"(,{"stringValue":)";
            appendText(json, list[i]);
            json += '}';
        }
        json += "]}";
    }
    json += '}';
}

void appendAttributes(std::string& json, const otlp::Attributes& attributes)
{
    json += R"("attributes":[)";
    for (std::size_t i = 0; i < attributes.size(); ++i) {
        json += i == 0 ? R"({"key":)" : R"(,{"key":)";
        appendText(json, attributes[i].first);
        json += R"(,"value":)";
        appendValue(json, attributes[i].second);
        json += '}';
    }
    json += ']';
}

void appendSpan(std::string& json, const otlp::OutgoingSpan& span)
{
    json += R"({"traceId":")" + telemetry::toHex(span.trace) + R"(","spanId":")"
        + telemetry::toHex(span.id) + '"';
    if (span.parent != telemetry::SpanId::None)
        json += R"(,"parentSpanId":")" + telemetry::toHex(span.parent) + '"';
    json += R"(,"name":)";
    appendText(json, span.name);
    json += R"(,"kind":)" + std::to_string(static_cast<int>(span.kind))
        + R"(,"startTimeUnixNano":")" + std::to_string(telemetry::toUnixNanos(span.start))
        + R"(","endTimeUnixNano":")" + std::to_string(telemetry::toUnixNanos(span.end)) + "\",";
    appendAttributes(json, span.attributes);
    json += R"(,"status":{}})";
}

} // namespace

JsonTraffic::JsonTraffic(std::uint64_t seed)
    : m_generator(seed)
    , m_time(std::chrono::system_clock::now() - std::chrono::hours(1))
{
}

std::string JsonTraffic::line(int traces)
{
    using namespace std::chrono_literals;
    std::string json = R"({"resourceSpans":[{"resource":{)";
    appendAttributes(
        json, {{"service.name", std::string("bench")}, {"service.version", std::string("1.0.0")}});
    json += R"(},"scopeSpans":[{"scope":{"name":"bench"},"spans":[)";
    bool isFirst = true;
    for (int i = 0; i < traces; ++i) {
        for (const otlp::OutgoingSpan& span : m_generator.trace(m_time)) {
            json += std::exchange(isFirst, false) ? "" : ",";
            appendSpan(json, span);
        }
        m_time += 10ms;
    }
    return json + "]}]}]}";
}

} // namespace bench
