// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/signalcheck.h"

#include <algorithm>

namespace telemetry {

bool isValidatorCheck(std::string_view check)
{
    return validatorCheckIndex(check) < kValidatorChecks.size();
}

bool isOwnCheck(std::string_view check)
{
    return isValidatorCheck(check) || check.starts_with(kModelCheck);
}

std::size_t validatorCheckIndex(std::string_view check)
{
    const auto found = std::ranges::find(kValidatorChecks, check);
    return static_cast<std::size_t>(found - kValidatorChecks.begin());
}

std::string signalCheck(const Evaluation& evaluation)
{
    const bool isOurs = evaluation.origin == EvaluationOrigin::Validator;
    return isOurs || !isOwnCheck(evaluation.check) ? evaluation.check
                                                   : evaluation.check + " (judge)";
}

std::string pulledCheck(const std::string& check, const std::string& source)
{
    return check + " (" + source + ")";
}

} // namespace telemetry
