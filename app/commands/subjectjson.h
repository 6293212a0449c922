// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/validator.h"
#include "models/telemetry/result.h"

#include <string>
#include <vector>

#include <simdjson.h>

namespace commands {

// What validators look at, from one line of a JSON lines file: {task, context, prompt, output,
// tools, finish_reason, context_window, input_tokens, output_tokens, max_tokens, prompt_chars,
// n_messages, previous_turn, instructions, earlier_answers, documents, tool_calls, tool_results,
// response_format, model_requested, model_served}, each optional. Unreadable, with the field's
// name, where a text is another JSON value; only a context may be a table or a list, taken as its
// own JSON.
telemetry::Result<health::Subject> subjectFrom(const simdjson::dom::object& object);

// What is wrong with a line without making it unreadable, with the name that is wrong.
struct Misspelling
{
    std::string name;
    std::string note;
};

// Fields that nothing reads and that are nearly one that is missing ("ouput"), and a task that
// nobody knows.
std::vector<Misspelling> misspellingsIn(const simdjson::dom::object& object);

} // namespace commands
