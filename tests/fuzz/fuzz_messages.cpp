// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/builtintables.h"
#include "models/dialect/messagereader.h"
#include "models/dialect/tableparser.h"
#include "models/otlp/decode.h"
#include "models/otlp/encode.h"
#include "models/telemetry/utf8.h"
#include "tests/fuzz/harness.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// What a client puts into one attribute: messages, instructions, documents, tools, in whatever
// shape. The input is taken as the text itself, by every reader of such texts, and as the value of
// the attributes that hold them.
namespace {

const dialect::CompiledTables& tables()
{
    static const auto compiled = dialect::parseTables(dialect::builtInTables()).value();
    return *compiled;
}

void holdClean(const std::vector<telemetry::Message>& messages)
{
    for (const telemetry::Message& message : messages) {
        fuzz::require(telemetry::isValidUtf8(message.role), "a role is UTF-8");
        for (const telemetry::Part& part : message.parts) {
            for (const std::string* text :
                 {&part.text, &part.id, &part.name, &part.json, &part.typeName})
                fuzz::require(telemetry::isValidUtf8(*text), "a part of a message is UTF-8");
        }
    }
}

void takeAsText(std::string_view bytes)
{
    using dialect::MessageReader;
    dialect::ValueTree tree;
    dialect::ContentNotes notes;
    MessageReader reader(tables(), tree, notes);
    const dialect::NodeRef root(tree, tree.addText(bytes));
    holdClean(reader.messages(root, "user"));
    holdClean(reader.instructions(root));
    for (const telemetry::Document& document : reader.documents(root)) {
        for (const std::string* text : {&document.id, &document.title, &document.content})
            fuzz::require(telemetry::isValidUtf8(*text), "a document is UTF-8");
    }
    telemetry::Message pieces;
    reader.addBareText(bytes, pieces);
    reader.addReasoning(root, pieces);
    reader.addCalls(root, pieces);
    holdClean({pieces});
    const MessageReader::Tool tool = reader.tool(root);
    fuzz::require(telemetry::isValidUtf8(tool.name), "the name of a tool is UTF-8");
    fuzz::require(tool.schema.size() <= MessageReader::kLargestSchema,
                  "no schema is longer than it may be");
    static_cast<void>(reader.callText(std::string(bytes)));
}

void takeAsAttributes(const std::vector<std::string_view>& names, std::string_view bytes)
{
    otlp::OutgoingSpan span;
    span.trace.bytes.fill(1);
    span.id = static_cast<telemetry::SpanId>(1);
    span.name = "chat";
    span.attributes.emplace_back("gen_ai.operation.name", std::string("chat"));
    for (const std::string_view name : names)
        span.attributes.emplace_back(std::string(name), std::string(bytes));
    fuzz::lookAt(otlp::decodeProtobuf(
        telemetry::SignalKind::Traces,
        std::make_shared<const std::string>(otlp::encodeTraces({}, "fuzz", {span}))));
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    takeAsText(bytes);
    takeAsAttributes({"gen_ai.input.messages", "gen_ai.output.messages",
                      "gen_ai.system_instructions", "gen_ai.tool.definitions",
                      "gen_ai.retrieval.documents"},
                     bytes);
    // Those of other dialects, which the first ones would hide.
    takeAsAttributes({"input.value", "output.value", "gcp.vertex.agent.llm_request",
                      "gcp.vertex.agent.llm_response", "traceloop.entity.input",
                      "all_messages_events", "gen_ai.prompt.0.content"},
                     bytes);
    return 0;
}
