// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/field.h"
#include "models/dialect/mapping.h"
#include "models/telemetry/evaluation.h"
#include "models/telemetry/generation.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace dialect {

struct TextHash
{
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const noexcept
    {
        return std::hash<std::string_view>{}(text);
    }
};
template<class T>
using TextMap = std::unordered_map<std::string, T, TextHash, std::equal_to<>>;

// The value in `map` for `key`; null when there is none.
template<class T>
const T* findIn(const TextMap<T>& map, std::string_view key)
{
    const auto found = map.find(key);
    return found == map.end() ? nullptr : &found->second;
}

// Where an attribute goes. Lower priority numbers win: the table's place, then the place in its
// list.
struct Target
{
    Field field = Field::Operation;
    std::uint32_t priority = 0;
    std::string member; // of the JSON object in the attribute; empty for the attribute itself
    bool isJson = false; // the attribute's JSON value is meant, not its text
    std::uint32_t name = kNoName; // in MappingNames::attributes
};
inline constexpr std::uint32_t kNoPriority = UINT32_MAX;
constexpr std::uint32_t priorityOf(std::size_t table, std::size_t rank)
{
    return static_cast<std::uint32_t>(table << 16 | rank);
}
constexpr std::size_t tableOf(std::uint32_t priority)
{
    return priority >> 16;
}

struct FlatTarget
{
    std::string prefix; // with its dot
    Field field = Field::InputMessages;
    std::uint32_t priority = 0;
    std::uint32_t name = kNoName; // in MappingNames::attributes
};

struct KindRule
{
    telemetry::StepKind kind = telemetry::StepKind::Other;
    std::string operation; // canonical; empty: as sent
    bool isVague = false; // the name of the model may make it an embeddings call
};

struct ImpliedKind
{
    telemetry::StepKind kind = telemetry::StepKind::Other;
    std::string operation;
    std::vector<Field> when;
};

enum class EventContent : std::uint8_t
{
    Attributes,
    Conversation, // the same, in a log record's body that has an input or an output
    Message,
    Evaluation,
    Exception,
    Document,
};

struct ErrorKind
{
    std::string kind;
    std::vector<std::string> words;
};

struct EventRule
{
    EventContent carries = EventContent::Attributes;
    bool isOutput = false; // of a message
    bool isOfCall = false; // of an exception: as a log record it says that a model's call failed
    std::string role; // of a message that names none
    std::string prefix; // of a document's attributes, left out of their names
    std::size_t table = 0; // that the rule stands in
    std::uint32_t name = kNoName; // in MappingNames::events
};

// What a high score of an evaluation says.
enum class ScoreDirection : std::uint8_t
{
    Unknown,
    HighIsGood,
    HighIsBad,
};

// What the label of an evaluation says.
enum class LabelMeaning : std::uint8_t
{
    Passed,
    Failed,
    Holds, // what the evaluation is named after is so: a score of 1
    Lacks, // it is not so: a score of 0
};

// All tables, compiled for one lookup an attribute. Built once by parseTables(), then only read.
struct CompiledTables
{
    std::vector<std::string> names; // of the dialects, in order of precedence
    TextMap<std::vector<Target>> attributes;
    std::vector<FlatTarget> flattened;
    std::vector<TextMap<KindRule>> kinds; // one a table
    std::vector<ImpliedKind> impliedKinds;
    TextMap<EventRule> events;
    TextMap<EventRule> eventPrefixes; // by the beginning of their names, which ends in a dot
    std::vector<std::string> noValues; // words that clients write where they know nothing
    std::vector<std::string> transparent; // path segments without meaning
    std::vector<std::string> eventContent;
    TextMap<telemetry::PartKind> partTypes; // by normalised word
    TextMap<telemetry::PartKind> partKeys; // of parts that are named by their only member
    std::vector<std::pair<std::string, std::string>> mediaPlaceholders; // how they begin and end
    std::vector<std::string> cutMarks; // that exporters put behind a text they cut
    TextMap<std::string> finishReasons;
    TextMap<std::string> providers;
    TextMap<std::string> roles;
    std::vector<std::string> embeddingModels; // parts of the names of models that embed
    std::vector<ErrorKind> errorKinds; // the first that matches
    TextMap<std::string> errorStatuses;
    TextMap<std::string> modelErrorStatuses; // of a call of a model; before the others
    std::vector<std::string> modelErrorKinds;
    std::vector<std::string> modelErrorWords;
    std::vector<std::string> clientFaults; // failure codes that are no failure of a server
    TextMap<std::string> known; // attributes without a field, and the dialect that has them
    TextMap<std::string> knownPrefixes; // the same, by beginning, which ends in a dot
    std::vector<std::string> redactionMarkers;
    TextMap<LabelMeaning> evaluationLabels; // by normalised word
    TextMap<ScoreDirection> scoreWords; // of an evaluation's name
    std::vector<std::string> turningWords; // that turn what the others say around
    std::vector<std::string> opinionWords; // of names under which people say what they think

    std::shared_ptr<const MappingNames> mappingNames;

    // The rule for a span event or log record of that name; null when there is none.
    const EventRule* eventRule(std::string_view name) const;
    // Whether a dialect has the attribute, although it fills no field.
    bool isKnown(std::string_view attribute) const;
    std::string finishReason(std::string_view reason) const;
    // An alias, or the name up to its first dot.
    std::string provider(std::string_view provider) const;
    std::string role(std::string_view role) const;
    bool isEmbeddingModel(std::string_view model) const;
    bool isRedacted(std::string_view text) const;
    // By the whole words of an evaluation's name; unknown when they say nothing, or both.
    ScoreDirection scoreDirection(std::string_view evaluationName) const;
    // The same for a label that is no number: "positive" feedback is good, whatever its scale.
    ScoreDirection labelDirection(std::string_view evaluationName) const;
};

// Lower case (ASCII), with '-' and spaces as '_'.
std::string normalisedWord(std::string_view word);

} // namespace dialect
