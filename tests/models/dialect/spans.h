// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/interpreter.h"
#include "models/otlp/decode.h"
#include "models/otlp/encode.h"

#include <QString>

#include <memory>
#include <string>
#include <utility>
#include <vector>

// Spans made for one test, and what the built-in tables make of them.
namespace spans {

inline otlp::OutgoingSpan chat(otlp::Attributes attributes)
{
    otlp::OutgoingSpan span;
    span.trace.bytes.fill(7);
    span.id = static_cast<telemetry::SpanId>(1);
    span.name = "chat gpt";
    span.start = telemetry::fromUnixNanos(1000);
    span.end = telemetry::fromUnixNanos(2000);
    span.attributes = {{"gen_ai.operation.name", std::string("chat")}};
    span.attributes.insert(span.attributes.end(), attributes.begin(), attributes.end());
    return span;
}

inline dialect::Interpreted
interpreted(const otlp::OutgoingSpan& span,
            const dialect::Interpreter& interpreter = dialect::Interpreter::builtIn())
{
    auto body = std::make_shared<const std::string>(
        otlp::encodeTraces({{"service.name", std::string("northwind")}}, "test", {span}));
    auto batch = otlp::decodeProtobuf(telemetry::SignalKind::Traces, std::move(body));
    return interpreter.interpret(batch ? std::move(*batch) : telemetry::Batch{});
}

inline telemetry::Generation generation(otlp::Attributes attributes)
{
    const auto result = interpreted(chat(std::move(attributes)));
    return result.generations.empty() ? telemetry::Generation{} : result.generations[0].generation;
}

// A conversation in short: role, then each part as kind:id:name:text|json.
inline std::string shown(const std::vector<telemetry::Message>& messages)
{
    std::string text;
    for (const telemetry::Message& message : messages) {
        text += text.empty() ? "" : "; ";
        text += message.role;
        for (const telemetry::Part& part : message.parts) {
            text += ' ';
            text += telemetry::toString(part.kind);
            for (const std::string& detail : {part.id, part.name, part.text + part.json})
                text += detail.empty() ? "" : ':' + detail;
        }
        text += message.finishReason.empty() ? "" : " -> " + message.finishReason;
    }
    return text;
}

// A span with these attributes and nothing else.
inline otlp::OutgoingSpan bare(otlp::Attributes attributes)
{
    otlp::OutgoingSpan span = chat({});
    span.attributes = std::move(attributes);
    return span;
}

// The first of a span; of one that has none, nothing.
inline telemetry::Generation generationOf(const otlp::OutgoingSpan& span)
{
    const auto result = interpreted(span);
    return result.generations.empty() ? telemetry::Generation{} : result.generations[0].generation;
}

inline QString shownText(const std::vector<telemetry::Message>& messages)
{
    return QString::fromStdString(shown(messages));
}

} // namespace spans
