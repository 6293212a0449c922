// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/evaluationreader.h"

#include "models/dialect/numbertext.h"
#include "models/telemetry/person.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <optional>
#include <string>

namespace dialect {

namespace {

using telemetry::EvaluationState;

// Badness of an answer that its judge let pass although the score lies on the bad side.
constexpr double kBarelyPassed = 0.49;

std::optional<double> scoredBadness(const CompiledTables& tables,
                                    const telemetry::Evaluation& evaluation)
{
    if (!evaluation.value || !(*evaluation.value >= 0 && *evaluation.value <= 1))
        return std::nullopt;
    switch (tables.scoreDirection(evaluation.check)) {
    case ScoreDirection::HighIsGood:
        return 1 - *evaluation.value;
    case ScoreDirection::HighIsBad:
        return *evaluation.value;
    case ScoreDirection::Unknown:
        break;
    }
    return std::nullopt;
}

struct Verdict
{
    EvaluationState state = EvaluationState::Inconclusive;
    bool isByName = false; // only what the evaluation is named after makes it good or bad
};

Verdict verdictOf(const CompiledTables& tables, const telemetry::Evaluation& evaluation)
{
    const LabelMeaning* said = findIn(tables.evaluationLabels, normalisedWord(evaluation.label));
    if (said == nullptr)
        return {};
    if (*said == LabelMeaning::Passed || *said == LabelMeaning::Failed)
        return {.state = *said == LabelMeaning::Passed ? EvaluationState::Passed
                                                       : EvaluationState::Failed};
    const ScoreDirection direction = tables.labelDirection(evaluation.check);
    if (direction == ScoreDirection::Unknown)
        return {.isByName = true};
    const bool isGood = (*said == LabelMeaning::Holds) == (direction == ScoreDirection::HighIsGood);
    return {.state = isGood ? EvaluationState::Passed : EvaluationState::Failed, .isByName = true};
}

// So far on the other side that no threshold explains it.
bool isContradicted(EvaluationState state, std::optional<double> scored)
{
    constexpr double kSurelyGood = 0.1;
    constexpr double kSurelyBad = 0.9;
    return scored
        && ((state == EvaluationState::Passed && *scored >= kSurelyBad)
            || (state == EvaluationState::Failed && *scored <= kSurelyGood));
}

// 0 and 1 are ends of some scales and lie within others: 1 is the best or the worst of five.
bool isOnUnitScale(double score)
{
    return score > 0 && score < 1;
}

// State and badness, from value and label. They never contradict each other: what counts failures
// looks at the badness alone, and takes one half and more for failed.
void judge(const CompiledTables& tables, telemetry::Evaluation& evaluation, bool isFlag)
{
    const std::optional<double> scored = scoredBadness(tables, evaluation);
    const Verdict verdict = verdictOf(tables, evaluation);
    // The judge knows its threshold, so its word counts for more than ours.
    evaluation.state = verdict.state;
    if (isContradicted(verdict.state, scored)) {
        evaluation.reason += evaluation.reason.empty() ? "" : " ";
        evaluation.reason += "(Its label and its score contradict each other.)";
        // A verdict is one; whether "yes" is good was read from the name, as was the score.
        if (verdict.isByName)
            evaluation.state = EvaluationState::Inconclusive;
    } else if (verdict.state == EvaluationState::Inconclusive && scored
               && (isFlag || isOnUnitScale(*evaluation.value))) {
        evaluation.state =
            *scored > telemetry::kFailedBadness ? EvaluationState::Failed : EvaluationState::Passed;
        evaluation.isReadByName = !isFlag;
    }
    if (evaluation.state == EvaluationState::Failed)
        evaluation.badness = std::max(scored.value_or(1), telemetry::kFailedBadness);
    else if (evaluation.state == EvaluationState::Passed)
        evaluation.badness = std::min(scored.value_or(0), kBarelyPassed);
}

// A score that is no number, such as "1/5", is a label.
void setScore(std::optional<double> number, std::string_view text,
              telemetry::Evaluation& evaluation)
{
    evaluation.value = number;
    if (!number && evaluation.label.empty())
        evaluation.label = telemetry::sanitizedUtf8(text);
}

bool isFlagText(std::string_view text)
{
    return text == "true" || text == "false";
}

std::optional<double> scoreOf(std::string_view text)
{
    if (isFlagText(text))
        return text == "true" ? 1 : 0;
    return numberFromText<double>(text);
}

bool isKindOfEvaluator(std::string_view word)
{
    const std::string plain = normalisedWord(word);
    return plain == "human" || plain == "llm" || plain == "code";
}

// What a person says is a verdict, not another judge to be held against it.
std::string evaluatorOf(std::string_view kind, const std::string& name)
{
    return normalisedWord(kind) == "human" ? std::string(telemetry::kPerson) + name : name;
}

} // namespace

telemetry::Evaluation readEvaluation(const CompiledTables& tables, const FieldSet& fields)
{
    telemetry::Evaluation evaluation;
    evaluation.origin = telemetry::EvaluationOrigin::Telemetry;
    evaluation.responseId = fields.text(Field::ResponseId);
    evaluation.check = fields.text(Field::EvaluationName);
    // Without a name the table gives the kind in its place.
    evaluation.evaluator = fields.text(Field::Evaluator);
    if (isKindOfEvaluator(evaluation.evaluator))
        evaluation.evaluator = evaluatorOf(evaluation.evaluator, {});
    evaluation.label = fields.text(Field::EvaluationLabel);
    setScore(fields.number(Field::EvaluationValue), fields.text(Field::EvaluationValue),
             evaluation);
    evaluation.reason = fields.text(Field::EvaluationExplanation);
    if (fields.has(Field::ErrorType)) {
        evaluation.state = EvaluationState::JudgeUnavailable;
        if (evaluation.reason.empty())
            evaluation.reason = fields.text(Field::ErrorType);
        return evaluation;
    }
    judge(tables, evaluation, isFlagText(fields.text(Field::EvaluationValue)));
    return evaluation;
}

telemetry::Evaluation readEvaluation(const CompiledTables& tables, const NodeRef& entry,
                                     std::string_view check)
{
    const auto text = [&entry](auto... names) {
        return telemetry::sanitizedUtf8(entry.firstOf(names...).text());
    };
    telemetry::Evaluation evaluation;
    evaluation.origin = telemetry::EvaluationOrigin::Telemetry;
    evaluation.check = text("name");
    if (evaluation.check.empty())
        evaluation.check = check;
    evaluation.label = text("label");
    evaluation.reason = text("explanation", "reason", "reasoning", "comment");
    evaluation.evaluator = evaluatorOf(entry["annotator_kind"].text(), text("identifier"));
    const std::string_view score = entry.firstOf("score", "value").text();
    setScore(scoreOf(score), score, evaluation);
    judge(tables, evaluation, isFlagText(score));
    return evaluation;
}

} // namespace dialect
