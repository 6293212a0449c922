// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/generationfiller.h"

#include "models/dialect/instruction.h"
#include "models/dialect/usagedetails.h"
#include "models/telemetry/redaction.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <unordered_map>
#include <utility>

namespace dialect {

namespace {

using telemetry::Carrier;
using telemetry::ContentState;
using telemetry::Generation;
using telemetry::Message;
using telemetry::Part;
using telemetry::PartKind;

constexpr std::size_t kMostTools = 256;

bool areSealed(const std::vector<Message>& messages)
{
    return std::all_of(messages.begin(), messages.end(), [](const Message& message) {
        return !message.parts.empty()
            && std::all_of(message.parts.begin(), message.parts.end(),
                           [](const Part& part) { return part.isEncrypted; });
    });
}

bool hasCompaction(const std::vector<Message>& messages)
{
    return std::any_of(messages.begin(), messages.end(), [](const Message& message) {
        return std::any_of(message.parts.begin(), message.parts.end(),
                           [](const Part& part) { return part.kind == PartKind::Compaction; });
    });
}

// A result that only names its call gets the call's tool, wherever in the conversation that stands.
void joinToolResults(std::vector<Message>& messages)
{
    std::unordered_map<std::string, std::string> tools; // by id of the call
    for (Message& message : messages) {
        for (Part& part : message.parts) {
            if (part.id.empty())
                continue;
            if (part.kind == PartKind::ToolCall)
                tools.insert_or_assign(part.id, part.name);
            else if (part.kind == PartKind::ToolCallResponse && part.name.empty())
                part.name = tools[part.id];
        }
    }
}

// Some clients list a message of which they tell the role only.
bool saysSomething(const std::vector<Message>& messages)
{
    return std::any_of(messages.begin(), messages.end(),
                       [](const Message& message) { return !message.parts.empty(); });
}

bool isDamaged(ContentState state)
{
    return state == ContentState::TelemetryTruncated || state == ContentState::Redacted;
}

} // namespace

void GenerationFiller::fillScalars(Generation& generation) const
{
    const auto fill = [this](std::string& text, Field field) {
        if (text.empty())
            text = m_fields.text(field);
    };
    generation.operation = m_fields.operation();
    generation.provider = m_tables.provider(m_fields.text(Field::Provider));
    generation.modelRequested = m_fields.text(Field::ModelRequested);
    generation.modelServed = m_fields.text(Field::ModelServed);
    generation.adapter = m_fields.text(Field::Adapter);
    generation.promptName = m_fields.text(Field::PromptName);
    generation.promptVersion = m_fields.text(Field::PromptVersion);
    generation.indexVersion = m_fields.text(Field::IndexVersion);
    generation.route = m_fields.text(Field::Route);
    generation.session = m_fields.text(Field::Session);
    generation.user = m_fields.text(Field::User);
    fill(generation.environment, Field::Environment); // what the resource says counts for more
    fill(generation.version, Field::Release);
    generation.responseId = m_fields.text(Field::ResponseId);
    generation.errorType = m_fields.text(Field::ErrorType);
    generation.maxTokens = count(Field::MaxTokens);
    generation.contextWindow = count(Field::ContextWindow);
    generation.temperature = m_fields.number(Field::Temperature);
    generation.cost = amount(Field::Cost);
    const std::string compacted = m_fields.text(Field::IsCompacted);
    generation.isCompacted = compacted == "true" || compacted == "1";
    fillUsage(generation);
    fillFirstToken(generation);
}

// A call that nothing came back from was served by no model, whatever name is told.
void GenerationFiller::fillModel(Generation& generation, const std::string& only)
{
    const bool isUnanswered = generation.isFailed && generation.outputMessages.empty()
        && generation.responseId.empty() && !generation.outputTokens;
    std::string& model = isUnanswered ? generation.modelRequested : generation.modelServed;
    if (model.empty())
        model = only;
}

// Nothing is counted below zero: clients write -1 for what they do not know.
std::optional<std::int64_t> GenerationFiller::count(Field field) const
{
    const auto number = m_fields.integer(field);
    return number && *number >= 0 ? number : std::nullopt;
}

std::optional<double> GenerationFiller::amount(Field field) const
{
    const auto number = m_fields.number(field);
    return number && *number >= 0 ? number : std::nullopt;
}

void GenerationFiller::fillUsage(Generation& generation) const
{
    UsageDetails usage;
    if (m_fields.has(Field::UsageDetails))
        usage = readUsageDetails(m_fields.text(Field::UsageDetails));
    const auto first = [this](std::optional<std::int64_t> own, Field field) {
        return own ? own : count(field);
    };
    generation.inputTokens = first(usage.input, Field::InputTokens);
    generation.outputTokens = first(usage.output, Field::OutputTokens);
    generation.cachedTokens = first(usage.cached, Field::CachedTokens);
    generation.cacheWriteTokens = first(usage.cacheWrite, Field::CacheWriteTokens);
    generation.reasoningTokens = first(usage.reasoning, Field::ReasoningTokens);
    const auto net = count(Field::NetInputTokens);
    if (net && !generation.inputTokens)
        generation.inputTokens =
            *net + generation.cachedTokens.value_or(0) + generation.cacheWriteTokens.value_or(0);
}

void GenerationFiller::fillFirstToken(Generation& generation) const
{
    if (m_fields.has(Field::FirstTokenTime)) {
        const auto time = telemetry::timestampFromText(m_fields.text(Field::FirstTokenTime));
        if (time && *time >= generation.start && *time <= generation.end)
            generation.firstTokenSeconds =
                std::chrono::duration<double>(*time - generation.start).count();
    }
    if (!generation.firstTokenSeconds)
        generation.firstTokenSeconds = amount(Field::FirstTokenSeconds);
    const auto millis = amount(Field::FirstTokenMillis);
    if (!generation.firstTokenSeconds && millis)
        generation.firstTokenSeconds = *millis / 1000;
    // Some clients write milliseconds under a name of seconds.
    const double lasted = std::chrono::duration<double>(generation.end - generation.start).count();
    auto& first = generation.firstTokenSeconds;
    if (first && *first > lasted && *first / 1000 <= lasted)
        first = *first / 1000;
}

// A part of which nothing is left but our marker. Where a piece of a text was taken out, the rest
// is still what the model was given, or said.
bool isRedactedWhole(const std::vector<Message>& messages)
{
    const auto isMarker = [](const telemetry::Part& part) {
        return telemetry::isRedaction(part.text) || telemetry::isRedaction(part.json);
    };
    return std::any_of(messages.begin(), messages.end(), [&](const Message& message) {
        return std::any_of(message.parts.begin(), message.parts.end(), isMarker);
    });
}

ContentState GenerationFiller::stateOf(const std::vector<Message>& messages)
{
    if (m_tree.takeIncomplete() || m_notes.isCut)
        return ContentState::TelemetryTruncated;
    if (m_notes.isRedacted || isRedactedWhole(messages))
        return ContentState::Redacted;
    if (messages.empty() || m_notes.isWithheld)
        return ContentState::NotCaptured;
    return m_notes.isEncrypted && areSealed(messages) ? ContentState::Encrypted
                                                      : ContentState::Captured;
}

GenerationFiller::Side GenerationFiller::readCandidate(const FieldSet::Candidate& candidate,
                                                       std::string_view role, std::uint32_t dropped)
{
    m_tree.takeIncomplete();
    m_notes = {};
    MessageReader reader(m_tables, m_tree, m_notes);
    const NodeRef node = m_fields.tree(candidate);
    Side side;
    side.messages = candidate.field == Field::SystemInstructions ? reader.instructions(node)
                                                                 : reader.messages(node, role);
    side.state = stateOf(side.messages);
    // Which of the attributes of a list are missing, nobody can tell.
    if (candidate.isFlattened && dropped > 0)
        side.state = ContentState::TelemetryTruncated;
    return side;
}

// The first attribute that tells the text; another one when that was cut or blanked on its way and
// the other was not.
GenerationFiller::Side GenerationFiller::readSide(Field field, std::string_view role,
                                                  std::uint32_t dropped)
{
    Side best;
    for (const FieldSet::Candidate& candidate : m_fields.candidates(field)) {
        if (saysSomething(best.messages) && !isDamaged(best.state))
            break;
        Side side = readCandidate(candidate, role, dropped);
        const bool isFirst = best.messages.empty() && best.state == ContentState::NotCaptured;
        const bool isWhole = saysSomething(side.messages) && !isDamaged(side.state)
            && side.messages.size() >= best.messages.size();
        if (isFirst || isWhole)
            best = std::move(side);
    }
    return best;
}

// An answer that stands in several attributes.
GenerationFiller::Side GenerationFiller::composedAnswer()
{
    m_tree.takeIncomplete();
    m_notes = {};
    MessageReader reader(m_tables, m_tree, m_notes);
    Message answer{.role = "assistant", .parts = {}, .finishReason = {}};
    reader.addReasoning(m_fields.tree(Field::OutputReasoning), answer);
    if (m_fields.has(Field::OutputText))
        reader.addBareText(m_fields.text(Field::OutputText), answer);
    else if (m_fields.has(Field::OutputObject))
        reader.addBareText(m_fields.text(Field::OutputObject), answer);
    for (const Field field : {Field::OutputCalls, Field::FunctionCall})
        reader.addCalls(m_fields.tree(field), answer);
    Side side;
    if (!answer.parts.empty())
        side.messages.push_back(std::move(answer));
    side.state = stateOf(side.messages);
    return side;
}

// One list for question and answer: what the assistant says behind everything else is the answer.
void GenerationFiller::readAllMessages(Side& input, Side& output)
{
    m_tree.takeIncomplete();
    m_notes = {};
    MessageReader reader(m_tables, m_tree, m_notes);
    auto all = reader.messages(m_fields.tree(Field::AllMessages), "user");
    const ContentState state = stateOf(all);
    const auto last = std::find_if(all.rbegin(), all.rend(), [](const Message& message) {
        return message.role != "assistant";
    });
    const auto split = last.base();
    if (output.messages.empty() && output.state == ContentState::NotCaptured && split != all.end())
        output = {.messages = {split, all.end()}, .state = state};
    if (input.messages.empty() && input.state == ContentState::NotCaptured && split != all.begin())
        input = {.messages = {all.begin(), split}, .state = state};
}

// What was stored elsewhere is not content, but where it is can be told.
void GenerationFiller::addReference(Field field, std::string_view role, Side& side) const
{
    if (!side.messages.empty() || !m_fields.has(field))
        return;
    Part part;
    part.kind = PartKind::Uri;
    part.id = m_fields.text(field);
    side.messages.push_back(
        {.role = std::string(role), .parts = {std::move(part)}, .finishReason = {}});
    side.state = ContentState::Redacted;
}

void GenerationFiller::fillContent(Generation& generation, Carrier carrier, std::uint32_t dropped)
{
    Side instructions = readSide(Field::SystemInstructions, "system", dropped);
    addReference(Field::InstructionsReference, "system", instructions);
    Side input = readSide(Field::InputMessages, "user", dropped);
    Side output = readSide(Field::OutputMessages, "assistant", dropped);
    if (output.messages.empty()) {
        Side composed = composedAnswer();
        if (!composed.messages.empty() || output.state == ContentState::NotCaptured)
            output = std::move(composed);
    }
    if (m_fields.has(Field::AllMessages))
        readAllMessages(input, output);
    addReference(Field::InputReference, "user", input);
    addReference(Field::OutputReference, "assistant", output);
    // That somebody asked is no question. An answer without text may be one: settleEmptyAnswer().
    if (input.state == ContentState::Captured && !saysSomething(input.messages))
        input.state = ContentState::NotCaptured;
    for (Side* side : {&input, &output}) {
        const bool mayBeLost = side->state == ContentState::NotCaptured && dropped > 0;
        side->state = mayBeLost ? ContentState::TelemetryTruncated : side->state;
    }
    // Instructions that stand in the conversation share its fate.
    const bool areInside = !input.messages.empty() && isInstruction(input.messages.front());
    const ContentState instructionsState =
        areInside && (instructions.messages.empty() || isDamaged(input.state)) ? input.state
                                                                               : instructions.state;
    generation.inputMessages = std::move(instructions.messages);
    std::move(input.messages.begin(), input.messages.end(),
              std::back_inserter(generation.inputMessages));
    generation.outputMessages = std::move(output.messages);
    generation.carrier = carrier;
    generation.instructionsSource = {.carrier = carrier, .state = instructionsState};
    generation.inputSource = {.carrier = carrier, .state = input.state};
    generation.outputSource = {.carrier = carrier, .state = output.state};
    generation.contentState = telemetry::contentStateOf(generation);
    generation.isCompacted = generation.isCompacted || hasCompaction(generation.inputMessages);
    joinToolResults(generation.inputMessages);
    fillTools(generation);
    fillFormat(generation);
}

void GenerationFiller::fillTools(Generation& generation)
{
    const auto add = [&generation, this](const NodeRef& definition) {
        MessageReader::Tool tool = MessageReader(m_tables, m_tree, m_notes).tool(definition);
        if (tool.name.empty() || generation.toolsOffered.size() >= kMostTools)
            return;
        generation.toolsOffered.push_back(std::move(tool.name));
        generation.toolSchemas.push_back(std::move(tool.schema));
    };
    const NodeRef tools = m_fields.tree(Field::ToolDefinitions);
    if (tools.kind() == NodeKind::Array)
        tools.forEach(add);
    else if (!tools.isMissing())
        add(tools);
}

// "json", {"type": "json_object"}, or {"type": "json_schema", "json_schema": {"schema": {...}}}.
void GenerationFiller::fillFormat(Generation& generation)
{
    NodeRef format = m_fields.tree(Field::OutputFormat);
    if (format.isString() && format.text().starts_with('{'))
        format = NodeRef(m_tree, m_tree.addText(format.text()));
    const std::string_view type = format.isString() ? format.text() : format["type"].text();
    generation.outputFormat =
        type.starts_with("json") ? "json" : telemetry::sanitizedUtf8(type.substr(0, 32));
    NodeRef schema = m_fields.tree(Field::OutputSchema);
    if (schema.isMissing())
        schema = format["json_schema"];
    if (schema.isString())
        generation.outputSchema = schema.text();
    else if (schema.kind() == NodeKind::Object)
        generation.outputSchema = schema.json();
    if (generation.outputSchema.size() > MessageReader::kLargestSchema)
        generation.outputSchema.clear();
}

// A message without parts is an answer when it was filtered or nothing was said; otherwise the
// service left the text out of what it sent.
void GenerationFiller::settleEmptyAnswer(Generation& generation) const
{
    const auto& messages = generation.outputMessages;
    const bool isEmpty = !messages.empty()
        && std::all_of(messages.begin(), messages.end(),
                       [](const Message& message) { return message.parts.empty(); });
    const auto& reasons = generation.finishReasons;
    const bool isExplained = generation.isFailed || generation.outputTokens == 0
        || std::find_if(reasons.begin(), reasons.end(),
                        [](const std::string& reason) {
                            return reason == "content_filter" || reason == "error";
                        })
            != reasons.end();
    if (!isEmpty || isExplained || generation.outputSource.state != ContentState::Captured)
        return;
    generation.outputSource.state = ContentState::NotCaptured;
    generation.contentState = telemetry::contentStateOf(generation);
}

void GenerationFiller::fillFinishReasons(Generation& generation)
{
    const auto add = [&](std::string_view reason) {
        if (!reason.empty())
            generation.finishReasons.push_back(
                m_tables.finishReason(telemetry::sanitizedUtf8(reason)));
    };
    // "[Stop]" and "length, stop": lists that were made into text.
    const auto addAll = [&add](std::string_view list) {
        while (!list.empty()) {
            const std::size_t comma = list.find(',');
            std::string_view word = list.substr(0, comma);
            const std::size_t start = word.find_first_not_of(" []'\"");
            const std::size_t end = word.find_last_not_of(" []'\"");
            add(start == std::string_view::npos ? "" : word.substr(start, end - start + 1));
            list = comma == std::string_view::npos ? "" : list.substr(comma + 1);
        }
    };
    const NodeRef sent = m_fields.tree(Field::FinishReasons);
    if (sent.isContainer())
        sent.forEach([&](const NodeRef& reason) {
            // Either words or a response's choices.
            add(reason.isContainer() ? reason.firstOf("finish_reason", "finishReason").text()
                                     : reason.text());
        });
    else
        addAll(sent.text());
    if (generation.finishReasons.empty()) {
        for (const Message& message : generation.outputMessages)
            add(message.finishReason);
    }
    auto& reasons = generation.finishReasons;
    const bool isCompaction =
        std::find(reasons.begin(), reasons.end(), "compaction") != reasons.end();
    generation.isCompacted = generation.isCompacted || isCompaction;
    // "incomplete" with a finish reason of "stop" has been seen: the status is the one to believe.
    if (m_fields.text(Field::ResponseStatus) == "incomplete"
        && std::all_of(reasons.begin(), reasons.end(),
                       [](const std::string& reason) { return reason == "stop"; }))
        reasons.assign(1, "length");
    settleEmptyAnswer(generation);
}

} // namespace dialect
