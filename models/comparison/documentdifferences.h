// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/comparison/answersubstance.h"

#include <string>
#include <vector>

namespace comparison {

// What two steps found. A document that only one has is substantial when an answer rests on it:
// retrieval varies with the wording of a question, and most of what it finds is not used.
struct DocumentDifferences
{
    std::vector<Difference> differences;
    // The substantial ones in words, for the sentence: "kb-205 instead of kb-117; ..."; empty:
    // there are none.
    std::string why;
};
DocumentDifferences documentDifferences(const std::vector<telemetry::Document>& here,
                                        const std::vector<telemetry::Document>& there,
                                        const Run& hereRun, const Run& thereRun,
                                        QuestionRelation relation);

} // namespace comparison
