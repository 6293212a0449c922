// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/canary/probescore.h"

#include "models/health/validator.h"

#include <algorithm>
#include <string_view>

#include <re2/re2.h>

namespace canary {

namespace {

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const auto first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

// ASCII only: other letters are compared as they are.
std::string lowered(std::string text)
{
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

health::Subject subjectOf(const Probe& probe, const ProbeReply& reply)
{
    health::Subject subject;
    subject.task = "qa";
    if (!probe.context.empty())
        subject.context = probe.context;
    subject.prompt = probe.prompt;
    subject.output = reply.output;
    subject.inputTokens = reply.inputTokens;
    subject.outputTokens = reply.outputTokens;
    subject.finishReason = reply.finishReason;
    return subject;
}

ProbeScore scoreOf(const health::Judgement& judgement, const char* what)
{
    using telemetry::EvaluationState;
    if (judgement.state == EvaluationState::Passed)
        return {};
    if (judgement.state == EvaluationState::Failed)
        return {ProbeScore::Result::Failed, std::string("It is not ") + what + '.'};
    return {ProbeScore::Result::Unknown, std::string("Whether it is ") + what + " is not clear."};
}

// Why there is no answer in a reply.
std::string silenceOf(const ProbeReply& reply)
{
    if (!reply.refusal.empty())
        return "It is a refusal.";
    if (!reply.toolCalls.empty())
        return "It is the call of a tool.";
    if (reply.finishReason == "content_filter")
        return "A filter took it out.";
    if (reply.finishReason == "length")
        return "The limit of tokens came before the first word.";
    return "It is empty.";
}

} // namespace

ProbeScore scoreReply(const Probe& probe, const ProbeReply& reply)
{
    const Expectation& expect = probe.expect;
    const auto failed = [](std::string reason) {
        return ProbeScore{ProbeScore::Result::Failed, std::move(reason)};
    };
    if (trimmed(reply.output).empty())
        return failed(silenceOf(reply));
    if (expect.exact && trimmed(reply.output) != trimmed(*expect.exact))
        return failed("It is not the exact answer.");
    const std::string output = lowered(reply.output);
    for (const std::string& wanted : expect.contains) {
        if (output.find(lowered(wanted)) == std::string::npos)
            return failed("It does not contain \"" + wanted + "\".");
    }
    if (expect.regex && !re2::RE2::PartialMatch(reply.output, *expect.regex))
        return failed("It does not match the expression.");
    const health::Subject subject = subjectOf(probe, reply);
    ProbeScore score;
    if (expect.isGrounded)
        score = scoreOf(health::judgeGroundedness(subject), "grounded in its context");
    if (expect.isWhole && score.result != ProbeScore::Result::Failed) {
        const ProbeScore whole = scoreOf(health::judgeTruncation(subject), "whole");
        if (whole.result != ProbeScore::Result::Passed)
            score = whole;
    }
    return score;
}

} // namespace canary
