// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/ids.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace telemetry {

// One part of a message, after the part types of the GenAI conventions.
enum class PartKind : std::uint8_t
{
    Text,
    Reasoning, // the model's own thinking, never mixed with the answer
    ToolCall,
    ToolCallResponse,
    Blob, // inline media; the bytes are not kept here
    Uri,
    File,
    Compaction, // the history was compacted here
    Other, // any type we do not know: typeName and json say what it was
};

struct Part
{
    PartKind kind = PartKind::Text;
    std::string text; // UTF-8, as written by the model or the user
    std::string id; // tool call id, file id or uri
    std::string name; // tool name, or mime type of media
    std::string json; // arguments of a call, response of a tool, or the whole part when Other
    std::string typeName; // the type as sent
    bool isEncrypted = false; // reasoning that was sent sealed
};

struct Message
{
    std::string role; // system, user, assistant, tool, or as sent
    std::vector<Part> parts;
    std::string finishReason; // normalised; output messages only
};

// What we know of the text of a generation. Only Captured makes a statement about the model.
enum class ContentState : std::uint8_t
{
    NotCaptured, // the instrumentation does not send content
    Captured,
    Redacted, // replaced by a marker before it reached us
    TelemetryTruncated, // cut by an attribute limit on the way, not by the model
    Encrypted,
};

// What brought a text. Where several brought it, the one named first here is believed.
enum class Carrier : std::uint8_t
{
    SpanAttributes,
    SpanEvents,
    DetailsLog, // one log record with everything
    MessageLogs, // one log record a message (conventions up to 1.36)
};

struct ContentSource
{
    Carrier carrier = Carrier::SpanAttributes;
    ContentState state = ContentState::NotCaptured;

    // Cut, blanked or sealed on its way: gives way to one that is not.
    bool isDamaged() const
    {
        return state != ContentState::Captured && state != ContentState::NotCaptured;
    }
};

// Retrieved passages that belong to a generation or to a retrieval step.
struct Document
{
    std::string id;
    std::string title;
    std::string content;
    std::optional<double> score;
};

// One model inference in canonical form, whatever dialect it came in. Empty string and nullopt mean
// "not in the telemetry".
struct Generation
{
    TraceId trace;
    SpanId span = SpanId::None;
    SpanId parent = SpanId::None; // also while only log records are known
    Timestamp start;
    Timestamp end;
    std::string name; // span name
    std::string service;
    std::string version; // service.version
    std::string environment;
    std::string operation; // chat, text_completion, embeddings, ... (gen_ai.operation.name)
    std::string provider; // normalised
    std::string modelRequested;
    std::string modelServed;
    std::string adapter;
    std::string promptName;
    std::string promptVersion;
    std::string indexVersion = {}; // of the index that its passages came from, where it tells
    std::string route;
    std::string session;
    std::string user;
    std::string responseId;
    std::string errorType;
    std::string errorMessage; // as the service told it
    std::string errorKind; // rate_limit, context_overflow, ...; empty when nobody can tell
    std::optional<std::int64_t> inputTokens; // gross: cached included
    std::optional<std::int64_t> outputTokens; // gross: reasoning included
    std::optional<std::int64_t> reasoningTokens;
    std::optional<std::int64_t> cachedTokens; // read from a cache
    std::optional<std::int64_t> cacheWriteTokens;
    std::optional<double> cost; // US dollars, as the service reckoned it
    std::optional<double> firstTokenSeconds; // from the start of the call
    std::optional<std::int64_t> maxTokens;
    std::optional<std::int64_t> contextWindow;
    std::optional<double> temperature;
    std::vector<std::string>
        finishReasons; // normalised: stop, length, tool_call, content_filter, ...
    std::vector<Message> inputMessages; // system instructions first
    std::vector<Message> outputMessages;
    std::vector<Document> documents; // retrieved context, when it is on the span itself
    std::vector<std::string> toolsOffered; // names
    std::vector<std::string> toolSchemas; // JSON schemas of their arguments, in the same order; ""
    std::string outputFormat; // json, text, image ...; as asked for by the request
    std::string outputSchema; // JSON schema that was asked for
    bool isCompacted = false; // the service says that earlier turns were replaced by a summary
    ContentState contentState = ContentState::NotCaptured;
    Carrier carrier = Carrier::SpanAttributes; // of the part that is believed first
    ContentSource instructionsSource; // of the leading system messages of the input
    ContentSource inputSource; // of the others
    ContentSource outputSource;
    std::string dialect; // the table that filled most fields
    std::string instrumentation = {}; // scope of its span, "name version"; from recordings only
    bool isFailed = false;
    bool isInferred = false; // only log records are known, the span itself never came
};

// What a span is, as a step of a trace.
enum class StepKind : std::uint8_t
{
    Other,
    Agent,
    Workflow,
    Plan,
    Generation,
    Embeddings,
    Retrieval,
    Tool,
    Memory,
    Guardrail,
    Evaluator,
};

// A non-generation step's content in canonical form (retrieval, tool, agent).
struct Step
{
    TraceId trace;
    SpanId span = SpanId::None;
    StepKind kind = StepKind::Other;
    std::string name; // tool, agent or data source
    std::string callId;
    std::string input; // query or arguments, as sent
    std::string output; // result, as sent
    std::vector<Document> documents;
    std::string indexVersion = {}; // of what was searched
    std::string errorType;
    std::string errorMessage; // as the service told it
    std::string errorKind; // as of a Generation
    bool isFailed = false;
    bool isModelError = false; // what failed is the interface of a model
    bool hasMissingCall = false; // inferred: the call that failed in it sent no span
};

// What can be said of all of a generation's text: the worst of what is known of its sides; an
// answer that was not captured leaves nothing to say, unless the request failed.
ContentState contentStateOf(const Generation& generation);

const char* toString(PartKind kind);
const char* toString(ContentState state);
const char* toString(StepKind kind);

// Whether it answers anybody: embeddings and rerankings do not.
bool canHaveAnswer(const Generation& generation);

// All text the model was given (input messages and documents), in order, one part a paragraph.
std::string contextText(const Generation& generation);
// The last user text: what was asked.
std::string promptText(const Generation& generation);
// The visible answer: text parts of the output messages, without reasoning and tool calls.
std::string outputText(const Generation& generation);

} // namespace telemetry
