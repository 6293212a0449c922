// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/judgescales.h"

#include "models/telemetry/signal.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace health {

namespace {

using telemetry::Evaluation;
using telemetry::EvaluationState;
using telemetry::JudgeRule;
using telemetry::JudgeScale;

constexpr std::size_t kMostJudges = 1024; // names come from outside: more are not learnt
constexpr std::int64_t kFewestScores = 20;
constexpr std::int64_t kFewestLabels = 5; // of either kind
constexpr double kFilled = 0.5; // of a scale
constexpr double kApart = 0.1; // of the scale, between what passed and what failed
constexpr double kBarelyPassed = 0.49; // badness of what lies at the threshold

// Scales that people use, the narrowest first.
constexpr std::array<std::pair<double, double>, 7> kScales{
    {{0, 1}, {-1, 1}, {1, 5}, {0, 5}, {1, 10}, {0, 10}, {0, 100}}};

std::optional<std::pair<double, double>> scaleOf(const JudgeScale& scale)
{
    if (scale.scores < kFewestScores)
        return std::nullopt;
    for (const auto& [low, high] : kScales) {
        if (scale.lowest < low || scale.highest > high)
            continue;
        // Steps of one belong to scales of several steps, but for yes and no.
        const bool isFilled = scale.highest - scale.lowest >= kFilled * (high - low);
        return isFilled ? std::optional(std::pair(low, high)) : std::nullopt;
    }
    return std::nullopt;
}

std::optional<bool> directionOf(const JudgeScale& scale, double width)
{
    if (scale.passed < kFewestLabels || scale.failed < kFewestLabels)
        return std::nullopt;
    const double apart = scale.passedSum / static_cast<double>(scale.passed)
        - scale.failedSum / static_cast<double>(scale.failed);
    return std::abs(apart) >= kApart * width ? std::optional(apart > 0) : std::nullopt;
}

bool isVerdict(EvaluationState state)
{
    return state == EvaluationState::Passed || state == EvaluationState::Failed;
}

void settle(Evaluation& evaluation, double badness)
{
    evaluation.badness = badness;
    evaluation.state =
        badness >= telemetry::kFailedBadness ? EvaluationState::Failed : EvaluationState::Passed;
}

} // namespace

std::optional<ScoreReading> readingOf(const JudgeScale& scale, std::optional<bool> isHighGoodByName)
{
    const auto ends = scaleOf(scale);
    if (!ends)
        return std::nullopt;
    const auto [low, high] = *ends;
    const auto learnt = directionOf(scale, high - low);
    const auto direction = learnt ? learnt : isHighGoodByName;
    if (!direction)
        return std::nullopt;
    ScoreReading reading{
        .low = low, .high = high, .isHighGood = *direction, .threshold = (low + high) / 2};
    // Where the judge draws the line: in the middle between what it passes and what it fails.
    if (learnt)
        reading.threshold = (scale.passedSum / static_cast<double>(scale.passed)
                             + scale.failedSum / static_cast<double>(scale.failed))
            / 2;
    return reading;
}

std::optional<double> badnessOf(double score, const ScoreReading& reading)
{
    if (!(score >= reading.low && score <= reading.high))
        return std::nullopt;
    const double good = reading.isHighGood ? reading.high : reading.low;
    const double bad = reading.isHighGood ? reading.low : reading.high;
    const bool passes =
        reading.isHighGood ? score >= reading.threshold : score <= reading.threshold;
    if (passes)
        return reading.threshold == good
            ? 0
            : std::min(kBarelyPassed, 0.5 * (score - good) / (reading.threshold - good));
    return 0.5 + 0.5 * (score - reading.threshold) / (bad - reading.threshold);
}

JudgeScales::JudgeScales(std::vector<JudgeRule> rules, NamedDirection named)
    : m_rules(std::move(rules))
    , m_named(std::move(named))
{
}

void JudgeScales::restore(const std::vector<JudgeScale>& learnt)
{
    for (const JudgeScale& scale : learnt)
        m_scales.insert_or_assign({scale.check, scale.evaluator}, scale);
}

// One that names the judge goes before one for all.
const JudgeRule* JudgeScales::ruleFor(const Evaluation& evaluation) const
{
    const JudgeRule* general = nullptr;
    for (const JudgeRule& rule : m_rules) {
        if (rule.check != evaluation.check)
            continue;
        if (!rule.evaluator.empty() && rule.evaluator == evaluation.evaluator)
            return &rule;
        if (rule.evaluator.empty())
            general = &rule;
    }
    return general;
}

void JudgeScales::learn(JudgeScale& scale, const Evaluation& evaluation,
                        telemetry::Timestamp recorded)
{
    const double score = *evaluation.value;
    scale.lowest = scale.scores == 0 ? score : std::min(scale.lowest, score);
    scale.highest = scale.scores == 0 ? score : std::max(scale.highest, score);
    ++scale.scores;
    scale.fractions += score != std::floor(score) ? 1 : 0;
    if (!evaluation.label.empty() && isVerdict(evaluation.state)) {
        const bool hasPassed = evaluation.state == EvaluationState::Passed;
        (hasPassed ? scale.passed : scale.failed) += 1;
        (hasPassed ? scale.passedSum : scale.failedSum) += score;
    }
    scale.recorded = recorded;
    m_changed.insert({scale.check, scale.evaluator});
}

void JudgeScales::apply(Evaluation& evaluation, telemetry::Timestamp recorded)
{
    if (evaluation.origin != telemetry::EvaluationOrigin::Telemetry || !evaluation.value
        || !std::isfinite(*evaluation.value)
        || evaluation.state == EvaluationState::JudgeUnavailable)
        return;
    const double score = *evaluation.value;
    if (const JudgeRule* rule = ruleFor(evaluation)) {
        const auto badness =
            badnessOf(score,
                      {.low = rule->low,
                       .high = rule->high,
                       .isHighGood = rule->isHighGood,
                       .threshold = rule->threshold.value_or((rule->low + rule->high) / 2)});
        if (badness)
            return settle(evaluation, *badness);
        evaluation.badness.reset();
        evaluation.state = EvaluationState::Inconclusive;
        evaluation.reason += evaluation.reason.empty() ? "" : " ";
        evaluation.reason += "(The score lies beyond the scale that was set for this judge.)";
        return;
    }
    const Key key{evaluation.check, evaluation.evaluator};
    if (m_scales.size() >= kMostJudges && !m_scales.contains(key))
        return;
    JudgeScale& scale = m_scales[key];
    scale.check = evaluation.check;
    scale.evaluator = evaluation.evaluator;
    learn(scale, evaluation, recorded);
    if (evaluation.badness || isVerdict(evaluation.state))
        return; // it says so itself, or its name and a score from 0 to 1 do
    const auto reading = readingOf(scale, m_named ? m_named(evaluation.check) : std::nullopt);
    const auto badness = reading ? badnessOf(score, *reading) : std::nullopt;
    if (badness)
        settle(evaluation, *badness);
}

std::vector<JudgeScale> JudgeScales::takeChanged()
{
    std::vector<JudgeScale> changed;
    for (const Key& key : std::exchange(m_changed, {}))
        changed.push_back(m_scales.at(key));
    return changed;
}

} // namespace health
