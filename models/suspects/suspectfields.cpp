// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/suspectfields.h"

#include "models/suspects/filterfields.h"

#include <chrono>
#include <functional>
#include <map>

namespace suspects {

namespace {

using telemetry::Generation;

FieldValue textValue(const std::string& text)
{
    return text.empty() ? FieldValue{} : FieldValue{.texts = {text}};
}

template<class Number>
FieldValue numberValue(const std::optional<Number>& number)
{
    return {.texts = {},
            .number = number ? std::optional(static_cast<double>(*number)) : std::nullopt};
}

FieldValue countValue(std::size_t count)
{
    return {.texts = {}, .number = static_cast<double>(count)};
}

FieldValue errorOf(const Generation& generation)
{
    FieldValue value;
    for (const std::string& text :
         {generation.errorType, generation.errorKind, generation.errorMessage}) {
        if (!text.empty())
            value.texts.push_back(text);
    }
    if (value.texts.empty() && generation.isFailed)
        value.texts.emplace_back("failed");
    return value;
}

void addDocuments(const std::vector<telemetry::Document>& documents, FieldValue& value)
{
    for (const telemetry::Document& document : documents) {
        for (const std::string& text : {document.id, document.title}) {
            if (!text.empty())
                value.texts.push_back(text);
        }
    }
}

FieldValue toolsOf(const Generation& generation)
{
    FieldValue value;
    for (const telemetry::Message& message : generation.outputMessages) {
        for (const telemetry::Part& part : message.parts) {
            if (part.kind == telemetry::PartKind::ToolCall && !part.name.empty())
                value.texts.push_back(part.name);
        }
    }
    return value;
}

FieldValue durationOf(const Generation& generation)
{
    if (generation.isInferred || generation.end <= generation.start)
        return {};
    return {.texts = {},
            .number = std::chrono::duration<double>(generation.end - generation.start).count()};
}

FieldValue fillOf(const Generation& generation)
{
    if (!generation.inputTokens || generation.contextWindow.value_or(0) <= 0)
        return {};
    return {.texts = {},
            .number = static_cast<double>(*generation.inputTokens)
                / static_cast<double>(*generation.contextWindow)};
}

using Read = FieldValue (*)(const Generation& generation);
const std::map<std::string, Read>& contentReaders()
{
    static const std::map<std::string, Read> readers{
        {"user", [](const Generation& g) { return textValue(g.user); }},
        {"session", [](const Generation& g) { return textValue(g.session); }},
        {"environment", [](const Generation& g) { return textValue(g.environment); }},
        {"route", [](const Generation& g) { return textValue(g.route); }},
        {"prompt_name", [](const Generation& g) { return textValue(g.promptName); }},
        {"model_requested", [](const Generation& g) { return textValue(g.modelRequested); }},
        {"finish", [](const Generation& g) { return FieldValue{.texts = g.finishReasons}; }},
        {"error", errorOf},
        {"content",
         [](const Generation& g) { return textValue(telemetry::toString(g.contentState)); }},
        {"tool", toolsOf},
        {"output", [](const Generation& g) { return textValue(telemetry::outputText(g)); }},
        {"input", [](const Generation& g) { return textValue(telemetry::contextText(g)); }},
        {"input_tokens", [](const Generation& g) { return numberValue(g.inputTokens); }},
        {"output_tokens", [](const Generation& g) { return numberValue(g.outputTokens); }},
        {"reasoning_tokens", [](const Generation& g) { return numberValue(g.reasoningTokens); }},
        {"cached_tokens", [](const Generation& g) { return numberValue(g.cachedTokens); }},
        {"max_tokens", [](const Generation& g) { return numberValue(g.maxTokens); }},
        {"context_window", [](const Generation& g) { return numberValue(g.contextWindow); }},
        {"temperature", [](const Generation& g) { return numberValue(g.temperature); }},
        {"duration", durationOf},
        {"first_token", [](const Generation& g) { return numberValue(g.firstTokenSeconds); }},
        {"tool_offered", [](const Generation& g) { return FieldValue{.texts = g.toolsOffered}; }},
        {"output_format", [](const Generation& g) { return textValue(g.outputFormat); }},
        {"failed", [](const Generation& g) { return textValue(g.isFailed ? "yes" : "no"); }},
        {"dialect", [](const Generation& g) { return textValue(g.dialect); }},
        {"instrumentation", [](const Generation& g) { return textValue(g.instrumentation); }},
        {"fill", fillOf},
        {"documents", [](const Generation& g) { return countValue(g.documents.size()); }},
        {"messages", [](const Generation& g) { return countValue(g.inputMessages.size()); }}};
    return readers;
}

bool isNamed(std::string_view attribute, std::string_view name)
{
    return attribute == name
        || (attribute.size() > name.size() && attribute.ends_with(name)
            && attribute[attribute.size() - name.size() - 1] == '.');
}

} // namespace

bool isCheap(const Term& term)
{
    const FilterField* field = filterField(term.field);
    return field != nullptr && field->isCheap;
}

void SuspectFields::setSuspect(const store::SuspectFacts& facts, double probability,
                               const Verdict& verdict)
{
    m_facts = &facts;
    m_probability = probability;
    m_verdict = &verdict;
    m_generation.reset();
    m_attributes.reset();
    m_retrieval.reset();
}

FieldValue SuspectFields::read(const std::string& field)
{
    const FilterField* known = filterField(field);
    if (known != nullptr && known->isCheap)
        return readCheap(known->name);
    if (known != nullptr)
        return readContent(known->name);
    return field.empty() ? readContent(field) : readAttribute(field);
}

FieldValue SuspectFields::readCheap(const std::string& field) const
{
    if (field == "prob")
        return {.texts = {}, .number = m_probability};
    if (field == "verdict")
        return m_verdict->standing == Standing::None
            ? FieldValue{}
            : FieldValue{.texts = {toString(m_verdict->standing)}};
    if (field == "by") {
        FieldValue value;
        for (const Said& said : m_verdict->said) {
            if (!said.who.empty())
                value.texts.push_back(said.who);
        }
        return value;
    }
    if (field == "trace")
        return textValue(telemetry::toHex(m_facts->suspicion.trace));
    if (field == "span")
        return textValue(telemetry::toHex(m_facts->suspicion.span));
    if (field == "reason")
        return textValue(m_facts->suspicion.reasons);
    const std::map<std::string_view, const std::string*> texts{
        {"service", &m_facts->service},   {"operation", &m_facts->operation},
        {"model", &m_facts->model},       {"version", &m_facts->version},
        {"adapter", &m_facts->adapter},   {"prompt", &m_facts->promptVersion},
        {"provider", &m_facts->provider},
    };
    const auto found = texts.find(field);
    return found == texts.end() ? FieldValue{} : textValue(*found->second);
}

std::vector<telemetry::Step> SuspectFields::stepsOfTrace()
{
    store::View known;
    known.knownAt = m_view.knownAt;
    store::GenerationFilter ofTrace;
    ofTrace.trace = m_facts->suspicion.trace;
    auto steps = m_reader.steps(known, ofTrace);
    if (steps)
        return std::move(*steps);
    m_error = steps.error();
    return {};
}

// Those on its own span, and those that the retrieval steps of its trace found.
FieldValue SuspectFields::readDocuments()
{
    FieldValue value;
    if (const auto& generation = this->generation())
        addDocuments(generation->documents, value);
    for (const telemetry::Step& step : stepsOfTrace())
        addDocuments(step.documents, value);
    return value;
}

// Its own, else those that its trace searched.
FieldValue SuspectFields::readIndexVersion()
{
    if (const auto& generation = this->generation();
        generation && !generation->indexVersion.empty())
        return textValue(generation->indexVersion);
    FieldValue value;
    for (const telemetry::Step& step : stepsOfTrace()) {
        if (!step.indexVersion.empty())
            value.texts.push_back(step.indexVersion);
    }
    return value;
}

// Without arguments it cannot be told whether a call is the same one again.
FieldValue SuspectFields::readRepeatedCalls()
{
    std::set<std::pair<std::string, std::string>> calls;
    std::size_t repeated = 0;
    bool isTold = false;
    for (const telemetry::Step& step : stepsOfTrace()) {
        if (step.kind != telemetry::StepKind::Tool || step.input.empty())
            continue;
        isTold = true;
        repeated += calls.emplace(step.name, step.input).second ? 0 : 1;
    }
    return isTold ? countValue(repeated) : FieldValue{};
}

FieldValue SuspectFields::readContent(const std::string& field)
{
    if (field == "document")
        return readDocuments();
    if (field == "index_version")
        return readIndexVersion();
    if (field == "repeated_calls")
        return readRepeatedCalls();
    const auto& generation = this->generation();
    if (!field.empty()) {
        const auto reader = contentReaders().find(field);
        return generation && reader != contentReaders().end() ? reader->second(*generation)
                                                              : FieldValue{};
    }
    // Free text: each part by itself, so that no word is found across two of them.
    FieldValue value{.texts = {m_facts->service, m_facts->model, m_facts->suspicion.reasons,
                               telemetry::toHex(m_facts->suspicion.trace)}};
    for (const Said& said : m_verdict->said)
        value.texts.push_back(said.note);
    if (generation)
        value.texts.push_back(telemetry::outputText(*generation));
    return value;
}

// "retrieval:NAME" is of the retrieval steps of the trace; "attribute:NAME" is NAME, also where
// that is the name of a field.
FieldValue SuspectFields::readAttribute(const std::string& name)
{
    constexpr std::string_view kOfRetrieval = "retrieval:";
    constexpr std::string_view kOfSpan = "attribute:";
    const bool isOfRetrieval = name.starts_with(kOfRetrieval);
    const std::string_view wanted =
        std::string_view(name).substr(isOfRetrieval                   ? kOfRetrieval.size()
                                          : name.starts_with(kOfSpan) ? kOfSpan.size()
                                                                      : 0);
    FieldValue value;
    m_asked.insert(name);
    for (const auto& [attribute, text] : isOfRetrieval ? retrievalAttributes() : attributes()) {
        if (!isNamed(attribute, wanted))
            continue;
        value.texts.push_back(text);
        if (!value.number)
            value.number = numberFromText(text, FieldType::Number);
    }
    if (!value.texts.empty())
        m_seen.insert(name);
    return value;
}

const std::optional<Generation>& SuspectFields::generation()
{
    if (!m_generation) {
        auto read = m_reader.generation(
            {.trace = m_facts->suspicion.trace, .span = m_facts->suspicion.span}, m_view);
        if (!read)
            m_error = read.error();
        m_generation = read ? std::move(*read) : std::nullopt;
    }
    return *m_generation;
}

const SuspectFields::Attributes& SuspectFields::retrievalAttributes()
{
    if (m_retrieval)
        return *m_retrieval;
    m_retrieval.emplace();
    const auto spans = m_reader.trace(m_facts->suspicion.trace, m_view);
    if (!spans) {
        m_error = spans.error();
        return *m_retrieval;
    }
    for (const store::SpanRow& span : *spans) {
        if (span.step == telemetry::StepKind::Retrieval && !span.isInferred)
            append(m_reader.attributes({.trace = span.trace, .span = span.span}, m_view),
                   *m_retrieval);
    }
    return *m_retrieval;
}

template<class Value>
void SuspectFields::append(telemetry::Result<Value> found, Attributes& attributes)
{
    if (!found) {
        m_error = found.error();
        return;
    }
    attributes.insert(attributes.end(), std::make_move_iterator(found->begin()),
                      std::make_move_iterator(found->end()));
}

const SuspectFields::Attributes& SuspectFields::attributes()
{
    if (m_attributes)
        return *m_attributes;
    m_attributes.emplace();
    const telemetry::SpanKey key{.trace = m_facts->suspicion.trace,
                                 .span = m_facts->suspicion.span};
    append(m_reader.attributes(key, m_view), *m_attributes);
    append(store::resourceAttributes(m_reader, key, m_view.knownAt), *m_attributes);
    const auto root = m_reader.rootSpan(key.trace, m_view);
    if (!root)
        m_error = root.error();
    else if (*root && (*root)->span != key.span)
        append(m_reader.attributes({.trace = key.trace, .span = (*root)->span}, m_view),
               *m_attributes);
    return *m_attributes;
}

} // namespace suspects
