// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/fuzz/harness.h"

#include "models/dialect/interpreter.h"
#include "models/otlp/spanmerge.h"
#include "models/otlp/value.h"
#include "models/telemetry/utf8.h"

#include <cstdio>
#include <cstdlib>
#include <utility>
#include <vector>

namespace fuzz {

namespace {

using telemetry::Batch;
using telemetry::Generation;

// Names are views of the wire, as they were sent; what is shown or compared as text is not.
void readValue(std::string_view, const otlp::AnyValueView& value)
{
    require(telemetry::isValidUtf8(value.toText()), "the text of a value is UTF-8");
}

void readSpan(const telemetry::SpanRecord& span, const Batch& batch)
{
    require(span.trace.isValid(), "a span has a trace id");
    require(span.resource < batch.resources.size(), "a span has a resource");
    require(span.scope < batch.scopes.size(), "a span has a scope");
    otlp::forEachAttribute(span.body, otlp::kSpanAttributes, readValue);
    otlp::forEachEvent(span.body, [](const otlp::EventView& event) {
        otlp::forEachAttribute(event.wire, otlp::kEventAttributes, readValue);
    });
    otlp::forEachLink(span.body, [](const otlp::LinkView& link) {
        otlp::forEachAttribute(link.wire, otlp::kLinkAttributes, readValue);
    });
    static_cast<void>(otlp::statusMessage(span.body));
    static_cast<void>(otlp::droppedCount(span.body));
}

void readMessages(const std::vector<telemetry::Message>& messages)
{
    for (const telemetry::Message& message : messages) {
        require(telemetry::isValidUtf8(message.role), "a role is UTF-8");
        for (const telemetry::Part& part : message.parts) {
            require(telemetry::isValidUtf8(part.text), "the text of a part is UTF-8");
            require(telemetry::isValidUtf8(part.json), "the JSON of a part is UTF-8");
            require(telemetry::isValidUtf8(part.name), "the name in a part is UTF-8");
        }
    }
}

void readGeneration(const Generation& generation)
{
    readMessages(generation.inputMessages);
    readMessages(generation.outputMessages);
    for (const std::string* text :
         {&generation.service, &generation.operation, &generation.provider,
          &generation.modelRequested, &generation.modelServed, &generation.session,
          &generation.responseId, &generation.errorType})
        require(telemetry::isValidUtf8(*text), "a field of a generation is UTF-8");
}

void mergeCopies(const std::vector<telemetry::SpanRecord>& spans)
{
    if (spans.empty())
        return;
    const std::string_view known = spans.front().body;
    require(!otlp::mergedSpan(known, known), "a span tells nothing that it lacks itself");
    const std::string_view other = spans.back().body;
    const auto merged = otlp::mergedSpan(known, other);
    if (!merged)
        return;
    const auto again = otlp::mergedSpan(*merged, other);
    require(!again, "what was merged is not news again");
}

void compose(const dialect::Interpreted& interpreted)
{
    const Batch& batch = interpreted.batch;
    const telemetry::SpanRecord* span = batch.spans.empty() ? nullptr : &batch.spans.front();
    std::vector<const telemetry::LogRecord*> logs;
    for (const telemetry::LogRecord& log : batch.logs)
        logs.push_back(&log);
    const auto& interpreter = dialect::Interpreter::builtIn();
    const auto* resource = span != nullptr ? &batch.resources[span->resource] : nullptr;
    if (const auto generation = interpreter.compose(span, resource, logs))
        readGeneration(*generation);
    if (span != nullptr)
        static_cast<void>(interpreter.step(*span));
}

} // namespace

void require(bool holds, const char* promise)
{
    if (holds)
        return;
    std::fprintf(stderr, "does not hold: %s\n", promise);
    std::abort();
}

void lookAt(telemetry::Result<Batch> decoded)
{
    if (!decoded) {
        require(!decoded.error().message.empty(), "a refusal says why");
        return;
    }
    for (const telemetry::SpanRecord& span : decoded->spans)
        readSpan(span, *decoded);
    for (const telemetry::LogRecord& log : decoded->logs) {
        require(log.resource < decoded->resources.size(), "a log record has a resource");
        static_cast<void>(otlp::logBody(log.body).toText());
        otlp::forEachAttribute(log.body, otlp::kLogAttributes, readValue);
    }
    mergeCopies(decoded->spans);
    const std::size_t spans = decoded->spans.size();
    const std::size_t logs = decoded->logs.size();
    const dialect::Interpreted interpreted =
        dialect::Interpreter::builtIn().interpret(std::move(*decoded));
    require(interpreted.stepKinds.size() == spans, "each span is a step of some kind");
    for (const dialect::GenerationPart& part : interpreted.generations) {
        require(part.index < (part.fromLog ? logs : spans), "a generation has its record");
        readGeneration(part.generation);
    }
    for (const telemetry::Evaluation& evaluation : interpreted.evaluations) {
        require(telemetry::isValidUtf8(evaluation.check), "the name of a check is UTF-8");
        require(telemetry::isValidUtf8(evaluation.reason), "a reason is UTF-8");
    }
    compose(interpreted);
}

} // namespace fuzz
