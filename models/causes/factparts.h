// SPDX-License-Identifier: GPL-3.0-or-later

// The parts that CaseFacts are put together from; for casefacts.cpp.

#pragma once

#include "models/causes/casefacts.h"

#include <vector>

namespace causes {

// Rows of a case with what became of each answer, cut at the onset.
struct CaseCut
{
    const CaseRows& rows;
    const std::vector<AnswerOutcome>& outcomes; // of rows.answers
    telemetry::Timestamp onset;
    telemetry::Timestamp mayBeSince; // the earliest that the onset may have been

    bool isAfter(const CaseAnswer& row) const { return row.start >= onset; }
    Counts& sideOf(BeforeAfter& sides, const CaseAnswer& row) const
    {
        return isAfter(row) ? sides.after : sides.before;
    }
};

double median(std::vector<double>& values); // of one at least; reorders them

// Whether an answer's text did not come, or not whole, though the call went well.
bool isLost(const CaseAnswer& row);

// How long after its end an answer usually comes: of the first tenth of the rows.
telemetry::Duration usualDelay(const CaseRows& rows);
AnswerOutcome wrongTimesOf(const CaseAnswer& row, telemetry::Duration usual);

void addLoad(const CaseCut& cut, CaseFacts& facts);
void addInputs(const CaseCut& cut, CaseFacts& facts);
void addDocuments(const CaseCut& cut, CaseFacts& facts);
void addJudges(const CaseCut& cut, CaseFacts& facts);
void addLoops(const CaseCut& cut, CaseFacts& facts);
void addTelemetry(const CaseCut& cut, CaseFacts& facts);
void addOwnChecks(const CaseCut& cut, CaseFacts& facts);

} // namespace causes
