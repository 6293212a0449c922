// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/fieldset.h"
#include "models/dialect/tables.h"
#include "models/telemetry/evaluation.h"

namespace dialect {

// The evaluation that the gathered fields describe; the caller adds subject and times. What the
// score means is not declared by the conventions: a label decides; else a flag, or a value between
// 0 and 1, is read by the words of the name (see high_is_good in otel-genai.yaml); any other value
// is inconclusive, 0 and 1 among them: of which scale they are is not known here. So is a label
// such as "yes" where the name does not say whether that is good, or the score says the opposite;
// the reason tells of a contradiction. A badness of one half and more goes with Failed, a smaller
// one with Passed.
telemetry::Evaluation readEvaluation(const CompiledTables& tables, const FieldSet& fields);
// The same for one entry of a list of evaluations: name, score, label, explanation, and who judged
// in identifier; annotator_kind HUMAN makes it a person's. `check` is its name when it has none.
telemetry::Evaluation readEvaluation(const CompiledTables& tables, const NodeRef& entry,
                                     std::string_view check = {});

} // namespace dialect
