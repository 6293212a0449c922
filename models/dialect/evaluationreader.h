// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/fieldset.h"
#include "models/dialect/tables.h"
#include "models/telemetry/evaluation.h"

namespace dialect {

// The evaluation that the gathered fields describe; the caller adds subject and times. What the
// score means is not declared by the conventions: a value in [0, 1] is taken as good when high,
// unless the name says that high is bad; any other value says nothing about badness.
telemetry::Evaluation readEvaluation(const CompiledTables& tables, const FieldSet& fields);
// The same for one entry of a list of evaluations: name, score, label, explanation, and who judged
// in identifier or annotator_kind.
telemetry::Evaluation readEvaluation(const CompiledTables& tables, const NodeRef& entry);

} // namespace dialect
