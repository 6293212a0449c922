// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/telemetry/signalcheck.h"

#include <algorithm>

namespace telemetry {

namespace {

constexpr std::string_view kDistribution = " (distribution)";

} // namespace

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
    const bool isTaken = isOwnCheck(evaluation.check) || isShiftCheck(evaluation.check)
        || evaluation.check == kAnswerText || evaluation.check == kAnswerTime;
    return isOurs || !isTaken ? evaluation.check : evaluation.check + " (judge)";
}

std::string distributionCheck(const std::string& check)
{
    return check + std::string(kDistribution);
}

bool isShiftCheck(std::string_view check)
{
    return check == kAnswerLength || check == kCallDuration || check.ends_with(kDistribution);
}

std::string_view distributedCheck(std::string_view check)
{
    return check.ends_with(kDistribution) ? check.substr(0, check.size() - kDistribution.size())
                                          : check;
}

std::string pulledCheck(const std::string& check, const std::string& source)
{
    return check + " (" + source + ")";
}

} // namespace telemetry
