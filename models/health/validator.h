// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/evaluation.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace health {

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
    std::optional<std::int64_t> outputTokens;
    std::optional<std::int64_t> maxTokens;
    std::optional<std::int64_t> promptChars;
    std::optional<std::int64_t> messageCount;
    bool hasLostTurns = false; // compacted by the service, or a note says that turns were left out
    struct PreviousTurn
    {
        std::int64_t inputTokens = 0;
        std::int64_t messageCount = 0;
    };
    std::optional<PreviousTurn> previousTurn;
    std::string finishReason; // normalised; empty when unknown
    std::optional<std::string> instructions; // of the system or the developer
    std::vector<std::string> earlierAnswers; // of the same conversation, newest last
    std::string modelRequested;
    std::string modelServed;
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
};

// Is the answer grounded in the given context? From its words, numbers, names and identifiers: those
// that the context and the question do not hold, and those it says otherwise. `member` asks one
// member of the model only, as benchmarks do (GroundModel::memberWithout).
Judgement judgeGroundedness(const Subject& subject, std::optional<std::size_t> member = {});

// Was input, history or output cut? From text (no closing mark, open bracket or fence) and from
// telemetry alone (finish reason, token counts against window, limits and characters).
Judgement judgeTruncation(const Subject& subject);

// Does the answer run in a loop, repeat itself, fall apart into words without order, or change its
// script in the middle?
Judgement judgeDegeneration(const Subject& subject);

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

struct NamedJudgement
{
    std::string check;
    Judgement judgement;
};

// Every validator that has something to say, and the suspicion (0..1) all of them add up to.
std::vector<NamedJudgement> judgeAll(const Subject& subject);
double suspicionOf(const std::vector<NamedJudgement>& judgements);

} // namespace health
