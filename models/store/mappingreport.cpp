// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/mappingreport.h"

#include "models/dialect/facts.h"
#include "models/store/mappingelsewhere.h"
#include "models/telemetry/filled.h"
#include "models/telemetry/marked.h"

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
    Missing{
        Fact::Output,
        QT_TRANSLATE_NOOP(
            "store", "No answers captured: groundedness and fabricated references are unknown."),
        QT_TRANSLATE_NOOP(
            "store",
            "No answer can be read, texts are redacted: groundedness and fabricated references are "
            "unknown.")},
    Missing{Fact::Input,
            QT_TRANSLATE_NOOP("store",
                              "No prompts captured: what an answer should rest on is unknown, and "
                              "lost turns cannot be seen."),
            QT_TRANSLATE_NOOP("store",
                              "No prompt can be read, texts are redacted: what an answer should "
                              "rest on is unknown.")},
    Missing{Fact::InputTokens,
            QT_TRANSLATE_NOOP("store", "No input tokens: how full the context was is unknown.")},
    Missing{
        Fact::OutputTokens,
        QT_TRANSLATE_NOOP("store", "No output tokens: length and cost of answers are unknown.")},
    Missing{Fact::MaxTokens,
            QT_TRANSLATE_NOOP("store",
                              "No output limit: an answer that was cut at it can only be told by "
                              "its finish reason.")},
    Missing{Fact::ContextWindow,
            QT_TRANSLATE_NOOP(
                "store", "No context window size: overflow of the context can only be inferred.")},
    Missing{Fact::Version,
            QT_TRANSLATE_NOOP(
                "store", "No service.version: a deployment cannot be told from other changes.")},
    Missing{Fact::PromptVersion,
            QT_TRANSLATE_NOOP("store",
                              "No prompt version: a changed prompt cannot be named as a cause.")},
    Missing{Fact::Session,
            QT_TRANSLATE_NOOP("store",
                              "No conversation id: turns of one conversation cannot be joined.")},
    Missing{
        Fact::ResponseId,
        QT_TRANSLATE_NOOP(
            "store", "No response id: evaluations that name only a response cannot be joined.")},
    Missing{Fact::FirstToken,
            QT_TRANSLATE_NOOP(
                "store", "No time to first token: slow starts are not told from long answers.")},
    Missing{Fact::Cost, QT_TRANSLATE_NOOP("store", "No cost.")},
    Missing{Fact::Provider,
            QT_TRANSLATE_NOOP("store", "No provider: models of the same name are not told apart.")},
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

void addFinishReason(const Known& known, std::vector<Lack>& lacks)
{
    if (isKnown(known, Fact::FinishReason))
        return;
    const bool hasTokens = isKnown(known, Fact::OutputTokens) && isKnown(known, Fact::MaxTokens);
    lacks.push_back(
        {hasTokens
             ? QT_TRANSLATE_NOOP(
                 "store", "No finish reason: truncation can only be inferred from token counts.")
             : QT_TRANSLATE_NOOP("store",
                                 "No finish reason, and no output limit beside the token counts: "
                                 "truncated answers cannot be told from whole ones by the "
                                 "telemetry.")});
}

void addModels(const Known& known, std::vector<Lack>& lacks)
{
    if (isKnown(known, Fact::ModelServed))
        return;
    lacks.push_back(
        {isKnown(known, Fact::ModelRequested)
             ? QT_TRANSLATE_NOOP("store",
                                 "No served model: only the requested name is known, so a model "
                                 "swapped behind it cannot be seen.")
             : QT_TRANSLATE_NOOP("store", "No model name: a change of model cannot be seen.")});
}

void addTokens(const Known& known, std::vector<Lack>& lacks)
{
    if (isFilled(known.source, "usage_details"))
        lacks.push_back({QT_TRANSLATE_NOOP("store",
                                           "Token sums are sent net of cached and reasoning "
                                           "tokens: those that are told beside them were added.")});
    else if (isKnown(known, Fact::InputTokens) && !isKnown(known, Fact::CachedTokens))
        lacks.push_back({QT_TRANSLATE_NOOP("store",
                                           "Cached tokens are not told: whether input tokens "
                                           "include them is unknown.")});
}

// What calls a fact tells of; the same of log records, several of which tell of one call: they are
// no count of calls.
struct Shared
{
    Fact fact;
    const char* calls;
    const char* logs;
};
constexpr std::array kShared{
    Shared{Fact::Redacted,
           QT_TRANSLATE_NOOP("store",
                             "In %1 of %2 model calls, text was taken out, by our redaction or "
                             "before: what stood there is unknown, and what may rest on it is not "
                             "held against an answer."),
           QT_TRANSLATE_NOOP("store",
                             "In %1 of %2 log records of model calls, text was taken out, by our "
                             "redaction or before: what stood there is unknown, and what may rest "
                             "on it is not held against an answer.")},
    Shared{Fact::TelemetryTruncated,
           QT_TRANSLATE_NOOP("store",
                             "In %1 of %2 model calls, text or attributes were cut on their way: "
                             "that is not the model's doing."),
           QT_TRANSLATE_NOOP("store",
                             "In %1 of %2 log records of model calls, text or attributes were cut "
                             "on their way: that is not the model's doing.")},
    Shared{
        Fact::Encrypted,
        QT_TRANSLATE_NOOP("store", "In %1 of %2 model calls, text is sealed and cannot be read."),
        QT_TRANSLATE_NOOP("store",
                          "In %1 of %2 log records of model calls, text is sealed and cannot be "
                          "read.")},
};

void addShare(const SourceMapping& source, const Shared& shared, std::vector<Lack>& lacks)
{
    const auto found = source.facts.find(std::string(dialect::factName(shared.fact)));
    if (found == source.facts.end())
        return;
    const auto add = [&](std::int64_t count, std::int64_t all, const char* pattern) {
        if (count > 0)
            lacks.push_back({pattern, {std::to_string(count), std::to_string(all)}});
    };
    add(found->second.spans, source.generations, shared.calls);
    add(found->second.logs, source.generationLogs, shared.logs);
}

void addPassages(const SourceMapping& source, std::vector<Lack>& lacks)
{
    const std::int64_t without = source.answers - source.groundedAnswers;
    if (without > 0)
        lacks.push_back(
            {QT_TRANSLATE_NOOP("store",
                               "No passages found in %1 of %2 answers of the service: groundedness "
                               "is not checked there. Passages are taken from documents on the "
                               "call or on a retrieval span that ended before it in its trace, "
                               "from tool results, and from input that names a context, states "
                               "facts in the instructions, or is 400 bytes long."),
             {std::to_string(without), std::to_string(source.answers)}});
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
void addInstances(const SourceMapping& source, std::vector<Lack>& lacks)
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
            lacks.push_back(
                {one.instance.empty() ? QT_TRANSLATE_NOOP(
                     "store", "Records without an instance tell no %1, which other instances do.")
                                      : QT_TRANSLATE_NOOP(
                                          "store",
                                          "Instance %2 tells no %1, which other instances do."),
                 {missing, one.instance}});
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

std::string english(const Lack& lack)
{
    return telemetry::filled(lack.pattern, lack.values);
}

std::vector<Lack> cannotTell(const SourceMapping& source)
{
    return cannotTell(source, {});
}

std::vector<Lack> cannotTell(const SourceMapping& source, const MappingElsewhere& elsewhere)
{
    const Known known{.source = source, .elsewhere = elsewhere};
    std::vector<Lack> lacks;
    if (source.generations + source.generationLogs == 0) {
        lacks.push_back({QT_TRANSLATE_NOOP(
            "store", "No model call among these records: nothing can be said about answers.")});
        return lacks;
    }
    if (source.generations + elsewhere.generations == 0)
        lacks.push_back({QT_TRANSLATE_NOOP(
            "store", "Only log records, no spans: durations and failures are unknown.")});
    addFinishReason(known, lacks);
    for (const Missing& missing : kMissing) {
        if (isKnown(known, missing.fact))
            continue;
        const bool isRedacted = missing.redacted != nullptr && isKnown(known, Fact::Redacted);
        lacks.push_back({isRedacted ? missing.redacted : missing.sentence});
    }
    addModels(known, lacks);
    addTokens(known, lacks);
    addPassages(source, lacks);
    for (const Shared& shared : kShared)
        addShare(source, shared, lacks);
    addInstances(source, lacks);
    return lacks;
}

} // namespace store
