// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/contextloss.h"
#include "models/health/cutmarks.h"
#include "models/health/validator.h"
#include "models/telemetry/judgecall.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace health {

namespace {

using telemetry::EvaluationState;

// One sign of truncation: how sure it makes us on its own, and what a person would say.
struct Sign
{
    double probability = 0;
    std::string reason;
};

// Prose runs at 2 to 6 characters a token, digits below; more than this means text went missing.
constexpr double kMostCharsPerToken = 6.5;
constexpr double kManyCharsPerToken = 4.0;
constexpr double kRareCharsPerToken = 4.8; // of 407 whole prompts with counts 3 in 100 have more
constexpr double kHistoryShare = 0.95; // a longer conversation with fewer tokens than that was cut
constexpr std::int64_t kFewestInputTokens =
    64; // no limit is smaller: counts that small are others' faults
constexpr std::int64_t kSmallestLimit = 512; // powers of two below are chance

std::string decimal(double value)
{
    char text[32];
    std::snprintf(text, sizeof text, "%.1f", value);
    return text;
}

// Ollama keeps half of a limit plus up to four tokens, others pin the prompt one or two below.
bool isLeftBy(std::int64_t limit, std::int64_t tokens)
{
    return tokens >= limit - 1 && tokens <= limit + 4;
}

// Context limits are powers of two.
bool isAtLimit(std::int64_t tokens)
{
    for (std::int64_t limit = kSmallestLimit; limit <= (std::int64_t{1} << 24); limit *= 2) {
        if (isLeftBy(limit, tokens))
            return true;
    }
    return false;
}

// A count that may leave out what was cached must not make a whole prompt look cut.
std::int64_t mostInput(const Subject& subject)
{
    return std::max(subject.inputTokens.value_or(0), subject.inputTokensAtMost.value_or(0));
}

std::optional<double> charsPerToken(const Subject& subject)
{
    if (!subject.promptChars || !subject.inputTokens || *subject.inputTokens <= 0
        || *subject.promptChars < 0)
        return std::nullopt;
    return static_cast<double>(*subject.promptChars) / static_cast<double>(mostInput(subject));
}

// One answer of some hundred has such a count by chance. It is a cut only when more speaks for the
// limit: the window that the call names, or more characters a token than prose has. Few of them
// speak for a prompt that was counted whole.
void addLimitSign(const Subject& subject, std::optional<double> density, std::vector<Sign>& signs)
{
    const std::int64_t input = *subject.inputTokens;
    const std::int64_t reserved = subject.maxTokens.value_or(0);
    const bool leavesRoom = reserved > 0 && reserved < input && isAtLimit(input + reserved);
    const bool isDense = !density || *density <= kManyCharsPerToken;
    if (!isAtLimit(input) && (!leavesRoom || isDense))
        return;
    const std::int64_t window = subject.contextWindow.value_or(0);
    const bool isOfWindow = window > 0
        && (isLeftBy(window, input) || isLeftBy(window / 2, input)
            || (reserved > 0 && isLeftBy(window, input + reserved)));
    const bool isRare = density && *density > kRareCharsPerToken;
    const bool isTold = !isDense && (isOfWindow || isRare);
    signs.push_back({isTold ? 0.9 : 0.2,
                     std::to_string(input) + " input tokens is just what a context limit leaves"
                         + (isTold ? "" : ", by itself most likely a chance")});
}

void addInputSigns(const Subject& subject, std::vector<Sign>& signs)
{
    if (!subject.inputTokens || *subject.inputTokens <= 0)
        return;
    const std::int64_t input = *subject.inputTokens;
    const std::optional<double> density = charsPerToken(subject);
    if (density && *density > kMostCharsPerToken && input >= kFewestInputTokens)
        signs.push_back(
            {*density > kMostCharsPerToken + 0.5 ? 0.93 : 0.7,
             "the prompt has " + decimal(*density) + " characters a counted token: input was cut"});
    addLimitSign(subject, density, signs);
    if (subject.contextWindow && *subject.contextWindow > 0 && input >= *subject.contextWindow - 1)
        signs.push_back({0.95,
                         "the input fills the context window of "
                             + std::to_string(*subject.contextWindow) + " tokens"});
}

// Passages that were found for one turn make room for those of the next: nothing is lost of what
// was said. In tokens, at the characters a token of the turn before.
double replacedTokens(const Subject& subject, const Subject::PreviousTurn& previous)
{
    const std::int64_t fewer = previous.givenChars - subject.givenChars;
    return previous.promptChars > 0 && fewer > 0 ? static_cast<double>(fewer)
            * static_cast<double>(previous.inputTokens) / static_cast<double>(previous.promptChars)
                                                 : 0;
}

void addHistorySign(const Subject& subject, std::vector<Sign>& signs)
{
    if (!subject.previousTurn || !subject.messageCount || !subject.inputTokens)
        return;
    const auto& previous = *subject.previousTurn;
    const bool isLonger = *subject.messageCount > previous.messageCount;
    const double kept =
        (static_cast<double>(mostInput(subject)) + replacedTokens(subject, previous))
        / std::max(static_cast<double>(previous.inputTokens), 1.0);
    if (isLonger && previous.inputTokens > 0 && kept < kHistoryShare)
        signs.push_back({kept < 0.85 ? 0.92 : 0.8,
                         "history was dropped: " + std::to_string(*subject.messageCount)
                             + " messages with " + std::to_string(*subject.inputTokens)
                             + " tokens after " + std::to_string(previous.messageCount) + " with "
                             + std::to_string(previous.inputTokens)});
}

// Turns that were left out need not matter; an answer that has no memory of them shows that they
// did.
void addLossSign(const Subject& subject, std::vector<Sign>& signs)
{
    const bool isForgetful = subject.output && claimsNoMemory(*subject.output);
    if (subject.hasLostTurns && isForgetful)
        signs.push_back({0.9, "earlier turns were left out, and the answer has no memory of them"});
    else if (subject.hasLostTurns)
        signs.push_back({0.3, "earlier turns were left out or replaced by a summary"});
}

void addOutputSigns(const Subject& subject, std::vector<Sign>& signs)
{
    const bool isLength = subject.finishReason == "length";
    const bool isCapped = subject.maxTokens && subject.outputTokens && *subject.maxTokens > 0
        && *subject.outputTokens >= *subject.maxTokens;
    if (isLength)
        signs.push_back({0.98,
                         isCapped ? "the output ended at its limit of "
                                 + std::to_string(*subject.maxTokens) + " tokens"
                                  : "the model reports that it ran out of room"});
    else if (isCapped && subject.finishReason.empty())
        signs.push_back({0.9, "the output is as long as its limit, or longer"});
    else if (isCapped && subject.output && subject.finishReason == "stop"
             && endsOpen(*subject.output))
        signs.push_back({0.9,
                         "the output reached its limit of " + std::to_string(*subject.maxTokens)
                             + " tokens and ends open, though it is reported as finished"});
    else if (isCapped)
        signs.push_back({0.3, "the output is as long as its limit, or longer"});
    if (subject.contextWindow && subject.inputTokens && subject.outputTokens
        && *subject.contextWindow > 0 && *subject.inputTokens < *subject.contextWindow - 1
        && *subject.inputTokens + *subject.outputTokens >= *subject.contextWindow)
        signs.push_back({0.95, "input and output together fill the context window"});
}

void addTextSign(const Subject& subject, std::vector<Sign>& signs)
{
    // A turn that hands over to a tool, makes a summary of the conversation or was stopped by a
    // filter need not end like prose.
    const bool isProse = subject.finishReason != "tool_call" && subject.finishReason != "tool_calls"
        && subject.finishReason != "compaction" && subject.finishReason != "content_filter";
    if (!subject.output || !isProse || !subject.toolCalls.empty())
        return;
    CutMark mark = cutMarkOf(*subject.output);
    // People who chat, and models that learnt from them, leave the closing mark out.
    const double least = subject.task == "dialogue" ? 0.5 : 0;
    if (mark.probability > least)
        signs.push_back({mark.probability, std::move(mark.reason)});
}

// The last words of the output, where the cut shows.
telemetry::Finding cutOff(const std::string& output, double probability)
{
    const std::string clean = telemetry::sanitizedUtf8(output);
    const std::int64_t length = telemetry::codePointCount(clean);
    const std::size_t space = clean.find_last_of(" \n\t");
    std::int64_t start = std::max<std::int64_t>(length - 24, 0);
    if (space != std::string::npos)
        start = std::max(start, telemetry::CodePointIndex(clean).codePointAt(space + 1));
    return {.start = std::min(start, length),
            .end = length,
            .kind = "cut_off",
            .support = 1 - probability};
}

// Whether a cut of the answer would show. Input tokens, or a count without its limit, are the same
// for an answer that is whole and for one that was cut.
bool showsTheEnd(const Subject& subject)
{
    const bool isCounted = subject.outputTokens && subject.maxTokens && *subject.maxTokens > 0;
    return subject.output || !subject.finishReason.empty() || isCounted;
}

std::string signsReason(std::vector<Sign> signs)
{
    std::ranges::stable_sort(signs, std::ranges::greater(), &Sign::probability);
    std::string reason;
    for (const Sign& sign : signs)
        reason += (reason.empty() ? "" : "; ") + sign.reason;
    return reason;
}

// No sign is strong enough, and there is nothing that would show one.
Judgement notCaptured(const std::vector<Sign>& signs)
{
    Judgement judgement{.state = EvaluationState::NotCaptured,
                        .probability = {},
                        .reason = "neither the output, nor a finish reason, nor an output limit "
                                  "beside the token count was captured",
                        .findings = {}};
    if (!signs.empty())
        judgement.reason += "; " + signsReason(signs);
    return judgement;
}

} // namespace

Judgement judgeTruncation(const Subject& subject)
{
    std::vector<Sign> signs;
    addInputSigns(subject, signs);
    addHistorySign(subject, signs);
    addLossSign(subject, signs);
    const std::size_t inputSigns = signs.size();
    addOutputSigns(subject, signs);
    addTextSign(subject, signs);
    double intact = 0.997; // what is left when nothing points to a cut
    double inputIntact = 1;
    double outputIntact = 1;
    for (std::size_t i = 0; i < signs.size(); ++i) {
        intact *= 1 - signs[i].probability;
        (i < inputSigns ? inputIntact : outputIntact) *= 1 - signs[i].probability;
    }
    const bool isCut = 1 - intact >= telemetry::kFailedBadness;
    if (!isCut && !showsTheEnd(subject))
        return notCaptured(signs);
    Judgement judgement;
    judgement.probability = 1 - intact;
    judgement.state = isCut ? EvaluationState::Failed : EvaluationState::Passed;
    judgement.reason = signsReason(signs);
    if (signs.empty())
        judgement.reason = subject.output  ? "it ends as a finished answer does"
            : subject.finishReason.empty() ? "the output is shorter than its limit"
                                           : "the finish reason and the counts show no cut";
    if (subject.output && !subject.output->empty() && 1 - outputIntact >= 0.5)
        judgement.findings.push_back(cutOff(*subject.output, 1 - outputIntact));
    if (1 - inputIntact >= telemetry::kFailedBadness) // no stretch of the output shows it
        judgement.findings.push_back(
            {.start = 0, .end = 0, .kind = telemetry::kInputCut, .support = inputIntact});
    return judgement;
}

} // namespace health
