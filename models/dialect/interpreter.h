// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/attributeuse.h"
#include "models/dialect/field.h"
#include "models/dialect/mapping.h"
#include "models/telemetry/batch.h"
#include "models/telemetry/evaluation.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/result.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dialect {

// A generation as far as one span or one log record tells it.
struct GenerationPart
{
    telemetry::Generation generation;
    bool fromLog = false;
    std::size_t index = 0; // into Batch::spans or Batch::logs
};

// What a tool, a retrieval or a memory was asked and gave, as its span tells it.
struct StepPart
{
    telemetry::Step step;
    std::size_t index = 0; // into Batch::spans
};

// A batch with what it means. Immutable once made; crosses threads as shared_ptr<const
// Interpreted>.
struct Interpreted
{
    telemetry::Batch batch;
    std::vector<GenerationPart> generations;
    std::vector<telemetry::Evaluation> evaluations;
    static constexpr std::size_t kNoSpan = std::numeric_limits<std::size_t>::max();
    std::vector<std::size_t> evaluationSpans; // one an evaluation: the span it came on, or kNoSpan
    std::vector<StepPart> steps; // of tools, retrievals and memory only
    std::vector<std::uint32_t> evaluationResources; // likewise: into Batch::resources
    // Versions of indexes that were searched, where they are told, each with its span.
    std::vector<std::pair<std::size_t, std::string>> indexVersions;
    std::vector<telemetry::StepKind> stepKinds; // one a span of the batch
    std::vector<bool> areFailed; // the same; by any dialect's way to say so
    MappingTally mapping; // what was read from where
};

enum class StepTexts
{
    Read, // Interpreted::steps
    Left,
};

// Turns raw telemetry into canonical generations, steps and evaluations by the dialect tables
// (resources/dialects/*.yaml). Immutable after construction; every const function may be called
// from any thread at the same time.
class Interpreter
{
public:
    // Parses tables in order of precedence (the first table wins where several fill one field).
    // Unreadable error naming table and line when one is malformed.
    static telemetry::Result<Interpreter>
    fromYaml(const std::vector<std::pair<std::string, std::string>>& namedTables);
    // The tables compiled into the program.
    static const Interpreter& builtIn();

    Interpreter(Interpreter&&) noexcept;
    Interpreter& operator=(Interpreter&&) noexcept;
    ~Interpreter();

    // Ingest path: interprets every span and log of a batch. Message texts are parsed too.
    Interpreted interpret(telemetry::Batch batch, StepTexts steps = StepTexts::Read) const;

    // Reading path: composes one generation from its span (may be null when it never came) and the
    // log records that share its trace and span id, in order of time. Same result as merging the
    // parts that interpret() makes. nullopt when the span is no model inference.
    std::optional<telemetry::Generation>
    compose(const telemetry::SpanRecord* span, const telemetry::ResourceRecord* resource,
            const std::vector<const telemetry::LogRecord*>& logs) const;

    // Kind and canonical content of any span (retrieval, tool call, agent ...).
    telemetry::Step step(const telemetry::SpanRecord& span) const;

    // What becomes of a span's attribute of that name.
    AttributeUse useOf(std::string_view attribute) const;
    // The attributes that one of these fields is read from, in order of their names; of those that
    // hold it in a JSON object also the member, of numbered ones the prefix with its dot.
    std::vector<std::string> attributesOf(const std::vector<Field>& fields) const;

    // Which end of a judge's scores is the good one, by the words of the evaluation's name; nothing
    // where they do not tell.
    std::optional<bool> isHighGood(std::string_view evaluationName) const;

private:
    struct Tables;
    explicit Interpreter(std::unique_ptr<const Tables> tables);
    std::unique_ptr<const Tables> m_tables;
};

// Whether content in log records makes a span of this kind a generation: not when the span says
// that it is something else. What an agent or a tool heard and said is no model inference.
bool canBeGeneration(telemetry::StepKind kind);

// Fills what `into` does not know from `from`. Where both know a thing, the carrier that is
// believed first wins (telemetry::Carrier), for instructions, input and output each, unless its
// copy is damaged and the other is not; what one carrier brings in several parts is put in order,
// not doubled.
void merge(telemetry::Generation& into, telemetry::Generation from);

// lower case, '-' to '_', and the synonyms of the providers: stop, length, tool_call,
// content_filter, error, or the word as sent.
std::string normalisedFinishReason(std::string_view reason);
std::string normalisedProvider(std::string_view provider);

} // namespace dialect
