// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/mappingreport.h"

#include "models/dialect/facts.h"
#include "models/store/mappingelsewhere.h"

#include <algorithm>
#include <array>

namespace store {

namespace {

using dialect::Fact;

struct Missing
{
    Fact fact;
    const char* sentence;
    const char* redacted = nullptr; // the same where text came, and was taken out
};

// What follows from a fact that no generation of a source ever told.
constexpr std::array kMissing{
    Missing{Fact::Output,
            "No answers captured: groundedness and fabricated references are unknown.",
            "No answer can be read, texts are redacted: groundedness and fabricated references are "
            "unknown."},
    Missing{
        Fact::Input,
        "No prompts captured: what an answer should rest on is unknown, and lost turns cannot be "
        "seen.",
        "No prompt can be read, texts are redacted: what an answer should rest on is unknown."},
    Missing{Fact::InputTokens, "No input tokens: how full the context was is unknown."},
    Missing{Fact::OutputTokens, "No output tokens: length and cost of answers are unknown."},
    Missing{Fact::MaxTokens,
            "No output limit: an answer that was cut at it can only be told by its finish reason."},
    Missing{Fact::ContextWindow,
            "No context window size: overflow of the context can only be inferred."},
    Missing{Fact::Version, "No service.version: a deployment cannot be told from other changes."},
    Missing{Fact::PromptVersion, "No prompt version: a changed prompt cannot be named as a cause."},
    Missing{Fact::Session, "No conversation id: turns of one conversation cannot be joined."},
    Missing{Fact::ResponseId,
            "No response id: evaluations that name only a response cannot be joined."},
    Missing{Fact::FirstToken,
            "No time to first token: slow starts are not told from long answers."},
    Missing{Fact::Cost, "No cost."},
    Missing{Fact::Provider, "No provider: models of the same name are not told apart."},
};

// A source, and what is told of its service elsewhere.
struct Known
{
    const SourceMapping& source;
    const MappingElsewhere& elsewhere;
};

bool isKnown(const Known& known, Fact fact)
{
    const std::string name(dialect::factName(fact));
    const auto found = known.source.facts.find(name);
    return (found != known.source.facts.end()
            && (found->second.spans > 0 || found->second.logs > 0))
        || known.elsewhere.facts.contains(name);
}

bool isFilled(const SourceMapping& source, std::string_view field)
{
    return std::any_of(
        source.dialects.begin(), source.dialects.end(), [field](const DialectMapping& dialect) {
            return std::any_of(dialect.fields.begin(), dialect.fields.end(),
                               [field](const MappedAttribute& mapped) {
                                   return mapped.field == field && mapped.generations > 0;
                               });
        });
}

void addFinishReason(const Known& known, std::vector<std::string>& sentences)
{
    if (isKnown(known, Fact::FinishReason))
        return;
    const bool hasTokens = isKnown(known, Fact::OutputTokens) && isKnown(known, Fact::MaxTokens);
    sentences.emplace_back(
        hasTokens ? "No finish reason: truncation can only be inferred from token counts."
                  : "No finish reason, and no output limit beside the token counts: truncated "
                    "answers cannot be told from whole ones by the telemetry.");
}

void addModels(const Known& known, std::vector<std::string>& sentences)
{
    if (isKnown(known, Fact::ModelServed))
        return;
    sentences.emplace_back(isKnown(known, Fact::ModelRequested)
                               ? "No served model: only the requested name is known, so a model "
                                 "swapped behind it cannot be seen."
                               : "No model name: a change of model cannot be seen.");
}

void addTokens(const Known& known, std::vector<std::string>& sentences)
{
    if (isFilled(known.source, "usage_details"))
        sentences.emplace_back("Token sums are sent net of cached and reasoning tokens: those that "
                               "are told beside them were added.");
    else if (isKnown(known, Fact::InputTokens) && !isKnown(known, Fact::CachedTokens))
        sentences.emplace_back("Cached tokens are not told: whether input tokens include them is "
                               "unknown.");
}

// Several log records tell of one call: they are no count of calls.
void addShare(const SourceMapping& source, Fact fact, const std::string& what,
              std::vector<std::string>& sentences)
{
    const auto found = source.facts.find(std::string(dialect::factName(fact)));
    if (found == source.facts.end())
        return;
    const auto add = [&](std::int64_t count, std::int64_t all, const char* records) {
        if (count > 0)
            sentences.push_back("In " + std::to_string(count) + " of " + std::to_string(all) + ' '
                                + records + ", " + what);
    };
    add(found->second.spans, source.generations, "model calls");
    add(found->second.logs, source.generationLogs, "log records of model calls");
}

void addPassages(const SourceMapping& source, std::vector<std::string>& sentences)
{
    const std::int64_t without = source.answers - source.groundedAnswers;
    if (without > 0)
        sentences.push_back(
            "No passages found in " + std::to_string(without) + " of "
            + std::to_string(source.answers)
            + " answers of the service: groundedness is not checked there. Passages are taken from "
              "documents on the call or on a retrieval span that ended before it in its trace, "
              "from tool results, and from input that names a context, states facts in the "
              "instructions, or is 400 bytes long.");
}

// A fact that a call can do without, or that few calls have, is no sign of another version.
bool isExpected(const std::string& fact)
{
    constexpr std::array expected{
        Fact::ModelServed, Fact::Version,      Fact::PromptVersion, Fact::Session, Fact::ResponseId,
        Fact::InputTokens, Fact::OutputTokens, Fact::FinishReason,  Fact::Input,   Fact::Output};
    return std::ranges::any_of(expected,
                               [&fact](Fact one) { return dialect::factName(one) == fact; });
}

std::string spokenName(std::string fact)
{
    std::ranges::replace(fact, '_', ' ');
    return fact;
}

// What one instance never tells while most calls of the others have it.
void addInstances(const SourceMapping& source, std::vector<std::string>& sentences)
{
    constexpr std::int64_t fewest = 3; // model calls of an instance
    for (const InstanceMapping& one : source.instances) {
        const std::int64_t others = source.generations - one.generations;
        if (one.generations < fewest || others < fewest)
            continue;
        std::string missing;
        for (const auto& [fact, count] : source.facts) {
            const bool isTold = one.facts.contains(fact);
            if (!isTold && isExpected(fact) && count.spans * 2 > others)
                missing += (missing.empty() ? "" : ", ") + spokenName(fact);
        }
        if (!missing.empty())
            sentences.push_back((one.instance.empty()
                                     ? std::string("Records without an instance tell")
                                     : "Instance " + one.instance + " tells")
                                + " no " + missing + ", which other instances do.");
    }
}

} // namespace

std::optional<double> shareOf(const MappedAttribute& mapped, const DialectMapping& dialect)
{
    const std::int64_t spans = mapped.generations - mapped.generationLogs;
    const std::int64_t all = (spans > 0 ? dialect.generations : 0)
        + (mapped.generationLogs > 0 ? dialect.generationLogs : 0);
    if (all == 0)
        return std::nullopt;
    return static_cast<double>(mapped.generations) / static_cast<double>(all);
}

MappingElsewhere elsewhereOf(const SourceMapping& source, const std::vector<SourceMapping>& all)
{
    MappingElsewhere elsewhere;
    for (const SourceMapping& other : all) {
        if (other.service != source.service || other.source == source.source)
            continue;
        elsewhere.generations += other.generations;
        for (const auto& [fact, count] : other.facts) {
            if (count.spans > 0 || count.logs > 0)
                elsewhere.facts.insert(fact);
        }
    }
    return elsewhere;
}

std::vector<std::string> cannotTell(const SourceMapping& source)
{
    return cannotTell(source, {});
}

std::vector<std::string> cannotTell(const SourceMapping& source, const MappingElsewhere& elsewhere)
{
    const Known known{.source = source, .elsewhere = elsewhere};
    std::vector<std::string> sentences;
    if (source.generations + source.generationLogs == 0) {
        sentences.emplace_back(
            "No model call among these records: nothing can be said about answers.");
        return sentences;
    }
    if (source.generations + elsewhere.generations == 0)
        sentences.emplace_back("Only log records, no spans: durations and failures are unknown.");
    addFinishReason(known, sentences);
    for (const Missing& missing : kMissing) {
        if (isKnown(known, missing.fact))
            continue;
        const bool isRedacted = missing.redacted != nullptr && isKnown(known, Fact::Redacted);
        sentences.emplace_back(isRedacted ? missing.redacted : missing.sentence);
    }
    addModels(known, sentences);
    addTokens(known, sentences);
    addPassages(source, sentences);
    addShare(
        source, Fact::Redacted,
        "text was taken out, by our redaction or before: what stood there is unknown, and what "
        "may rest on it is not held against an answer.",
        sentences);
    addShare(source, Fact::TelemetryTruncated,
             "text or attributes were cut on their way: that is not the model's doing.", sentences);
    addShare(source, Fact::Encrypted, "text is sealed and cannot be read.", sentences);
    addInstances(source, sentences);
    return sentences;
}

} // namespace store
