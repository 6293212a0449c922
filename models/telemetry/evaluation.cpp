// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/evaluation.h"

namespace telemetry {

const char* toString(EvaluationState state)
{
    switch (state) {
    case EvaluationState::Passed:
        return "passed";
    case EvaluationState::Failed:
        return "failed";
    case EvaluationState::Inconclusive:
        return "inconclusive";
    case EvaluationState::NotCaptured:
        return "not_captured";
    case EvaluationState::NoData:
        return "no_data";
    case EvaluationState::JudgeUnavailable:
        return "judge_unavailable";
    case EvaluationState::Stale:
        return "stale";
    }
    return "inconclusive";
}

const char* toString(EvaluationOrigin origin)
{
    return origin == EvaluationOrigin::Telemetry ? "telemetry" : "validator";
}

bool namesSpan(const Evaluation& evaluation)
{
    return evaluation.trace.isValid() && evaluation.span != SpanId::None;
}

std::string identityOf(const Evaluation& evaluation)
{
    const bool hasSpan = namesSpan(evaluation);
    std::string identity = evaluation.trace.isValid() ? toHex(evaluation.trace) : std::string();
    if (hasSpan)
        identity += toHex(evaluation.span);
    else
        identity += evaluation.responseId;
    const std::string value = evaluation.value ? std::to_string(*evaluation.value) : std::string();
    for (const std::string* part : {&evaluation.check, &evaluation.evaluator, &evaluation.label,
                                    &value, &evaluation.reason}) {
        identity += '\x1f';
        identity += *part;
    }
    if (!hasSpan
        && evaluation.responseId.empty()) // of a trace or of nothing: its time tells it too
        identity += '\x1f' + std::to_string(toUnixNanos(evaluation.time));
    if (evaluation.origin == EvaluationOrigin::Validator)
        identity += '\x1f' + std::to_string(toUnixNanos(evaluation.time)) + '\x1f'
            + std::to_string(toUnixNanos(evaluation.recorded));
    return identity;
}

} // namespace telemetry
