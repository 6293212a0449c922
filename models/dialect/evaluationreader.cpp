// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/evaluationreader.h"

#include "models/telemetry/signal.h"
#include "models/telemetry/utf8.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <system_error>

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

// State and badness, from value and label. They never contradict each other: what counts failures
// looks at the badness alone, and takes one half and more for failed.
void judge(const CompiledTables& tables, telemetry::Evaluation& evaluation)
{
    const std::optional<double> scored = scoredBadness(tables, evaluation);
    const EvaluationState* labelled =
        findIn(tables.evaluationLabels, normalisedWord(evaluation.label));
    // The judge knows its threshold, so its word counts for more than ours.
    if (labelled != nullptr)
        evaluation.state = *labelled;
    else if (scored)
        evaluation.state = *scored >= telemetry::kFailedBadness ? EvaluationState::Failed
                                                                : EvaluationState::Passed;
    if (evaluation.state == EvaluationState::Failed)
        evaluation.badness = std::max(scored.value_or(1), telemetry::kFailedBadness);
    else if (evaluation.state == EvaluationState::Passed)
        evaluation.badness = std::min(scored.value_or(0), kBarelyPassed);
}

} // namespace

telemetry::Evaluation readEvaluation(const CompiledTables& tables, const FieldSet& fields)
{
    telemetry::Evaluation evaluation;
    evaluation.origin = telemetry::EvaluationOrigin::Telemetry;
    evaluation.responseId = fields.text(Field::ResponseId);
    evaluation.check = fields.text(Field::EvaluationName);
    evaluation.evaluator = fields.text(Field::Evaluator);
    evaluation.value = fields.number(Field::EvaluationValue);
    evaluation.label = fields.text(Field::EvaluationLabel);
    evaluation.reason = fields.text(Field::EvaluationExplanation);
    if (fields.has(Field::ErrorType)) {
        evaluation.state = EvaluationState::JudgeUnavailable;
        if (evaluation.reason.empty())
            evaluation.reason = fields.text(Field::ErrorType);
        return evaluation;
    }
    judge(tables, evaluation);
    return evaluation;
}

telemetry::Evaluation readEvaluation(const CompiledTables& tables, const NodeRef& entry)
{
    const auto text = [&entry](auto... names) {
        return telemetry::sanitizedUtf8(entry.firstOf(names...).text());
    };
    telemetry::Evaluation evaluation;
    evaluation.origin = telemetry::EvaluationOrigin::Telemetry;
    evaluation.check = text("name");
    evaluation.label = text("label");
    evaluation.reason = text("explanation", "reason", "reasoning", "comment");
    evaluation.evaluator = text("identifier", "annotator_kind");
    const std::string_view score = entry.firstOf("score", "value").text();
    double value = 0;
    if (std::from_chars(score.data(), score.data() + score.size(), value).ec == std::errc())
        evaluation.value = value;
    judge(tables, evaluation);
    return evaluation;
}

} // namespace dialect
