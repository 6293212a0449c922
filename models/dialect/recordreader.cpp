// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/recordreader.h"

#include "models/dialect/evaluationreader.h"
#include "models/dialect/failure.h"
#include "models/dialect/interpreter.h"
#include "models/otlp/wire.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <utility>

namespace dialect {

namespace {

using telemetry::Carrier;
using telemetry::Generation;
using telemetry::StepKind;

void fillResource(Generation& generation, const telemetry::ResourceRecord* resource)
{
    if (resource == nullptr)
        return;
    generation.service = resource->service;
    generation.version = resource->serviceVersion;
    generation.environment = resource->environment;
}

// dropped_attributes_count (field 7).
std::uint32_t droppedOf(const telemetry::LogRecord& log)
{
    otlp::WireCursor cursor(log.body);
    std::uint64_t dropped = 0;
    while (cursor.next()) {
        if (cursor.field() == 7 && cursor.isVarint())
            dropped = cursor.number();
    }
    return static_cast<std::uint32_t>(std::min<std::uint64_t>(dropped, 1U << 20));
}

telemetry::Timestamp eventTime(const otlp::EventView& event, telemetry::Timestamp otherwise)
{
    const bool isGiven = event.timeNanos > 0 && event.timeNanos <= INT64_MAX;
    return isGiven ? telemetry::fromUnixNanos(static_cast<long long>(event.timeNanos)) : otherwise;
}

} // namespace

RecordReader::RecordReader(const CompiledTables& tables, RecordTally* tally)
    : m_tables(tables)
    , m_tally(tally)
    , m_fields(tables, m_tree)
    , m_filler(tables, m_tree, m_fields, m_notes)
{
    m_fields.setTally(tally);
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
    if (m_tally != nullptr)
        m_tally->clear();
}

void RecordReader::tally(const Generation& generation)
{
    if (m_tally != nullptr)
        m_tally->addFacts(factsOf(generation));
}

// A message that is an event of its own stands in no attribute.
void RecordReader::tallyMessage(const EventRule& rule, const Generation& generation)
{
    if (m_tally == nullptr)
        return;
    const auto& messages = rule.isOutput ? generation.outputMessages : generation.inputMessages;
    if (!messages.empty())
        m_tally->addField({.field = rule.isOutput ? Field::OutputMessages : Field::InputMessages,
                           .attribute = kNoName,
                           .event = rule.name});
    const bool hasReason =
        std::any_of(messages.begin(), messages.end(), [](const telemetry::Message& message) {
            return !message.finishReason.empty();
        });
    if (hasReason)
        m_tally->addField(
            {.field = Field::FinishReasons, .attribute = kNoName, .event = rule.name});
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
            if (const EventRule* rule = m_tables.eventRule(event.name))
                m_events.push_back({.view = event, .rule = rule});
        } else if (field == otlp::detail::kSpanLinks && cursor.isBytes()) {
            ++m_linkCount;
            otlp::detail::readLink(cursor.bytes(), m_link);
        } else if (cursor.isVarint() && (field == 10 || field == 12)) {
            m_dropped +=
                static_cast<std::uint32_t>(std::min<std::uint64_t>(cursor.number(), 1U << 20));
        }
    }
    if (m_tally != nullptr) {
        m_fields.tallyFields();
        m_tally->setDialect(m_fields.dialectNumber());
        m_tally->setKind(kind());
    }
}

Generation RecordReader::generation(const telemetry::ResourceRecord* resource)
{
    Generation generation;
    generation.trace = m_span->trace;
    generation.span = m_span->id;
    generation.parent = m_span->parent;
    generation.start = m_span->start;
    generation.end = m_span->end;
    generation.name = m_span->name;
    fillResource(generation, resource);
    m_filler.fillScalars(generation);
    generation.dialect = m_fields.dialect();
    const Failure failure = failureOf(m_tables, m_fields, *m_span, StepKind::Generation);
    generation.isFailed = failure.isFailed;
    if (failure.isFailed) {
        generation.errorMessage = failure.message;
        addException(generation.errorType, generation.errorMessage);
        generation.errorKind =
            errorKindOf(m_tables, StepKind::Generation, generation.errorType,
                        generation.errorMessage, m_fields.text(Field::HttpStatus));
    }
    m_filler.fillContent(generation, Carrier::SpanAttributes, m_dropped);
    generation.documents =
        MessageReader(m_tables, m_tree, m_notes).documents(m_fields.tree(Field::Documents));
    m_filler.fillFinishReasons(generation);
    const std::string model =
        m_fields.text(Field::Model); // the events' attributes replace the span's
    addEvents(generation);
    GenerationFiller::fillModel(generation, model);
    tally(generation);
    return generation;
}

std::optional<CallFacts> RecordReader::callFacts()
{
    const bool isToldByEvents = std::ranges::any_of(m_events, [](const Event& event) {
        const EventContent carries = event.rule->carries;
        return carries == EventContent::Attributes || carries == EventContent::Conversation
            || carries == EventContent::Message;
    });
    if (isToldByEvents || kind() != StepKind::Generation)
        return std::nullopt;
    Generation counted;
    m_filler.fillUsage(counted);
    return CallFacts{.inputTokens = counted.inputTokens,
                     .outputTokens = counted.outputTokens,
                     .contextWindow = m_filler.count(Field::ContextWindow),
                     .isFailed =
                         failureOf(m_tables, m_fields, *m_span, StepKind::Generation).isFailed};
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

// What a tool said is its result, whoever the record says spoke: Google has it from the user.
void RecordReader::toToolResult(std::vector<telemetry::Message>& messages, const NodeRef& node)
{
    for (telemetry::Message& message : messages) {
        const bool isText = !message.parts.empty()
            && std::ranges::all_of(message.parts, [](const telemetry::Part& part) {
                   return part.kind == telemetry::PartKind::Text;
               });
        message.role = "tool";
        if (!isText)
            continue;
        telemetry::Part result;
        result.kind = telemetry::PartKind::ToolCallResponse;
        result.id = telemetry::sanitizedUtf8(node.firstOf("tool_call_id", "id").text());
        for (const telemetry::Part& part : message.parts)
            result.text += (result.text.empty() ? "" : "\n") + part.text;
        message.parts.assign(1, std::move(result));
    }
}

void RecordReader::addMessage(const NodeRef& node, const EventRule& rule, Carrier carrier,
                              Generation& generation)
{
    std::vector<telemetry::Message> messages;
    if (node.kind() != NodeKind::Object || MessageReader::isToldBy(node))
        messages = MessageReader(m_tables, m_tree, m_notes).messages(node, rule.role);
    // A choice that was filtered away has neither text nor calls, and is an answer all the same.
    if (messages.empty() && rule.isOutput && node.isContainer())
        messages.push_back({.role = rule.role, .parts = {}, .finishReason = {}});
    if (rule.role == "tool")
        toToolResult(messages, node);
    telemetry::ContentSource source{.carrier = carrier, .state = m_filler.stateOf(messages)};
    const bool isEmpty = std::ranges::all_of(
        messages, [](const telemetry::Message& message) { return message.parts.empty(); });
    if (!rule.isOutput && isEmpty && source.state == telemetry::ContentState::Captured)
        source.state = telemetry::ContentState::NotCaptured;
    generation.carrier = carrier;
    (rule.isOutput ? generation.outputSource : generation.inputSource) = source;
    if (!rule.isOutput)
        generation.instructionsSource = source;
    auto& side = rule.isOutput ? generation.outputMessages : generation.inputMessages;
    std::move(messages.begin(), messages.end(), std::back_inserter(side));
    generation.contentState = telemetry::contentStateOf(generation);
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

bool RecordReader::isFailed()
{
    return failureOf(m_tables, m_fields, *m_span, kind()).isFailed;
}

std::vector<telemetry::Evaluation> RecordReader::evaluations()
{
    std::vector<telemetry::Evaluation> list;
    for (const Field field : {Field::Evaluations, Field::Annotations, Field::TraceEvaluations,
                              Field::TraceAnnotations}) {
        if (!m_fields.has(field))
            continue;
        const bool isOfTrace = field == Field::TraceEvaluations || field == Field::TraceAnnotations;
        m_fields.tree(field).forEach([&](const NodeRef& entry) {
            list.push_back(readEvaluation(m_tables, entry));
            list.back().time = m_span->end;
            aim(list.back());
            if (isOfTrace) // of the whole, not of the span that happens to carry it
                list.back().span = telemetry::SpanId::None;
        });
    }
    for (const Event& event : m_events) {
        if (event.rule->carries != EventContent::Evaluation)
            continue;
        ValueTree tree;
        FieldSet fields(m_tables, tree);
        fields.setTally(m_tally);
        fields.addAll(event.view.wire, otlp::kEventAttributes);
        fields.tallyFields(event.rule->name);
        list.push_back(readEvaluation(m_tables, fields));
        list.back().time = eventTime(event.view, m_span->end);
        list.back().trace = m_span->trace;
        list.back().span = m_span->id;
    }
    if (list.empty() && kind() == StepKind::Evaluator) {
        if (auto told = verdict())
            list.push_back(std::move(*told));
    }
    return list;
}

// Some evaluators tell their verdict as their output and nowhere else.
std::optional<telemetry::Evaluation> RecordReader::verdict()
{
    const NodeRef output = m_fields.tree(Field::Output);
    if (output.kind() != NodeKind::Object)
        return std::nullopt;
    telemetry::Evaluation evaluation = readEvaluation(m_tables, output, m_span->name);
    if (!evaluation.value && evaluation.label.empty())
        return std::nullopt;
    evaluation.time = m_span->end;
    aim(evaluation);
    return evaluation;
}

// A span that links to exactly one other and is no model call itself carries feedback on that one.
void RecordReader::aim(telemetry::Evaluation& evaluation) const
{
    const auto trace = telemetry::traceIdFromBytes(m_link.traceId);
    const auto span = telemetry::spanIdFromBytes(m_link.spanId);
    const StepKind own = kind();
    const bool isCarrier =
        (own == StepKind::Evaluator || own == StepKind::Other) && m_linkCount == 1 && trace && span;
    evaluation.trace = isCarrier ? *trace : m_span->trace;
    evaluation.span = isCarrier ? *span : m_span->id;
}

std::optional<Generation> RecordReader::generation(const telemetry::LogRecord& log,
                                                   const telemetry::ResourceRecord* resource)
{
    const EventRule* rule = m_tables.eventRule(log.eventName);
    const bool isException =
        rule != nullptr && rule->carries == EventContent::Exception && rule->isOfCall;
    const bool isContent = rule != nullptr
        && (rule->carries == EventContent::Attributes || rule->carries == EventContent::Conversation
            || rule->carries == EventContent::Message);
    if (!(isContent || isException) || !log.trace.isValid() || log.span == telemetry::SpanId::None)
        return std::nullopt;
    clear();
    m_fields.addAll(log.body, otlp::kLogAttributes);
    const otlp::AnyValueView body = otlp::logBody(log.body);
    const bool isMap = body.type() == otlp::AnyValueView::Type::KeyValueList;
    if (isMap && rule->carries != EventContent::Message)
        m_fields.addAll(body.nested(), otlp::kKeyValueListValues);
    if (rule->carries == EventContent::Conversation && !m_fields.has(Field::InputMessages)
        && !m_fields.has(Field::OutputMessages))
        return std::nullopt;
    if (m_fields.has(Field::Kind) && !canBeGeneration(m_fields.kind()))
        return std::nullopt;
    Generation generation;
    generation.trace = log.trace;
    generation.span = log.span;
    generation.start = generation.end = log.time;
    generation.isInferred = true;
    fillResource(generation, resource);
    m_fields.tallyFields(rule->name);
    m_filler.fillScalars(generation);
    fillFailure(generation, isException);
    generation.dialect = m_tables.names[rule->table];
    const Carrier carrier =
        rule->carries == EventContent::Message ? Carrier::MessageLogs : Carrier::DetailsLog;
    // What an exception left out was never a text of the conversation.
    m_filler.fillContent(generation, carrier, isException ? 0 : droppedOf(log));
    if (rule->carries == EventContent::Message) {
        const bool hasBody = body.type() != otlp::AnyValueView::Type::Empty;
        const NodeRef node(m_tree,
                           hasBody ? m_tree.addValue(body)
                                   : m_tree.addAttributes(log.body, otlp::kLogAttributes));
        addMessage(hasBody ? node : messageNode(node), *rule, carrier, generation);
        tallyMessage(*rule, generation);
    }
    m_filler.fillFinishReasons(generation);
    if (m_tally != nullptr) {
        m_tally->setDialect(static_cast<std::uint32_t>(rule->table));
        m_tally->setKind(StepKind::Generation);
    }
    tally(generation);
    return generation;
}

std::optional<telemetry::Evaluation> RecordReader::evaluation(const telemetry::LogRecord& log)
{
    const EventRule* rule = m_tables.eventRule(log.eventName);
    if (rule == nullptr || rule->carries != EventContent::Evaluation)
        return std::nullopt;
    clear();
    m_fields.addAll(log.body, otlp::kLogAttributes);
    if (m_tally != nullptr) {
        m_fields.tallyFields(rule->name);
        m_tally->setDialect(static_cast<std::uint32_t>(rule->table));
        m_tally->setKind(StepKind::Evaluator);
    }
    telemetry::Evaluation evaluation = readEvaluation(m_tables, m_fields);
    evaluation.trace = log.trace;
    evaluation.span = log.span;
    evaluation.time = log.time;
    return evaluation;
}

// Every span below an agent may carry the agent's name, so it depends on the kind which name is
// the span's own.
std::string RecordReader::stepName(StepKind kind) const
{
    switch (kind) {
    case StepKind::Tool:
        return m_fields.firstText({Field::ToolName, Field::WorkflowName});
    case StepKind::Retrieval:
        return m_fields.firstText({Field::DataSource, Field::ToolName});
    case StepKind::Memory:
        return m_fields.firstText({Field::MemoryStore, Field::ToolName});
    case StepKind::Guardrail:
        return m_fields.text(Field::GuardrailName);
    case StepKind::Workflow:
        return m_fields.firstText({Field::WorkflowName, Field::AgentName});
    case StepKind::Embeddings:
    case StepKind::Evaluator:
        return {};
    default:
        return m_fields.firstText({Field::ToolName, Field::AgentName, Field::WorkflowName});
    }
}

std::string RecordReader::indexVersion() const
{
    return m_fields.text(Field::IndexVersion);
}

telemetry::Step RecordReader::step()
{
    telemetry::Step step;
    step.trace = m_span->trace;
    step.span = m_span->id;
    step.kind = kind();
    step.name = stepName(step.kind);
    if (step.name.empty())
        step.name = m_span->name;
    step.callId = m_fields.text(Field::ToolCallId);
    step.input = m_fields.firstText({Field::ToolArguments, Field::Query, Field::GuardrailInput,
                                     Field::Input, Field::InputMessages});
    step.output =
        m_fields.firstText({Field::ToolResult, Field::MemoryRecords, Field::GuardrailOutput,
                            Field::Output, Field::OutputMessages});
    MessageReader reader(m_tables, m_tree, m_notes);
    step.input = reader.callText(step.input);
    if (step.input.empty() || step.output.empty())
        addSaid(step);
    step.documents = reader.documents(m_fields.tree(Field::Documents));
    step.indexVersion = indexVersion();
    if (step.documents.empty())
        step.documents = eventDocuments();
    // Only what was looked up: elsewhere a list is a list.
    if (step.documents.empty() && step.kind == StepKind::Retrieval) {
        const NodeRef output = m_fields.tree(Field::Output);
        if (output.isContainer())
            step.documents = reader.documents(output);
    }
    const Failure failure = failureOf(m_tables, m_fields, *m_span, step.kind);
    step.isFailed = failure.isFailed;
    if (failure.isFailed) {
        step.errorType = m_fields.text(Field::ErrorType);
        step.errorMessage = failure.message;
        addException(step.errorType, step.errorMessage);
        step.errorKind = errorKindOf(m_tables, step.kind, step.errorType, step.errorMessage,
                                     m_fields.text(Field::HttpStatus));
        step.isModelError = isModelError(m_tables, step);
    }
    return step;
}

} // namespace dialect
