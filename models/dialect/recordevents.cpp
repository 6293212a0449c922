// SPDX-License-Identifier: GPL-3.0-or-later

// What events tell, a span's and those that are log records: another part of RecordReader.
#include "models/dialect/failure.h"
#include "models/dialect/instruction.h"
#include "models/dialect/interpreter.h"
#include "models/dialect/merge.h"
#include "models/dialect/recordreader.h"

#include <iterator>
#include <utility>

namespace dialect {

namespace {

using telemetry::Carrier;
using telemetry::Generation;
using telemetry::StepKind;

std::string lastSaid(const std::vector<telemetry::Message>& messages)
{
    std::string text;
    for (const telemetry::Part& part : messages.back().parts) {
        const bool isMedia = part.kind == telemetry::PartKind::Blob
            || part.kind == telemetry::PartKind::Uri || part.kind == telemetry::PartKind::File;
        if (isMedia || part.kind == telemetry::PartKind::Reasoning)
            continue;
        text += text.empty() ? "" : "\n";
        text += part.text.empty() ? part.json : part.text;
    }
    return text;
}

} // namespace

// What the events say of a failure, where the attributes do not.
void RecordReader::addException(std::string& type, std::string& message)
{
    for (const Event& event : m_events) {
        if (event.rule->carries != EventContent::Exception)
            continue;
        ValueTree tree;
        FieldSet fields(m_tables, tree);
        fields.addAll(event.view.wire, otlp::kEventAttributes);
        if (type.empty())
            type = fields.text(Field::ExceptionType);
        if (message.empty())
            message = fields.text(Field::ExceptionMessage);
    }
}

// Some agents and tools tell as events what they were given and what came of it.
void RecordReader::addSaid(telemetry::Step& step)
{
    const bool isTold = step.kind == telemetry::StepKind::Tool
        || step.kind == telemetry::StepKind::Agent || step.kind == telemetry::StepKind::Workflow;
    if (!isTold || m_events.empty())
        return;
    std::string input;
    std::string output;
    for (const Event& event : m_events) {
        Generation said;
        ValueTree tree;
        if (event.rule->carries == EventContent::Message) {
            const NodeRef attributes(m_tree,
                                     m_tree.addAttributes(event.view.wire, otlp::kEventAttributes));
            addMessage(messageNode(attributes), *event.rule, Carrier::SpanEvents, said);
        } else if (event.rule->carries == EventContent::Attributes) {
            FieldSet fields(m_tables, tree);
            fields.addAll(event.view.wire, otlp::kEventAttributes);
            MessageReader reader(m_tables, tree, m_notes);
            said.inputMessages = reader.messages(fields.tree(Field::InputMessages), "user");
            said.outputMessages = reader.messages(fields.tree(Field::OutputMessages), "assistant");
        }
        if (!said.inputMessages.empty())
            input = lastSaid(said.inputMessages);
        if (!said.outputMessages.empty())
            output = lastSaid(said.outputMessages);
    }
    if (step.input.empty())
        step.input = std::move(input);
    if (step.output.empty())
        step.output = std::move(output);
}

// By what a log record says.
void RecordReader::fillFailure(Generation& generation, bool isException)
{
    if (generation.errorType.empty() && isException)
        generation.errorType = m_fields.text(Field::ExceptionType);
    generation.isFailed = isException || !generation.errorType.empty();
    if (!generation.isFailed)
        return;
    generation.errorMessage = m_fields.text(Field::ExceptionMessage);
    generation.errorKind = errorKindOf(m_tables, StepKind::Generation, generation.errorType,
                                       generation.errorMessage, m_fields.text(Field::HttpStatus));
}

// A generation for what the span's events tell of it.
Generation RecordReader::partOf(const Generation& generation)
{
    m_tree.clear();
    m_notes = {};
    m_fields.clear();
    Generation part;
    part.isInferred = true;
    part.start = part.end = generation.start;
    part.isFailed = generation.isFailed;
    part.carrier = Carrier::SpanEvents;
    part.instructionsSource.carrier = part.inputSource.carrier = part.outputSource.carrier =
        Carrier::SpanEvents;
    return part;
}

// Messages that are events of their own are one conversation, and compared with others as one.
void RecordReader::addEvents(Generation& generation)
{
    Generation said = partOf(generation);
    std::size_t details = 0;
    bool isAnySaid = false;
    for (const Event& event : m_events) {
        const EventContent carries = event.rule->carries;
        if (carries == EventContent::Message) {
            isAnySaid = true;
            addSaid(event, said);
        } else if (carries == EventContent::Attributes) {
            if (++details <= kMaxDetails)
                addDetails(event, generation);
            else
                markCut(generation);
        }
    }
    if (!isAnySaid)
        return;
    if (said.instructionsSource.state == telemetry::ContentState::NotCaptured)
        said.instructionsSource = said.inputSource;
    m_fields.clear();
    m_filler.fillFinishReasons(said);
    said.contentState = telemetry::contentStateOf(said);
    merge(generation, std::move(said));
}

void RecordReader::addDetails(const Event& event, Generation& generation)
{
    Generation part = partOf(generation);
    m_fields.addAll(event.view.wire, otlp::kEventAttributes);
    m_filler.fillScalars(part);
    m_filler.fillContent(part, Carrier::SpanEvents, 0);
    m_fields.tallyFields(event.rule->name);
    m_filler.fillFinishReasons(part);
    merge(generation, std::move(part));
}

void RecordReader::addSaid(const Event& event, Generation& said)
{
    if (said.inputMessages.size() + said.outputMessages.size() >= kMaxMessages) {
        markCut(said);
        return;
    }
    Generation part = partOf(said);
    const NodeRef attributes(m_tree, m_tree.addAttributes(event.view.wire, otlp::kEventAttributes));
    addMessage(messageNode(attributes), *event.rule, Carrier::SpanEvents, part);
    tallyMessage(*event.rule, part);
    const bool isFirst = !event.rule->isOutput && !part.inputMessages.empty()
        && isInstruction(part.inputMessages.front())
        && said.inputSource.state == telemetry::ContentState::NotCaptured;
    const auto& source = event.rule->isOutput ? part.outputSource : part.inputSource;
    telemetry::ContentSource& whole = event.rule->isOutput ? said.outputSource
        : isFirst                                          ? said.instructionsSource
                                                           : said.inputSource;
    whole.state = worse(whole.state, source.state);
    std::move(part.inputMessages.begin(), part.inputMessages.end(),
              std::back_inserter(said.inputMessages));
    std::move(part.outputMessages.begin(), part.outputMessages.end(),
              std::back_inserter(said.outputMessages));
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

} // namespace dialect
