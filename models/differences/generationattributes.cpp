// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/differences/generationattributes.h"

#include "models/dialect/interpreter.h"
#include "models/otlp/value.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <functional>
#include <limits>
#include <optional>

namespace differences {

namespace {

using dialect::AttributeUse;

constexpr std::size_t kMostNames = 20'000; // of attributes whose use is remembered

constexpr std::array<std::string_view, 35> kCanonical{
    "service",        "operation",      "provider",      "model_requested",
    "model_served",   "version",        "adapter",       "prompt_name",
    "prompt_version", "route",          "environment",   "session",
    "user",           "input_tokens",   "output_tokens", "reasoning_tokens",
    "cached_tokens",  "context_window", "fill",          "max_tokens",
    "temperature",    "finish_reason",  "duration",      "time_to_first_token",
    "load",           "messages",       "documents",     "document",
    "tool_called",    "tool_used",      "tool_offered",  "output_format",
    "content_state",  "failed",         "dialect"};

// Told by members of the generation already, or each instance's own.
constexpr std::array<std::string_view, 5> kNotOfResource{
    "service.name", "service.version", "deployment.environment", "deployment.environment.name",
    "process.pid"};

double numberOf(const std::optional<std::int64_t>& value)
{
    return value ? static_cast<double>(*value) : std::numeric_limits<double>::quiet_NaN();
}

double numberOf(const std::optional<double>& value)
{
    return value.value_or(std::numeric_limits<double>::quiet_NaN());
}

// The person that the attributes of a span name; empty when there is none.
std::string personIn(std::string_view span)
{
    std::string person;
    otlp::forEachAttribute(
        span, otlp::kSpanAttributes, [&](std::string_view name, const otlp::AnyValueView& value) {
            const bool isNamed = person.empty()
                && dialect::Interpreter::builtIn().useOf(name) == AttributeUse::Person;
            if (isNamed)
                person = value.toText();
        });
    return person;
}

} // namespace

GenerationAttributes::GenerationAttributes(AttributeStore& store)
    : m_store(store)
{
    for (const std::string_view id : kCanonical)
        m_store.expect(id);
}

void GenerationAttributes::set(std::size_t row, const store::GenerationContext& context)
{
    const telemetry::Generation& generation = context.generation;
    setText(row, "service", generation.service);
    setText(row, "operation", generation.operation);
    setText(row, "provider", generation.provider);
    setText(row, "model_requested", generation.modelRequested);
    setText(row, "model_served", generation.modelServed);
    setText(row, "version", generation.version);
    setText(row, "adapter", generation.adapter);
    setText(row, "prompt_name", generation.promptName);
    setText(row, "prompt_version", generation.promptVersion);
    setText(row, "route", generation.route);
    setText(row, "environment", generation.environment);
    setText(row, "session", generation.session);
    setText(row, "user", generation.user);
    setText(row, "output_format", generation.outputFormat);
    setText(row, "content_state", telemetry::toString(generation.contentState));
    setText(row, "dialect", generation.dialect);
    if (!generation.finishReasons.empty())
        setText(row, "finish_reason", generation.finishReasons.front());
    setText(row, "failed", generation.isFailed ? "yes" : "no");
    setNumbers(row, generation);
    setContent(row, context);
    setFurther(row, Span, context.span, otlp::kSpanAttributes);
    setFurther(row, Resource, context.resource, otlp::kResourceAttributes);
    if (context.trace == nullptr)
        return;
    if (context.trace->root != generation.span)
        setFurther(row, Root, context.trace->rootBody, otlp::kSpanAttributes);
    for (const store::TraceStep& step : context.trace->steps) {
        if (step.step.kind == telemetry::StepKind::Retrieval && step.start <= generation.start)
            setFurther(row, Retrieval, step.body, otlp::kSpanAttributes);
    }
}

void GenerationAttributes::setLoad(std::size_t row, double load)
{
    m_store.set(row, "load", load);
}

std::uint64_t GenerationAttributes::personOf(const store::GenerationContext& context)
{
    std::string person = context.generation.user;
    if (person.empty())
        person = context.generation.session;
    if (person.empty() && context.trace != nullptr)
        person = personIn(context.trace->rootBody);
    if (person.empty())
        return 0;
    return std::max<std::uint64_t>(1, std::hash<std::string>{}(person));
}

void GenerationAttributes::setText(std::size_t row, std::string_view id, std::string_view text)
{
    m_store.set(row, id, text);
}

void GenerationAttributes::setNumbers(std::size_t row, const telemetry::Generation& generation)
{
    m_store.set(row, "input_tokens", numberOf(generation.inputTokens), Unit::Tokens);
    m_store.set(row, "output_tokens", numberOf(generation.outputTokens), Unit::Tokens);
    m_store.set(row, "reasoning_tokens", numberOf(generation.reasoningTokens), Unit::Tokens);
    m_store.set(row, "cached_tokens", numberOf(generation.cachedTokens), Unit::Tokens);
    m_store.set(row, "context_window", numberOf(generation.contextWindow), Unit::Tokens);
    m_store.set(row, "max_tokens", numberOf(generation.maxTokens), Unit::Tokens);
    m_store.set(row, "temperature", numberOf(generation.temperature));
    m_store.set(row, "time_to_first_token", numberOf(generation.firstTokenSeconds), Unit::Seconds);
    if (generation.inputTokens && generation.contextWindow && *generation.contextWindow > 0)
        m_store.set(row, "fill",
                    numberOf(generation.inputTokens) / numberOf(generation.contextWindow),
                    Unit::Share);
    // Of a call that only its log records tell of, the end is not known.
    if (!generation.isInferred && generation.end > generation.start)
        m_store.set(row, "duration",
                    std::chrono::duration<double>(generation.end - generation.start).count(),
                    Unit::Seconds);
}

// How much there was, and of which documents and tools; not what was said.
void GenerationAttributes::setContent(std::size_t row, const store::GenerationContext& context)
{
    const telemetry::Generation& generation = context.generation;
    if (!generation.inputMessages.empty())
        m_store.set(row, "messages", static_cast<double>(generation.inputMessages.size()));
    for (const telemetry::Message& message : generation.outputMessages)
        for (const telemetry::Part& part : message.parts)
            if (part.kind == telemetry::PartKind::ToolCall)
                m_store.add(row, "tool_called", part.name);
    for (const std::string& tool : generation.toolsOffered)
        m_store.add(row, "tool_offered", tool);
    std::size_t documents = generation.documents.size();
    for (const telemetry::Document& document : generation.documents)
        m_store.add(row, "document", document.id);
    bool wasLookedUp = documents > 0;
    if (context.trace != nullptr) {
        for (const store::TraceStep& step : context.trace->steps) {
            if (step.start > generation.start)
                break;
            if (step.step.kind == telemetry::StepKind::Tool) {
                m_store.add(row, "tool_used", step.step.name);
                continue;
            }
            wasLookedUp = true;
            documents += step.step.documents.size();
            for (const telemetry::Document& document : step.step.documents)
                m_store.add(row, "document", document.id);
        }
    }
    if (wasLookedUp)
        m_store.set(row, "documents", static_cast<double>(documents));
}

// Of a name that several places have, the first that is asked counts; retrievals stand apart.
void GenerationAttributes::setFurther(std::size_t row, Place place, std::string_view wire,
                                      std::uint32_t field)
{
    otlp::forEachAttribute(wire, field,
                           [&](std::string_view name, const otlp::AnyValueView& value) {
                               const std::string& id = idOf(place, name);
                               if (id.empty() || (place != Retrieval && m_store.has(row, id)))
                                   return;
                               const bool isWord = value.type() == otlp::AnyValueView::Type::String
                                   || value.type() == otlp::AnyValueView::Type::Bool;
                               if (const auto number = value.number())
                                   m_store.set(row, id, *number);
                               else if (isWord && place == Retrieval)
                                   m_store.add(row, id, value.toText());
                               else if (isWord)
                                   m_store.set(row, id, std::string_view(value.toText()));
                           });
}

const std::string& GenerationAttributes::idOf(Place place, std::string_view name)
{
    Ids& ids = m_ids[place];
    if (const auto known = ids.find(name); known != ids.end())
        return known->second;
    const AttributeUse use = dialect::Interpreter::builtIn().useOf(name);
    const bool isCanonical = std::ranges::find(kCanonical, name) != kCanonical.end();
    bool isWanted = use != AttributeUse::Content;
    if (place == Span)
        isWanted = use == AttributeUse::None;
    else if (place == Resource)
        isWanted = std::ranges::find(kNotOfResource, name) == kNotOfResource.end();
    std::string id;
    if (isWanted) {
        id = place == Retrieval ? "retrieval:" : isCanonical ? "attribute:" : "";
        id += telemetry::sanitizedUtf8(name);
    }
    if (ids.size() >= kMostNames)
        ids.clear();
    return ids.emplace(std::string(name), std::move(id)).first->second;
}

} // namespace differences
