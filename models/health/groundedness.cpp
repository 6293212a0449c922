// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/groundfeatures.h"
#include "models/health/groundfindings.h"
#include "models/health/groundmodel.h"
#include "models/health/redactedstretches.h"
#include "models/health/validator.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <cmath>

namespace health {

namespace {

using telemetry::EvaluationState;

constexpr std::size_t kFewestContextTokens = 5; // less is a greeting, not something to answer from

// No labelled set of code answers has contexts, so these odds are set by hand: an unknown call is
// about even alone and nearly sure in company, other unknown identifiers count half, prose hardly.
double codeLogOdds(const Grounding& grounding)
{
    using enum GroundFeature;
    return -3.2 + 5.0 * grounding.at(NovelCalls) + 1.6 * grounding.at(NovelIdentifiers)
        + 0.3 * grounding.at(NovelNumbers) + 0.8 * grounding.at(NovelShare);
}

// What is asked of a text can have no answer in it, and an answer can be put together from words of
// the context only. A summary does neither: of what looks like it the model knows better.
bool isAnswerTask(const std::string& task)
{
    return task != "summary" && task != "data2txt" && task != "dialogue";
}

double limited(const GroundModel::Scores& scores, const Grounding& grounding)
{
    const bool isRefusal = grounding.at(GroundFeature::Refusal) > 0
        && grounding.at(GroundFeature::Words) < std::log1p(60.0)
        && grounding.at(GroundFeature::NovelCalls) <= 0
        && grounding.at(GroundFeature::NovelNumbers) <= 0;
    if (isRefusal)
        return std::min(scores.probability, 0.05);
    // Nothing that the context does not hold, and no word that reads like it: whatever the model
    // thinks of style, there is no finding.
    const bool isBare =
        grounding.novel.empty() && std::ranges::none_of(scores.tokens, [](float score) {
            return score >= GroundModel::shipped().spanThreshold();
        });
    return isBare ? std::min(scores.probability, 0.45) : scores.probability;
}

// The scores of the tokens stay empty for code.
GroundModel::Scores scoresOf(const std::string& task, const Grounding& grounding,
                             std::optional<std::size_t> member)
{
    GroundModel::Scores scores;
    if (grounding.table)
        scores = GroundModel::shipped().judge(grounding, task, member);
    else
        scores.probability = 1 / (1 + std::exp(-std::clamp(codeLogOdds(grounding), -20.0, 20.0)));
    if (isAnswerTask(task))
        scores.probability = limited(scores, grounding);
    return scores;
}

} // namespace

Judgement judgeGroundedness(const Subject& subject, std::optional<std::size_t> member)
{
    if (!subject.output)
        return {.state = EvaluationState::NotCaptured,
                .probability = {},
                .reason = "the output was not captured",
                .findings = {}};
    if (!subject.context)
        return {.state = EvaluationState::NoData,
                .probability = {},
                .reason = "there is no context to hold the answer against",
                .findings = {}};
    const std::string whole = telemetry::sanitizedUtf8(*subject.output);
    const std::string output = withoutRedacted(*subject.context, whole);
    const Grounding grounding = ground(subject, *subject.context, output);
    if (grounding.contextTokens < kFewestContextTokens)
        return {.state = EvaluationState::NoData,
                .probability = {},
                .reason = "the context is too short to hold the answer against",
                .findings = {}};
    if (grounding.contentTokens == 0)
        return {.state = EvaluationState::Inconclusive,
                .probability = {},
                .reason = output == whole ? "the output holds no word of substance"
                                          : "what it rests on was redacted",
                .findings = {}};
    const GroundModel::Scores scores = scoresOf(subject.task, grounding, member);
    const Novelties novelties{.output = output, .grounding = grounding, .scores = scores};
    return {.state = scores.probability >= telemetry::kFailedBadness ? EvaluationState::Failed
                                                                     : EvaluationState::Passed,
            .probability = scores.probability,
            .reason = reasonOf(novelties),
            .findings = findingsOf(novelties)};
}

} // namespace health
