// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/validator.h"

#include "models/health/evaluationfacts.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/signalcheck.h"

#include <algorithm>
#include <array>

namespace health {

namespace {

using telemetry::EvaluationState;

// A cut answer need not be a wrong one, an ungrounded one nearly always is.
constexpr std::array kValidators{
    Validator{telemetry::kGroundedness, 1.0,
              [](const Subject& subject) { return judgeGroundedness(subject); }},
    Validator{telemetry::kTruncation, 0.9, judgeTruncation},
    Validator{telemetry::kContradiction, 0.9, judgeContradiction},
    Validator{telemetry::kFabrication, 0.95, judgeFabrication},
    Validator{telemetry::kCitations, 0.7, judgeCitations},
    Validator{telemetry::kConsistency, 0.7, judgeConsistency},
    Validator{telemetry::kFormat, 0.8, judgeFormat},
    Validator{telemetry::kRefusal, 0.3, judgeRefusal},
    Validator{telemetry::kLanguage, 0.9, judgeLanguage},
    Validator{telemetry::kPersona, 0.9, judgePersona},
    Validator{telemetry::kDegeneration, 1.0, judgeDegeneration},
    Validator{telemetry::kServedModel, 0.3, judgeServedModel},
};

double checkWeight(const std::string& check)
{
    const auto found = std::ranges::find(kValidators, check, &Validator::check);
    return found == kValidators.end() ? 1.0 : found->weight;
}

} // namespace

std::span<const Validator> validators()
{
    return kValidators;
}

std::vector<NamedJudgement> judgeAll(const Subject& subject)
{
    std::vector<NamedJudgement> judgements;
    judgements.reserve(kValidators.size());
    for (const Validator& validator : kValidators)
        judgements.push_back({validator.check, validator.judge(subject)});
    return judgements;
}

double suspicionOf(const std::vector<NamedJudgement>& judgements, Prior prior)
{
    double good = 1;
    for (const NamedJudgement& named : judgements) {
        const Judgement& judgement = named.judgement;
        double probability = judgement.probability.value_or(0);
        if (prior == Prior::LabelledSets)
            probability = judgement.labelledProbability.value_or(probability);
        probability = std::clamp(probability, 0.0, 1.0);
        if (!named.check.starts_with(telemetry::kModelCheck))
            good *= 1 - checkWeight(named.check) * probability;
        else if (probability >= telemetry::kFailedBadness)
            good *= 1 - kJudgeTrust * probability;
    }
    return 1 - good;
}

double suspicionPart(const telemetry::Evaluation& evaluation)
{
    const double badness = badnessOf(evaluation).value_or(0);
    if (evaluation.origin == telemetry::EvaluationOrigin::Telemetry)
        return badness < telemetry::kFailedBadness ? 0 : kJudgeTrust * badness;
    return suspicionOf(
        {{evaluation.check,
          {.state = evaluation.state, .probability = badness, .reason = {}, .findings = {}}}});
}

} // namespace health
