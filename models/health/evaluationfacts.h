// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/evaluation.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/timerange.h"

#include <optional>
#include <string>

namespace health {

// A result of a judge that says nothing about the answer carries no badness, whatever it was sent
// with.
std::optional<double> badnessOf(const telemetry::Evaluation& evaluation);

struct NamedJudgement;
// What a validator of ours says of a generation, as it is kept.
telemetry::Evaluation evaluationOf(const telemetry::Generation& generation,
                                   const NamedJudgement& named, telemetry::Timestamp time,
                                   telemetry::Timestamp recorded);

// Why there is nothing to judge, in words.
const char* missingContent(telemetry::ContentState state);
// Why there is no answer to judge, of a call whose question may be there.
std::string missingAnswer(const telemetry::Generation& generation);

} // namespace health
