// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/interpreter.h"

#include "models/dialect/builtintables.h"
#include "models/dialect/callfacts.h"
#include "models/dialect/merge.h"
#include "models/dialect/recordreader.h"
#include "models/dialect/tableparser.h"

#include <cstdio>
#include <cstdlib>

namespace dialect {

using telemetry::Generation;
using telemetry::StepKind;

struct Interpreter::Tables
{
    std::shared_ptr<const CompiledTables> compiled;
};

namespace {

// The built-in tables are part of the program: that they are well-formed is checked by the tests.
std::shared_ptr<const CompiledTables> parseBuiltIn()
{
    auto parsed = parseTables(builtInTables());
    if (!parsed) {
        std::fputs(parsed.error().message.c_str(), stderr);
        std::abort();
    }
    return std::move(*parsed);
}

const std::shared_ptr<const CompiledTables>& builtInCompiled()
{
    static const std::shared_ptr<const CompiledTables> tables = parseBuiltIn();
    return tables;
}

const telemetry::ResourceRecord* resourceOf(const telemetry::Batch& batch, std::uint32_t index)
{
    return index < batch.resources.size() ? &batch.resources[index] : nullptr;
}

// A span can hold thousands of evaluations in few bytes, and a small log record is one; memory has
// an end.
constexpr std::size_t kMostEvaluations = 250'000; // of one batch

telemetry::Rejection lostEvaluations(telemetry::SignalKind signal)
{
    return {.signal = signal,
            .count = 0,
            .reason = "More evaluations in one request than are kept",
            .example = {}};
}

// Where an evaluation stands: on which span, and whose.
struct Place
{
    std::size_t span = Interpreted::kNoSpan;
    std::uint32_t resource = 0;
};

void addEvaluation(telemetry::Evaluation evaluation, const Place& place, Interpreted& result,
                   telemetry::Rejection& lost)
{
    if (result.evaluations.size() >= kMostEvaluations) {
        ++lost.count;
        return;
    }
    evaluation.recorded = result.batch.recorded;
    result.evaluations.push_back(std::move(evaluation));
    result.evaluationSpans.push_back(place.span);
    result.evaluationResources.push_back(place.resource);
}

bool hasTextsOfItsOwn(StepKind kind)
{
    return kind == StepKind::Tool || kind == StepKind::Retrieval || kind == StepKind::Memory;
}

void interpretSpans(RecordReader& reader, RecordTally& tally, StepTexts steps, Interpreted& result)
{
    telemetry::Batch& batch = result.batch;
    telemetry::Rejection lost = lostEvaluations(telemetry::SignalKind::Traces);
    result.stepKinds.reserve(batch.spans.size());
    result.areFailed.reserve(batch.spans.size());
    result.mapping.spans.reserve(batch.spans.size());
    for (std::size_t i = 0; i < batch.spans.size(); ++i) {
        const telemetry::SpanRecord& span = batch.spans[i];
        reader.load(span);
        const StepKind kind = reader.kind();
        result.stepKinds.push_back(kind);
        result.areFailed.push_back(reader.isFailed());
        for (telemetry::Evaluation& evaluation : reader.evaluations())
            addEvaluation(std::move(evaluation), {.span = i, .resource = span.resource}, result,
                          lost);
        if (kind == StepKind::Retrieval) {
            if (std::string version = reader.indexVersion(); !version.empty())
                result.indexVersions.emplace_back(i, std::move(version));
        }
        if (kind == StepKind::Generation) {
            result.generations.push_back(
                {.generation = reader.generation(resourceOf(batch, span.resource)),
                 .fromLog = false,
                 .index = i});
        }
        result.mapping.spans.push_back(tally.finish(span.resource, false));
        if (steps == StepTexts::Read && hasTextsOfItsOwn(kind))
            result.steps.push_back({.step = reader.step(), .index = i});
    }
    if (lost.count > 0)
        batch.rejections.push_back(std::move(lost));
}

void interpretLogs(RecordReader& reader, RecordTally& tally, Interpreted& result)
{
    telemetry::Batch& batch = result.batch;
    telemetry::Rejection lost = lostEvaluations(telemetry::SignalKind::Logs);
    result.mapping.logs.assign(batch.logs.size(), MappingTally::kNoShape);
    for (std::size_t i = 0; i < batch.logs.size(); ++i) {
        const telemetry::LogRecord& log = batch.logs[i];
        if (log.eventName.empty())
            continue;
        if (auto generation = reader.generation(log, resourceOf(batch, log.resource))) {
            result.generations.push_back(
                {.generation = std::move(*generation), .fromLog = true, .index = i});
        } else if (auto evaluation = reader.evaluation(log)) {
            addEvaluation(std::move(*evaluation), {.resource = log.resource}, result, lost);
        } else {
            continue;
        }
        result.mapping.logs[i] = tally.finish(log.resource, true);
    }
    if (lost.count > 0)
        batch.rejections.push_back(std::move(lost));
}

} // namespace

Interpreter::Interpreter(std::unique_ptr<const Tables> tables)
    : m_tables(std::move(tables))
{
}
Interpreter::Interpreter(Interpreter&&) noexcept = default;
Interpreter& Interpreter::operator=(Interpreter&&) noexcept = default;
Interpreter::~Interpreter() = default;

telemetry::Result<Interpreter>
Interpreter::fromYaml(const std::vector<std::pair<std::string, std::string>>& namedTables)
{
    auto parsed = parseTables(namedTables);
    if (!parsed)
        return tl::make_unexpected(std::move(parsed.error()));
    return Interpreter(std::make_unique<const Tables>(Tables{std::move(*parsed)}));
}

const Interpreter& Interpreter::builtIn()
{
    static const Interpreter interpreter(std::make_unique<const Tables>(Tables{builtInCompiled()}));
    return interpreter;
}

Interpreted Interpreter::interpret(telemetry::Batch batch, StepTexts steps) const
{
    Interpreted result;
    result.batch = std::move(batch);
    result.mapping.names = m_tables->compiled->mappingNames;
    RecordTally tally(result.mapping);
    RecordReader reader(*m_tables->compiled, &tally);
    interpretSpans(reader, tally, steps, result);
    interpretLogs(reader, tally, result);
    return result;
}

std::optional<Generation>
Interpreter::compose(const telemetry::SpanRecord* span, const telemetry::ResourceRecord* resource,
                     const std::vector<const telemetry::LogRecord*>& logs) const
{
    RecordReader reader(*m_tables->compiled);
    std::optional<Generation> whole;
    if (span != nullptr) {
        reader.load(*span);
        if (reader.kind() == StepKind::Generation)
            whole = reader.generation(resource);
        else if (!canBeGeneration(reader.kind()))
            return std::nullopt;
    }
    const auto add = [](std::optional<Generation>& to, Generation part) {
        if (to)
            merge(*to, std::move(part));
        else
            to = std::move(part);
    };
    // Records of one message each are put together first: each costs what it adds.
    std::optional<Generation> said;
    std::size_t details = 0;
    for (const telemetry::LogRecord* log : logs) {
        auto part = reader.generation(*log, resource);
        if (!part)
            continue;
        if (part->carrier == telemetry::Carrier::MessageLogs)
            add(said, std::move(*part));
        else if (++details <= kMaxDetails)
            add(whole, std::move(*part));
        else
            markCut(*whole);
    }
    if (said)
        add(whole, std::move(*said));
    return whole;
}

telemetry::Step Interpreter::step(const telemetry::SpanRecord& span) const
{
    RecordReader reader(*m_tables->compiled);
    reader.load(span);
    return reader.step();
}

AttributeUse Interpreter::useOf(std::string_view attribute) const
{
    return dialect::useOf(*m_tables->compiled, attribute);
}

std::vector<std::string> Interpreter::attributesOf(const std::vector<Field>& fields) const
{
    return dialect::attributesOf(*m_tables->compiled, fields);
}

std::optional<bool> Interpreter::isHighGood(std::string_view evaluationName) const
{
    const ScoreDirection direction = m_tables->compiled->scoreDirection(evaluationName);
    return direction == ScoreDirection::Unknown
        ? std::nullopt
        : std::optional(direction == ScoreDirection::HighIsGood);
}

std::optional<CallFacts> callFacts(const telemetry::SpanRecord& span)
{
    RecordReader reader(*builtInCompiled());
    reader.load(span);
    return reader.callFacts();
}

bool canBeGeneration(StepKind kind)
{
    return kind == StepKind::Generation || kind == StepKind::Other;
}

std::string normalisedFinishReason(std::string_view reason)
{
    return builtInCompiled()->finishReason(reason);
}

std::string normalisedProvider(std::string_view provider)
{
    return builtInCompiled()->provider(provider);
}

} // namespace dialect
