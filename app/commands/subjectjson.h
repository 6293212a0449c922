// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/validator.h"
#include "models/telemetry/result.h"

#include <simdjson.h>

namespace commands {

// What validators look at, from one line of a JSON lines file: {task, context, prompt, output,
// tools, finish_reason, context_window, input_tokens, output_tokens, max_tokens, prompt_chars,
// n_messages, previous_turn, instructions, earlier_answers, documents, tool_calls, tool_results,
// response_format, model_requested, model_served}, each optional. A text that is another JSON value
// (a table as context, say) is taken as its own JSON.
telemetry::Result<health::Subject> subjectFrom(const simdjson::dom::object& object);

} // namespace commands
