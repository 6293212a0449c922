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
using telemetry::ScoreCount;
using telemetry::ScoreReading;

constexpr std::size_t kMostJudges = 1024; // names come from outside: more are not learnt
constexpr std::int64_t kFewestScores = 20;
constexpr std::int64_t kFewestFractions = 3; // between 0 and 1: no scale of whole steps has them
constexpr std::int64_t kFewestAtEnd = 3; // scores at either end of a scale ...
constexpr std::int64_t kFewestYesNo = 5; // ... of which there is nothing between
constexpr std::int64_t kFewestLabels = 10; // of either kind
constexpr std::int64_t kManyLabels = 40; // of either kind: what they say stays
constexpr double kSeparated = 0.8; // of the labels, mean of both kinds, by the best cut
constexpr double kNearEnd = 0.05; // of a scale without steps, from its end
constexpr double kMostBeyond = 0.05; // of the scores, beyond a scale that they were read on
constexpr std::int64_t kFewestBeyond = 5;
constexpr double kNoScore = -1; // what many send when there is no score
constexpr double kBarelyPassed = 0.49; // badness of what lies at the threshold

struct Scale
{
    double low = 0;
    double high = 1;
    bool hasSteps = true;

    bool holds(double score) const { return score >= low && score <= high; }
};

constexpr Scale kUnit{.low = 0, .high = 1, .hasSteps = false};
constexpr Scale kSigned{.low = -1, .high = 1, .hasSteps = false};
// The other scales that people use, the narrowest first. Those of three, four or seven steps look
// like a part of these: they have to be told.
constexpr std::array<Scale, 5> kScales{{{.low = 1, .high = 5},
                                        {.low = 0, .high = 5},
                                        {.low = 1, .high = 10},
                                        {.low = 0, .high = 10},
                                        {.low = 0, .high = 100, .hasSteps = false}}};

// Finer than anybody's threshold, and few enough to keep.
double rounded(double score)
{
    const double size = std::abs(score);
    if (size <= 1)
        return std::round(score * 50) / 50;
    if (size <= 10)
        return std::round(score * 4) / 4;
    return size <= 100 ? std::round(score / 2.5) * 2.5 : std::copysign(1000, score);
}

template<class Which>
std::int64_t countIf(const JudgeScale& scale, Which which)
{
    std::int64_t count = 0;
    for (const ScoreCount& seen : scale.seen)
        count += which(seen.value) ? seen.count : 0;
    return count;
}

// -1 beside no other negative score tells that there is none, on whatever scale.
std::int64_t beyond(const JudgeScale& scale, const Scale& ends)
{
    const bool hasNegative =
        countIf(scale, [](double value) { return value < 0 && value != kNoScore; }) > 0;
    return countIf(scale, [&](double value) {
        return !ends.holds(value) && (hasNegative || value != kNoScore);
    });
}

// Both ends have been given, more than by chance.
bool hasBothEnds(const JudgeScale& scale, const Scale& ends, std::int64_t fewest)
{
    const double near = ends.hasSteps ? 0 : kNearEnd * (ends.high - ends.low);
    const auto isLow = [&](double value) { return ends.holds(value) && value <= ends.low + near; };
    const auto isHigh = [&](double value) {
        return ends.holds(value) && value >= ends.high - near;
    };
    return countIf(scale, isLow) >= fewest && countIf(scale, isHigh) >= fewest;
}

// Fractions, or yes and no: of one and nought alone it is not known which scale they are of.
bool isUnit(const JudgeScale& scale)
{
    if (scale.fractions >= kFewestFractions)
        return beyond(scale, kUnit) <= (scale.scores >= kFewestScores ? 1 : 0);
    const bool hasNoScores = countIf(scale, [](double value) { return value < 0; }) > 0;
    return scale.scores >= kFewestScores && beyond(scale, kUnit) == 0 && !hasNoScores
        && hasBothEnds(scale, kUnit, kFewestYesNo);
}

// With -1, 0 and 1 alone -1 may be the worst of three, or tell that there is no score.
bool isSigned(const JudgeScale& scale)
{
    const auto isInside = [](double value) { return value > -1 && value < 0; };
    const bool hasNought = countIf(scale, [](double value) { return value == 0; }) > 0;
    return (!hasNought || countIf(scale, isInside) > 0) && beyond(scale, kSigned) <= 1
        && hasBothEnds(scale, kSigned, kFewestAtEnd);
}

std::optional<Scale> scaleOf(const JudgeScale& scale)
{
    if (isUnit(scale))
        return kUnit;
    if (scale.scores < kFewestScores)
        return std::nullopt;
    if (isSigned(scale))
        return kSigned;
    for (const Scale& ends : kScales) {
        if (beyond(scale, ends) <= 1 && hasBothEnds(scale, ends, kFewestAtEnd))
            return ends;
    }
    return std::nullopt;
}

// So much lies beyond the scale that it is another one. Which, has to be told: no series goes on
// with another meaning.
bool isContradicted(const JudgeScale& scale, const Scale& ends)
{
    const std::int64_t outside = beyond(scale, ends);
    const bool isYesNo =
        ends.low == kUnit.low && ends.high == kUnit.high && scale.fractions < kFewestFractions;
    return isYesNo ? outside > 1
                   : outside >= kFewestBeyond
            && static_cast<double>(outside) > kMostBeyond * static_cast<double>(scale.scores);
}

struct Cut
{
    bool isHighGood = true;
    double threshold = 0;
    std::int64_t labels = 0; // of the rarer kind
};

// What best separates the labelled scores, whatever their shares; nothing when nothing does.
std::optional<Cut> cutOf(const JudgeScale& scale, const Scale& ends)
{
    std::vector<ScoreCount> labelled;
    ScoreCount all;
    for (const ScoreCount& seen : scale.seen) {
        if (!ends.holds(seen.value) || seen.passed + seen.failed == 0)
            continue;
        labelled.push_back(seen);
        all.passed += seen.passed;
        all.failed += seen.failed;
    }
    Cut cut{.labels = std::min(all.passed, all.failed)};
    if (cut.labels < kFewestLabels)
        return std::nullopt;
    double best = 0;
    double passedBelow = 0;
    double failedBelow = 0;
    for (std::size_t i = 0; i + 1 < labelled.size(); ++i) {
        passedBelow += static_cast<double>(labelled[i].passed) / static_cast<double>(all.passed);
        failedBelow += static_cast<double>(labelled[i].failed) / static_cast<double>(all.failed);
        const double highGood = (1 - passedBelow + failedBelow) / 2;
        const double right = std::max(highGood, 1 - highGood);
        if (right <= best)
            continue;
        best = right;
        cut.isHighGood = highGood > 0.5;
        cut.threshold = (labelled[i].value + labelled[i + 1].value) / 2;
    }
    return best >= kSeparated ? std::optional(cut) : std::nullopt;
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
    const auto& before = scale.reading;
    const auto ends =
        before ? std::optional(Scale{.low = before->low, .high = before->high}) : scaleOf(scale);
    if (!ends || (before && isContradicted(scale, *ends)))
        return std::nullopt;
    if (before && before->isSettled)
        return before;
    if (const auto cut = cutOf(scale, *ends))
        return ScoreReading{.low = ends->low,
                            .high = ends->high,
                            .isHighGood = cut->isHighGood,
                            .threshold = cut->threshold,
                            .isSettled = cut->labels >= kManyLabels};
    if (before || !isHighGoodByName)
        return before;
    return ScoreReading{.low = ends->low,
                        .high = ends->high,
                        .isHighGood = *isHighGoodByName,
                        .threshold = (ends->low + ends->high) / 2};
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
    const double value = rounded(score);
    auto at = std::ranges::lower_bound(scale.seen, value, {}, &ScoreCount::value);
    if (at == scale.seen.end() || at->value != value)
        at = scale.seen.insert(at, {.value = value});
    ++scale.scores;
    ++at->count;
    scale.fractions += score != std::floor(score) ? 1 : 0;
    if (!evaluation.label.empty() && !evaluation.isReadByName && isVerdict(evaluation.state))
        ++(evaluation.state == EvaluationState::Passed ? at->passed : at->failed);
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
    if (!evaluation.isReadByName && (evaluation.badness || isVerdict(evaluation.state)))
        return; // it says so itself
    read(scale, evaluation);
}

// What was learnt counts for more than that a name and a score from 0 to 1 go together.
void JudgeScales::read(JudgeScale& scale, Evaluation& evaluation) const
{
    const auto reading = readingOf(scale, m_named ? m_named(evaluation.check) : std::nullopt);
    if (reading && scale.scores >= kFewestScores)
        scale.reading = reading;
    if (const auto badness =
            reading ? badnessOf(*evaluation.value, *reading) : std::optional<double>())
        return settle(evaluation, *badness);
    if (evaluation.isReadByName && (reading || scale.reading || beyond(scale, kUnit) > 1)) {
        evaluation.badness.reset();
        evaluation.state = EvaluationState::Inconclusive;
    }
}

std::vector<JudgeScale> JudgeScales::takeChanged()
{
    std::vector<JudgeScale> changed;
    for (const Key& key : std::exchange(m_changed, {}))
        changed.push_back(m_scales.at(key));
    return changed;
}

} // namespace health
