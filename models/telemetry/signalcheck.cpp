// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/signalcheck.h"

namespace telemetry {

bool isValidatorCheck(std::string_view check)
{
    return check == kGroundedness || check == kTruncation;
}

std::string signalCheck(const Evaluation& evaluation)
{
    const bool isOurs = evaluation.origin == EvaluationOrigin::Validator;
    return isOurs || !isValidatorCheck(evaluation.check) ? evaluation.check
                                                         : evaluation.check + " (judge)";
}

std::string pulledCheck(const std::string& check, const std::string& source)
{
    return check + " (" + source + ")";
}

} // namespace telemetry
