// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/statements.h"
#include "models/telemetry/evaluation.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace health {

class SymbolList;

// What a validator looks at: one generation, or one line of a labelled set. Text is UTF-8; an
// absent optional means "not in the telemetry", which is not the same as empty.
struct Subject
{
    std::string task; // qa, summary, data2txt, dialogue, code, chat ...; empty when unknown
    std::optional<std::string> context; // what the model was given to answer from
    std::optional<std::string> prompt; // what was asked
    std::optional<std::string> output;
    std::vector<std::string> toolNames; // tools and identifiers that are known to exist
    std::optional<std::int64_t> contextWindow;
    std::optional<std::int64_t> inputTokens;
    // With what came from a cache, where it is not known whether they hold it: some senders count
    // it apart. Absent: they are all there is.
    std::optional<std::int64_t> inputTokensAtMost;
    std::optional<std::int64_t> outputTokens;
    std::optional<std::int64_t> maxTokens;
    std::optional<std::int64_t> promptChars;
    std::int64_t givenChars = 0; // of these: not said by anybody, but put there for this turn alone
    std::optional<std::int64_t> messageCount;
    bool hasLostTurns = false; // compacted by the service, or a note says that turns were left out
    struct PreviousTurn
    {
        std::int64_t inputTokens = 0;
        std::int64_t messageCount = 0;
        std::int64_t givenChars = 0;
        std::int64_t promptChars = 0; // 0: not known
    };
    std::optional<PreviousTurn> previousTurn;
    std::string finishReason; // normalised; empty when unknown
    std::optional<std::string> instructions; // of the system or the developer
    std::vector<std::string> earlierAnswers; // of the same conversation, newest last
    std::string modelRequested;
    std::string modelServed;
    std::size_t documentCount = 0; // retrieved passages that are told apart
    std::vector<std::string> toolResults; // that it was given, as sent: JSON or text
    struct Tool
    {
        std::string name;
        std::string schema; // JSON schema of its arguments; empty when not in the telemetry
    };
    std::vector<Tool> toolsOffered; // empty: not in the telemetry
    struct ToolCall
    {
        std::string name;
        std::string arguments; // JSON, as the model wrote it
    };
    std::vector<ToolCall> toolCalls; // of this answer
    bool isJsonRequested = false; // by the request, not by its words
    std::string requestedSchema; // JSON schema of the answer; empty when none was given
    std::vector<Statement> earlierStatements; // of the same conversation, as far as remembered
    std::shared_ptr<const SymbolList> symbols; // what exists; null: not configured
    bool hasNoAnswer = false; // it is known that there is no output, as when it only called tools
};

// A validator's result: probability of being wrong in this respect, and where. Pure function of the
// subject. The probability of groundedness is fitted and calibrated on labelled answers for prose
// tasks (training/fit.py); that of code and those of all other checks are odds set by hand, which
// rank answers but promise no frequency.
struct Judgement
{
    telemetry::EvaluationState state = telemetry::EvaluationState::NoData;
    std::optional<double> probability; // 0..1; absent unless Passed, Failed or Inconclusive
    std::string reason;
    std::vector<telemetry::Finding> findings;
    // Groundedness of prose: the probability among as many wrong answers as the labelled set of the
    // task holds (two of five to two of three), which is more than a service gives.
    std::optional<double> labelledProbability = std::nullopt;
};

// Is the answer grounded in the given context? From its words, numbers, names and identifiers:
// those that the context and the question do not hold, and those it says otherwise. `member` asks
// one member of the model only, as benchmarks do (GroundModel::memberWithout).
Judgement judgeGroundedness(const Subject& subject, std::optional<std::size_t> member = {});

// Was input, history or output cut? From text (no closing mark, open bracket or fence) and from
// telemetry alone (finish reason, token counts against window, limits and characters).
Judgement judgeTruncation(const Subject& subject);

// Does the answer run in a loop, repeat itself, fall apart into words without order, or change its
// script in the middle?
Judgement judgeDegeneration(const Subject& subject);

// Does it state figures, identifiers, states or names otherwise than the results of its tools?
Judgement judgeContradiction(const Subject& subject);

// Does it call tools that were not offered, with arguments they do not know, or install, import or
// call what the configured list of what exists lacks? Identifiers of code against the context are
// groundedness.
Judgement judgeFabrication(const Subject& subject);

// Are numbered sources, links, DOIs and quotations in what was given? Exact.
Judgement judgeCitations(const Subject& subject);

// Does it say one thing in two ways, within itself or against earlier answers of the conversation?
Judgement judgeConsistency(const Subject& subject);

// Is it JSON, where that was asked for, and of the schema that was given?
Judgement judgeFormat(const Subject& subject);

// Does the answer decline, or talk round what was asked? A refusal need not be wrong.
Judgement judgeRefusal(const Subject& subject);

// Is it in the language and script of the question (else of the answer before)? No result where
// anything given speaks of languages.
Judgement judgeLanguage(const Subject& subject);

// Does it speak as somebody else than the one the instructions name?
Judgement judgePersona(const Subject& subject);

// Did the model answer that was asked for? Releases and shorter names of it are it; a route that is
// no model's name says nothing.
Judgement judgeServedModel(const Subject& subject);

// One check: how it is named, and how much of its probability counts as suspicion that the answer
// is wrong.
struct Validator
{
    const char* check;
    double weight;
    Judgement (*judge)(const Subject& subject);
};

// All of them, in the order of telemetry::kValidatorChecks. The engine, the command line and
// benchmarks run this list; a new check is a new entry.
std::span<const Validator> validators();

// A check that a model of the user's makes, beside the validators: its probability is as the model
// tells it, fitted to nothing here. Like a judge's, it is suspicion only where it fails.
struct ModelCheck
{
    std::string check; // begins with telemetry::kModelCheck
    std::function<Judgement(const Subject& subject)> judge; // any thread, one at a time
};

struct NamedJudgement
{
    std::string check;
    Judgement judgement;
};

// One judgement of every validator, in their order, and the suspicion (0..1) all of them add up to.
std::vector<NamedJudgement> judgeAll(const Subject& subject);
enum class Prior : std::uint8_t
{
    Service, // as many wrong answers as services give
    LabelledSets, // as many as the labelled set of the task holds
};
double suspicionOf(const std::vector<NamedJudgement>& judgements, Prior prior = Prior::Service);

// How much of a judge's badness counts as suspicion, and only where it fails.
inline constexpr double kJudgeTrust = 0.9;
// What one evaluation alone makes of it: all of them are 1 less the product of 1 less each.
double suspicionPart(const telemetry::Evaluation& evaluation);

} // namespace health
