// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/redact/redactor.h"
#include "models/suspects/verdicts.h"
#include "models/telemetry/evaluation.h"
#include "models/telemetry/generation.h"

#include <QJsonObject>

#include <optional>
#include <string>
#include <vector>

namespace commands {

// A wrong answer of an incident, as a case for a team's test set.
struct IncidentCase
{
    std::string incident; // id; empty: nobody declared one
    telemetry::Generation answer;
    std::optional<double> suspicion;
    std::string reasons; // of the suspicion, in words
    std::vector<telemetry::Evaluation> evaluations; // newest of each check
    suspects::Verdict verdict;
    std::optional<std::string> expected; // as a person wrote it; nothing: nobody did
};

enum class CaseFormat
{
    Plain, // as `check` reads it, see caseRow()
    OpenAiEvals, // {input: [{role, content}], ideal, metadata}
    Promptfoo, // {description, vars, assert, metadata}
};
std::optional<CaseFormat> caseFormatFrom(const std::string& word); // plain, openai-evals, promptfoo

// What a note says that the answer should have been: what follows "expected:" at the beginning of
// a line, up to the end. Nothing where there is no such line.
std::optional<std::string> expectedIn(const std::string& note);

// Takes out of all texts what the rules say. Findings point into the output by offset: they go
// where it changed.
void redactCase(IncidentCase& one, const redact::Redactor& redactor);

// Plain: {id, task, context, prompt, output, input_messages, suspicion, wrong: [{check, reason,
// badness, evaluator}], findings: [{start, end, kind, text, support}], verdict, verdict_by, note,
// expected, trace_id, span_id, time, service, version, prompt_version, model_requested,
// model_served, finish_reason, input_tokens, output_tokens, max_tokens, context_window}. Offsets
// count code points of `output`; what is not known is null.
QJsonObject caseRow(const IncidentCase& one, CaseFormat format);

} // namespace commands
