// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/sqlite.h"
#include "models/telemetry/generation.h"

#include <cstdint>
#include <set>
#include <vector>

namespace store {

// Marks the calls of models that judges make themselves, which stand below a span of kind evaluator
// however deep and whenever that span comes: they are no answers of the service. Part of Writer;
// runs inside its transaction.
class JudgeCalls
{
public:
    struct Call
    {
        std::int64_t row = 0; // of the generation
        telemetry::Timestamp start;
        std::int64_t service = 0;
        // Model served, version, adapter and prompt version; 0: not told.
        std::vector<std::int64_t> values;
    };

    explicit JudgeCalls(const Database& database);

    // A span that is new, also in part.
    void note(std::int64_t trace, telemetry::StepKind step);
    // Whether one that has come is a judge's, by what is known of its trace; then it is marked.
    bool mark(std::int64_t trace, const telemetry::Generation& generation, std::int64_t row,
              telemetry::Timestamp recorded);
    // Marks those of earlier batches that are known for a judge's by what was noted since the call
    // before: the newest thousand of a trace are looked at.
    std::vector<Call> markEarlier(telemetry::Timestamp recorded);
    bool hasFailed() const { return m_hasFailed; } // an error of the database
    void forget(); // the transaction was taken back

private:
    bool isBelowJudge(std::int64_t trace, std::int64_t span);
    bool mark(std::int64_t row, telemetry::Timestamp recorded);

    Statement m_findAbove;
    Statement m_findUnmarked;
    Statement m_mark;
    Statement m_keepHas;
    bool m_hasJudges = false; // there are spans of kind evaluator; most recordings have none
    bool m_hasFailed = false;
    std::set<std::int64_t> m_judged; // traces with one of this life
    std::set<std::int64_t> m_noted; // among them those with news
};

} // namespace store
