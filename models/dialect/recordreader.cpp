// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/recordreader.h"

#include "models/dialect/evaluationreader.h"
#include "models/dialect/interpreter.h"
#include "models/otlp/wire.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <utility>

namespace dialect {

namespace {

using telemetry::Carrier;
using telemetry::ContentState;
using telemetry::Generation;

void fillResource(Generation& generation, const telemetry::ResourceRecord* resource)
{
    if (resource == nullptr)
        return;
    generation.service = resource->service;
    generation.version = resource->serviceVersion;
    generation.environment = resource->environment;
}

bool isSealed(const Generation& generation)
{
    return std::all_of(generation.outputMessages.begin(), generation.outputMessages.end(),
                       [](const telemetry::Message& message) {
                           return !message.parts.empty()
                               && std::all_of(
                                   message.parts.begin(), message.parts.end(),
                                   [](const telemetry::Part& part) { return part.isEncrypted; });
                       });
}

telemetry::Timestamp eventTime(const otlp::EventView& event, telemetry::Timestamp otherwise)
{
    const bool isGiven = event.timeNanos > 0 && event.timeNanos <= INT64_MAX;
    return isGiven ? telemetry::fromUnixNanos(static_cast<long long>(event.timeNanos)) : otherwise;
}

} // namespace

RecordReader::RecordReader(const CompiledTables& tables)
    : m_tables(tables)
    , m_fields(tables, m_tree)
{
}

void RecordReader::clear()
{
    m_tree.clear();
    m_notes = {};
    m_fields.clear();
    m_events.clear();
    m_link = {};
    m_linkCount = 0;
    m_dropped = 0;
    m_span = nullptr;
}

void RecordReader::load(const telemetry::SpanRecord& span)
{
    clear();
    m_span = &span;
    otlp::WireCursor cursor(span.body);
    while (cursor.next()) {
        const std::uint32_t field = cursor.field();
        if (field == otlp::kSpanAttributes && cursor.isBytes()) {
            otlp::detail::KeyValueView attribute;
            if (otlp::detail::readKeyValue(cursor.bytes(), attribute))
                m_fields.addAttribute(attribute.key, otlp::AnyValueView(attribute.value));
        } else if (field == otlp::detail::kSpanEvents && cursor.isBytes()) {
            otlp::EventView event;
            if (!otlp::detail::readEvent(cursor.bytes(), event))
                continue;
            if (const EventRule* rule = findIn(m_tables.events, event.name))
                m_events.push_back({.view = event, .rule = rule});
        } else if (field == otlp::detail::kSpanLinks && cursor.isBytes()) {
            ++m_linkCount;
            otlp::detail::readLink(cursor.bytes(), m_link);
        } else if (cursor.isVarint() && (field == 10 || field == 12)) {
            m_dropped +=
                static_cast<std::uint32_t>(std::min<std::uint64_t>(cursor.number(), 1U << 20));
        }
    }
}

Generation RecordReader::generation(const telemetry::ResourceRecord* resource)
{
    Generation generation;
    generation.trace = m_span->trace;
    generation.span = m_span->id;
    generation.start = m_span->start;
    generation.end = m_span->end;
    generation.name = m_span->name;
    fillResource(generation, resource);
    fillScalars(generation);
    generation.dialect = m_fields.dialect();
    generation.isFailed = m_span->status == telemetry::StatusCode::Error
        || !generation.errorType.empty() || m_fields.text(Field::ResponseStatus) == "failed";
    if (generation.isFailed)
        addExceptions(generation);
    fillContent(generation);
    generation.documents =
        MessageReader(m_tables, m_tree, m_notes).documents(m_fields.tree(Field::Documents));
    fillFinishReasons(generation);
    settle(generation, Carrier::SpanAttributes, m_dropped);
    for (const Event& event : m_events)
        addEvent(event, generation);
    return generation;
}

void RecordReader::fillScalars(Generation& generation) const
{
    generation.operation = m_fields.operation();
    generation.provider = m_tables.provider(m_fields.text(Field::Provider));
    generation.modelRequested = m_fields.text(Field::ModelRequested);
    generation.modelServed = m_fields.text(Field::ModelServed);
    generation.adapter = m_fields.text(Field::Adapter);
    generation.promptName = m_fields.text(Field::PromptName);
    generation.promptVersion = m_fields.text(Field::PromptVersion);
    generation.route = m_fields.text(Field::Route);
    generation.session = m_fields.text(Field::Session);
    generation.user = m_fields.text(Field::User);
    generation.responseId = m_fields.text(Field::ResponseId);
    generation.errorType = m_fields.text(Field::ErrorType);
    generation.inputTokens = m_fields.integer(Field::InputTokens);
    generation.outputTokens = m_fields.integer(Field::OutputTokens);
    generation.reasoningTokens = m_fields.integer(Field::ReasoningTokens);
    generation.cachedTokens = m_fields.integer(Field::CachedTokens);
    generation.maxTokens = m_fields.integer(Field::MaxTokens);
    generation.contextWindow = m_fields.integer(Field::ContextWindow);
    generation.temperature = m_fields.number(Field::Temperature);
}

void RecordReader::fillContent(Generation& generation)
{
    MessageReader reader(m_tables, m_tree, m_notes);
    auto input = reader.messages(m_fields.tree(Field::InputMessages), "user");
    generation.inputMessages = reader.instructions(m_fields.tree(Field::SystemInstructions));
    std::move(input.begin(), input.end(), std::back_inserter(generation.inputMessages));
    generation.outputMessages = reader.messages(m_fields.tree(Field::OutputMessages), "assistant");
}

void RecordReader::fillFinishReasons(Generation& generation)
{
    const auto add = [&](std::string_view reason) {
        if (!reason.empty())
            generation.finishReasons.push_back(
                m_tables.finishReason(telemetry::sanitizedUtf8(reason)));
    };
    const NodeRef sent = m_fields.tree(Field::FinishReasons);
    if (sent.isContainer())
        sent.forEach([&](const NodeRef& reason) {
            // Either words or a response's choices.
            add(reason.isContainer() ? reason["finish_reason"].text() : reason.text());
        });
    else
        add(sent.text());
    if (generation.finishReasons.empty()) {
        for (const telemetry::Message& message : generation.outputMessages)
            add(message.finishReason);
    }
    // "incomplete" with a finish reason of "stop" has been seen: the status is the one to believe.
    auto& reasons = generation.finishReasons;
    if (m_fields.text(Field::ResponseStatus) == "incomplete"
        && std::all_of(reasons.begin(), reasons.end(),
                       [](const std::string& reason) { return reason == "stop"; }))
        reasons.assign(1, "length");
}

void RecordReader::settle(Generation& generation, Carrier carrier, std::uint32_t dropped) const
{
    const bool hasOutput = !generation.outputMessages.empty();
    const bool isFailedRequest = generation.isFailed && !generation.inputMessages.empty();
    if (m_tree.isIncomplete() || (!hasOutput && dropped > 0))
        generation.contentState = ContentState::TelemetryTruncated;
    else if (m_notes.isRedacted)
        generation.contentState = ContentState::Redacted;
    else if (hasOutput && m_notes.isEncrypted && isSealed(generation))
        generation.contentState = ContentState::Encrypted;
    else if (hasOutput || isFailedRequest)
        generation.contentState = ContentState::Captured;
    else
        generation.contentState = ContentState::NotCaptured;
    generation.carrier = carrier;
    const bool isDamaged = generation.contentState != ContentState::Captured
        && generation.contentState != ContentState::NotCaptured;
    for (telemetry::ContentSource* source :
         {&generation.instructionsSource, &generation.inputSource, &generation.outputSource})
        *source = {.carrier = carrier, .isDamaged = isDamaged};
}

void RecordReader::addExceptions(Generation& generation)
{
    for (const Event& event : m_events) {
        if (event.rule->carries != EventContent::Exception || !generation.errorType.empty())
            continue;
        ValueTree tree;
        FieldSet fields(m_tables, tree);
        fields.addAll(event.view.wire, otlp::kEventAttributes);
        generation.errorType = fields.text(Field::ExceptionType);
    }
}

// The message may be one attribute's JSON, or be spread over the attributes themselves.
NodeRef RecordReader::messageNode(const NodeRef& attributes)
{
    for (const std::string& name : m_tables.eventContent) {
        const NodeRef content = attributes[name];
        if (content.isContainer())
            return content;
        if (content.isString())
            return NodeRef(m_tree, m_tree.addText(content.text()));
    }
    return attributes;
}

void RecordReader::addMessage(const NodeRef& node, const EventRule& rule, Generation& generation)
{
    auto messages = MessageReader(m_tables, m_tree, m_notes).messages(node, rule.role);
    auto& side = rule.isOutput ? generation.outputMessages : generation.inputMessages;
    // A choice that was filtered away has neither text nor calls, and is an answer all the same.
    if (messages.empty() && rule.isOutput && node.isContainer())
        messages.push_back({.role = rule.role, .parts = {}, .finishReason = {}});
    std::move(messages.begin(), messages.end(), std::back_inserter(side));
}

void RecordReader::addEvent(const Event& event, Generation& generation)
{
    if (event.rule->carries != EventContent::Attributes
        && event.rule->carries != EventContent::Message)
        return;
    m_tree.clear();
    m_notes = {};
    m_fields.clear();
    Generation part;
    part.isInferred = true;
    part.start = part.end = generation.start;
    part.isFailed = generation.isFailed;
    if (event.rule->carries == EventContent::Message) {
        const NodeRef attributes(m_tree,
                                 m_tree.addAttributes(event.view.wire, otlp::kEventAttributes));
        addMessage(messageNode(attributes), *event.rule, part);
    } else {
        m_fields.addAll(event.view.wire, otlp::kEventAttributes);
        fillScalars(part);
        fillContent(part);
    }
    fillFinishReasons(part);
    settle(part, Carrier::SpanEvents, 0);
    merge(generation, part);
}

telemetry::StepKind RecordReader::kind() const
{
    const telemetry::StepKind kind = m_fields.kind();
    const bool isLookup = kind == telemetry::StepKind::Other
        && std::any_of(m_events.begin(), m_events.end(), [](const Event& event) {
                              return event.rule->carries == EventContent::Document;
                          });
    return isLookup ? telemetry::StepKind::Retrieval : kind;
}

std::vector<telemetry::Evaluation> RecordReader::evaluations()
{
    std::vector<telemetry::Evaluation> list;
    if (m_fields.has(Field::Evaluations)) {
        m_fields.tree(Field::Evaluations).forEach([&](const NodeRef& entry) {
            list.push_back(readEvaluation(m_tables, entry));
            list.back().time = m_span->end;
            aim(list.back());
        });
    }
    for (const Event& event : m_events) {
        if (event.rule->carries != EventContent::Evaluation)
            continue;
        ValueTree tree;
        FieldSet fields(m_tables, tree);
        fields.addAll(event.view.wire, otlp::kEventAttributes);
        list.push_back(readEvaluation(m_tables, fields));
        list.back().time = eventTime(event.view, m_span->end);
        list.back().trace = m_span->trace;
        list.back().span = m_span->id;
    }
    return list;
}

// An evaluator's span that links to exactly one other carries feedback on that one.
void RecordReader::aim(telemetry::Evaluation& evaluation) const
{
    const auto trace = telemetry::traceIdFromBytes(m_link.traceId);
    const auto span = telemetry::spanIdFromBytes(m_link.spanId);
    const bool isCarrier =
        kind() == telemetry::StepKind::Evaluator && m_linkCount == 1 && trace && span;
    evaluation.trace = isCarrier ? *trace : m_span->trace;
    evaluation.span = isCarrier ? *span : m_span->id;
}

std::optional<Generation> RecordReader::generation(const telemetry::LogRecord& log,
                                                   const telemetry::ResourceRecord* resource)
{
    const EventRule* rule = findIn(m_tables.events, log.eventName);
    const bool isContent = rule != nullptr
        && (rule->carries == EventContent::Attributes || rule->carries == EventContent::Message);
    if (!isContent || !log.trace.isValid() || log.span == telemetry::SpanId::None)
        return std::nullopt;
    clear();
    m_fields.addAll(log.body, otlp::kLogAttributes);
    const otlp::AnyValueView body = otlp::logBody(log.body);
    const bool isMap = body.type() == otlp::AnyValueView::Type::KeyValueList;
    if (isMap && rule->carries == EventContent::Attributes)
        m_fields.addAll(body.nested(), otlp::kKeyValueListValues);
    if (m_fields.has(Field::Kind) && !canBeGeneration(m_fields.kind()))
        return std::nullopt;
    Generation generation;
    generation.trace = log.trace;
    generation.span = log.span;
    generation.start = generation.end = log.time;
    generation.isInferred = true;
    fillResource(generation, resource);
    fillScalars(generation);
    generation.isFailed = !generation.errorType.empty();
    generation.dialect = m_tables.names[rule->table];
    fillContent(generation);
    if (rule->carries == EventContent::Message) {
        const bool hasBody = body.type() != otlp::AnyValueView::Type::Empty;
        const NodeRef node(m_tree,
                           hasBody ? m_tree.addValue(body)
                                   : m_tree.addAttributes(log.body, otlp::kLogAttributes));
        addMessage(hasBody ? node : messageNode(node), *rule, generation);
    }
    fillFinishReasons(generation);
    settle(generation,
           rule->carries == EventContent::Message ? Carrier::MessageLogs : Carrier::DetailsLog, 0);
    return generation;
}

std::optional<telemetry::Evaluation> RecordReader::evaluation(const telemetry::LogRecord& log)
{
    const EventRule* rule = findIn(m_tables.events, log.eventName);
    if (rule == nullptr || rule->carries != EventContent::Evaluation)
        return std::nullopt;
    clear();
    m_fields.addAll(log.body, otlp::kLogAttributes);
    telemetry::Evaluation evaluation = readEvaluation(m_tables, m_fields);
    evaluation.trace = log.trace;
    evaluation.span = log.span;
    evaluation.time = log.time;
    return evaluation;
}

std::vector<telemetry::Document> RecordReader::eventDocuments()
{
    std::vector<telemetry::Document> documents;
    for (const Event& event : m_events) {
        if (event.rule->carries != EventContent::Document)
            continue;
        const std::string& prefix = event.rule->prefix;
        std::vector<FlatEntry> entries;
        otlp::forEachAttribute(event.view.wire, otlp::kEventAttributes,
                               [&](std::string_view key, const otlp::AnyValueView& value) {
                                   if (key.starts_with(prefix))
                                       entries.push_back(
                                           {.path = key.substr(prefix.size()), .value = value});
                               });
        const NodeRef node(m_tree, m_tree.addFlattened(entries, m_tables.transparent));
        for (auto& document : MessageReader(m_tables, m_tree, m_notes).documents(node))
            documents.push_back(std::move(document));
    }
    return documents;
}

telemetry::Step RecordReader::step()
{
    telemetry::Step step;
    step.trace = m_span->trace;
    step.span = m_span->id;
    step.kind = kind();
    step.name = m_fields.firstText({Field::ToolName, Field::AgentName, Field::WorkflowName,
                                    Field::DataSource, Field::MemoryStore, Field::GuardrailName});
    if (step.name.empty())
        step.name = m_span->name;
    step.callId = m_fields.text(Field::ToolCallId);
    step.input = m_fields.firstText({Field::ToolArguments, Field::Query, Field::GuardrailInput,
                                     Field::Input, Field::InputMessages});
    step.output =
        m_fields.firstText({Field::ToolResult, Field::MemoryRecords, Field::GuardrailOutput,
                            Field::Output, Field::OutputMessages});
    step.documents =
        MessageReader(m_tables, m_tree, m_notes).documents(m_fields.tree(Field::Documents));
    if (step.documents.empty())
        step.documents = eventDocuments();
    step.isFailed =
        m_span->status == telemetry::StatusCode::Error || m_fields.has(Field::ErrorType);
    return step;
}

} // namespace dialect
