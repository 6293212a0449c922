// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/judging.h"
#include "models/health/subjects.h"
#include "models/telemetry/generation.h"

#include <memory>
#include <vector>

namespace health {

struct ModelCheck;
class SymbolList;

// Asks every validator of one generation after the other, in the order in which they were recorded:
// remembers, within bounds, what a check needs of the conversation. One thread.
class AnswerJudge
{
public:
    // Each may be null: not configured.
    AnswerJudge(std::shared_ptr<const SymbolList> symbols, std::shared_ptr<const ModelCheck> model);

    // One judgement a validator, in their order, then that of the model; of what it cannot judge
    // with the reason.
    std::vector<NamedJudgement> judge(const telemetry::Generation& generation);

private:
    std::shared_ptr<const SymbolList> m_symbols;
    std::shared_ptr<const ModelCheck> m_model;
    TurnMemory m_turns;
    StatementMemory m_statements;
};

} // namespace health
