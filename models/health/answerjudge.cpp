// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/answerjudge.h"

#include "models/health/evaluationfacts.h"
#include "models/health/validator.h"
#include "models/telemetry/judgecall.h"
#include "models/telemetry/signalcheck.h"

#include <string>
#include <string_view>
#include <utility>

namespace health {

namespace {

using telemetry::EvaluationState;
using telemetry::Generation;

// What a validator says, and of what it cannot see why: that is in the telemetry, not in the text.
Judgement inTelemetry(const NamedJudgement& named, const Generation& generation,
                      const Subject& subject)
{
    const std::string_view check = named.check;
    // Whether its own answer was cut is what tells a broken judge.
    if (generation.operation == telemetry::kJudgeOperation && check != telemetry::kTruncation)
        return withoutResult(EvaluationState::NoData,
                             "a judge's own call: no answer of the service");
    Judgement judgement = named.judgement;
    const telemetry::ContentSource& input = generation.inputSource;
    const bool needsInput =
        check == telemetry::kGroundedness || check.starts_with(telemetry::kModelCheck);
    if (subject.output && needsInput && input.isDamaged())
        return withoutResult(EvaluationState::NotCaptured,
                             std::string("what it was given is not known: ")
                                 + missingContent(input.state));
    const bool isTruncation = check == telemetry::kTruncation;
    if (subject.output || (judgement.probability && !isTruncation))
        return judgement;
    if (generation.isFailed && check != telemetry::kGroundedness)
        return withoutResult(EvaluationState::NoData, "the call failed");
    if (judgement.state != EvaluationState::NotCaptured || isTruncation)
        return judgement;
    // A call that only called tools has no answer to judge.
    return subject.hasNoAnswer
        ? withoutResult(EvaluationState::NoData, "there is no answer to judge")
        : withoutResult(EvaluationState::NotCaptured, missingAnswer(generation));
}

} // namespace

AnswerJudge::AnswerJudge(std::shared_ptr<const SymbolList> symbols,
                         std::shared_ptr<const ModelCheck> model)
    : m_symbols(std::move(symbols))
    , m_model(std::move(model))
{
}

std::vector<NamedJudgement> AnswerJudge::judge(const Generation& generation)
{
    Subject subject = subjectOf(generation);
    subject.previousTurn = m_turns.exchange(generation, subject);
    subject.symbols = m_symbols;
    const bool isProse = subject.output && subject.task != "code";
    if (!generation.session.empty() && isProse && subject.earlierAnswers.empty())
        subject.earlierStatements = m_statements.exchange(
            generation.service + '\x1f' + generation.session, statementsOf(*subject.output));
    std::vector<NamedJudgement> judgements = judgeAll(subject);
    if (m_model && generation.operation != telemetry::kJudgeOperation)
        judgements.push_back({m_model->check, m_model->judge(subject)});
    for (NamedJudgement& named : judgements)
        named.judgement = inTelemetry(named, generation, subject);
    return judgements;
}

} // namespace health
