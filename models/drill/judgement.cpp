// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/drill/judgement.h"

#include <algorithm>
#include <cmath>
#include <vector>

namespace drill {

namespace {

constexpr double kJudgedShare = 0.2;
constexpr double kJudgeErrors = 0.01;
constexpr double kJudgeFalseAlarms = 0.03;
constexpr double kJudgeMisses = 0.15;
constexpr double kPassMark = 0.6;
constexpr double kSlowness = 2.6; // of a harsh judge, as a multiple
constexpr double kCheckedShare = 0.4; // against known answers
constexpr double kCheckErrors = 0.005;

std::string explanation(Random& random, bool isPassed, const Truth& truth)
{
    static const std::vector<std::string> good{
        "Every statement can be traced to the passages.", "The answer restates the retrieved text.",
        "All figures and names appear in the context.", "No claim goes beyond the material given."};
    static const std::vector<std::string> doubtful{
        "Part of the answer is phrased more strongly than the passages.",
        "One sentence could not be matched to a passage."};
    if (isPassed)
        return random.pick(good);
    return truth.complaint.empty() ? random.pick(doubtful) : truth.complaint;
}

PlannedLog evaluation(int span, telemetry::Duration at, const std::string& responseId)
{
    return {.span = span,
            .at = at,
            .severity = 9,
            .eventName = "gen_ai.evaluation.result",
            .attributes = {{"gen_ai.response.id", responseId}}};
}

} // namespace

void addJudgement(Episode& episode, Random& random, const EpisodeRequest& request, int span,
                  const std::string& responseId, const Truth& truth)
{
    if (!random.chance(kJudgedShare))
        return;
    const bool isHarsh = request.serving.isFaulty && request.fault.kind == FaultKind::HarshJudge;
    PlannedLog log = evaluation(
        span, milliseconds(random.between(1000, 4000) * (isHarsh ? kSlowness : 1)), responseId);
    log.attributes.emplace_back("gen_ai.evaluation.name", std::string("Faithfulness"));
    log.attributes.emplace_back("gen_ai.evaluation.evaluator.id", request.serving.judge);
    if (random.chance(kJudgeErrors)) {
        log.attributes.emplace_back("error.type", std::string("timeout"));
        episode.late.push_back(std::move(log));
        return;
    }
    const bool isBad = !truth.complaint.empty();
    const bool looksBad = random.chance(isBad ? 1 - kJudgeMisses : kJudgeFalseAlarms)
        || (isHarsh && random.chance(request.fault.share));
    const double score = looksBad ? 0.3 + 0.12 * random.normal() : 0.93 + 0.05 * random.normal();
    const double rounded = std::round(std::clamp(score, 0.0, 1.0) * 100) / 100;
    const bool isPassed = rounded >= kPassMark;
    log.attributes.emplace_back("gen_ai.evaluation.score.value", rounded);
    log.attributes.emplace_back("gen_ai.evaluation.score.label",
                                std::string(isPassed ? "pass" : "fail"));
    log.attributes.emplace_back("gen_ai.evaluation.explanation",
                                explanation(random, isPassed, truth));
    episode.late.push_back(std::move(log));
}

void addKnownAnswerCheck(Episode& episode, const EpisodeRequest& request, int span,
                         const std::string& responseId, const Truth& truth)
{
    Random random(
        streamSeed(request.seed, request.service->name + " known answers", request.index));
    if (!truth.isRight || !random.chance(kCheckedShare))
        return;
    const bool isRight = *truth.isRight != random.chance(kCheckErrors);
    PlannedLog log = evaluation(span, milliseconds(random.between(200, 900)), responseId);
    log.attributes.emplace_back("gen_ai.evaluation.name", std::string("Correctness"));
    log.attributes.emplace_back("gen_ai.evaluation.evaluator.id", std::string("known-answers"));
    log.attributes.emplace_back("gen_ai.evaluation.score.value", isRight ? 1.0 : 0.0);
    log.attributes.emplace_back("gen_ai.evaluation.score.label",
                                std::string(isRight ? "correct" : "incorrect"));
    episode.late.push_back(std::move(log));
}

} // namespace drill
