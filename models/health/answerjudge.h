// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/judging.h"
#include "models/health/subjects.h"
#include "models/telemetry/generation.h"

#include <memory>
#include <vector>

namespace health {

class SymbolList;

// Asks every validator of one generation after the other, in the order in which they were recorded:
// remembers, within bounds, what a check needs of the conversation. One thread.
class AnswerJudge
{
public:
    explicit AnswerJudge(std::shared_ptr<const SymbolList> symbols); // null: not configured

    // One judgement a validator, in their order; of what it cannot judge with the reason.
    std::vector<NamedJudgement> judge(const telemetry::Generation& generation);

private:
    std::shared_ptr<const SymbolList> m_symbols;
    TurnMemory m_turns;
    StatementMemory m_statements;
};

} // namespace health
