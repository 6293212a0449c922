// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/practice/evaluationcase.h"

#include <cstdint>
#include <optional>
#include <string>

namespace practice {

enum class CaseFormat : std::uint8_t
{
    Plain, // all that is known; `check` reads it as it is
    OpenAiEvals, // {input, ideal, metadata}, a sample of OpenAI's evals
    Promptfoo, // {description, vars, assert, metadata}, a test of promptfoo
};
std::optional<CaseFormat> caseFormatFrom(const std::string& word); // plain, openai-evals, promptfoo

// One line of JSON without its line break: well-formed UTF-8, whatever came in. What is not known
// is null or left out, never made up: without an expectation there is no `ideal`, and promptfoo is
// told what the answer must not be. The fields are in the README.
std::string caseLine(const EvaluationCase& each, CaseFormat format);

} // namespace practice
