// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/evaluationfacts.h"

#include "models/health/validator.h"
#include "models/telemetry/plausible.h"

namespace health {

using telemetry::Evaluation;
using telemetry::EvaluationState;

std::optional<double> badnessOf(const Evaluation& evaluation)
{
    const bool isKnown = evaluation.state == EvaluationState::Passed
        || evaluation.state == EvaluationState::Failed
        || evaluation.state == EvaluationState::Inconclusive;
    return isKnown ? evaluation.badness : std::nullopt;
}

Evaluation evaluationOf(const telemetry::Generation& generation, const NamedJudgement& named,
                        telemetry::Timestamp time, telemetry::Timestamp recorded)
{
    const Judgement& judgement = named.judgement;
    Evaluation evaluation;
    evaluation.trace = generation.trace;
    evaluation.span = generation.span;
    evaluation.responseId = generation.responseId;
    evaluation.check = named.check;
    evaluation.evaluator = "plumbline";
    evaluation.origin = telemetry::EvaluationOrigin::Validator;
    evaluation.state = judgement.state;
    evaluation.value = judgement.probability;
    evaluation.badness = judgement.probability;
    evaluation.reason = judgement.reason;
    evaluation.findings = judgement.findings;
    evaluation.time = time;
    evaluation.recorded = recorded;
    return evaluation;
}

const char* missingContent(telemetry::ContentState state)
{
    switch (state) {
    case telemetry::ContentState::Redacted:
        return "the content was redacted";
    case telemetry::ContentState::TelemetryTruncated:
        return "the content was cut on the way here, not by the model";
    case telemetry::ContentState::Encrypted:
        return "the content is encrypted";
    case telemetry::ContentState::NotCaptured:
    case telemetry::ContentState::Captured:
        break;
    }
    return "the instrumentation does not send content";
}

std::string missingAnswer(const telemetry::Generation& generation)
{
    using telemetry::ContentState;
    const bool isOnlyQuestion = generation.contentState == ContentState::NotCaptured
        && generation.inputSource.state == ContentState::Captured
        && !generation.inputMessages.empty();
    if (!isOnlyQuestion)
        return missingContent(generation.contentState);
    const auto tokens = telemetry::plausibleTokens(generation.outputTokens);
    return "no answer came, though its prompt did"
        + (tokens && *tokens > 0 ? ": " + std::to_string(*tokens) + " output tokens were counted"
                                 : std::string());
}

} // namespace health
