// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/evaluation.h"

#include <string>
#include <string_view>

namespace telemetry {

// What a human said, sent by the service (feedback, an annotation), is an evaluation whose
// evaluator begins so; behind it stands the name, if there is one. It is a verdict and no judge's.
inline constexpr std::string_view kPerson = "person: ";

inline bool isPersons(const Evaluation& evaluation)
{
    return evaluation.evaluator.starts_with(kPerson);
}

// Who judged, as sent; empty when not named.
inline std::string evaluatorName(const Evaluation& evaluation)
{
    return isPersons(evaluation) ? evaluation.evaluator.substr(kPerson.size())
                                 : evaluation.evaluator;
}

} // namespace telemetry
