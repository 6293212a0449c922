// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/validator.h"

#include "models/telemetry/signalcheck.h"

#include <algorithm>

namespace health {

namespace {

using telemetry::EvaluationState;

// How much of a check's probability counts as suspicion that the answer is wrong: a cut answer need
// not be a wrong one, an ungrounded one nearly always is.
double weightOf(const std::string& check)
{
    return check == telemetry::kTruncation ? 0.9 : 1.0;
}

} // namespace

std::vector<NamedJudgement> judgeAll(const Subject& subject)
{
    std::vector<NamedJudgement> judgements{{telemetry::kGroundedness, judgeGroundedness(subject)},
                                           {telemetry::kTruncation, judgeTruncation(subject)}};
    std::erase_if(judgements, [](const NamedJudgement& named) {
        return named.judgement.state == EvaluationState::NoData;
    });
    return judgements;
}

double suspicionOf(const std::vector<NamedJudgement>& judgements)
{
    double good = 1;
    for (const NamedJudgement& named : judgements)
        good *= 1
            - weightOf(named.check) * std::clamp(named.judgement.probability.value_or(0), 0.0, 1.0);
    return 1 - good;
}

} // namespace health
