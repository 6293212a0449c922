// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"

#include <string>
#include <string_view>
#include <vector>

namespace health {

// Whether a model call was given something that its answer should rest on: documents, a tool's
// result, a message that says it holds a passage ("Context:", "<documents>", "based on the
// following"), instructions that state facts with a number or an identifier in them, or 400 bytes
// of input, whatever they are. What a question of a few words asks is answered from what the model
// knows: there is nothing to hold that against.
bool hasPassages(const telemetry::Generation& generation, const std::string& context);

// Sentences and lines, in order; nothing is left out between them.
std::vector<std::string_view> sentencesAndLines(std::string_view text);

} // namespace health
