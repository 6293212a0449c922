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

} // namespace telemetry
