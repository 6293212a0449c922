// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/batch.h"

#include <cstdint>
#include <optional>

namespace dialect {

// How a model call went, without its content.
struct CallFacts
{
    std::optional<std::int64_t> inputTokens{};
    std::optional<std::int64_t> outputTokens{};
    std::optional<std::int64_t> contextWindow{};
    bool isFailed = false;
};

// What Interpreter::builtIn().compose() tells of a call of which there are no log records, at a
// fraction of its cost: no text is read. nullopt where that takes more than the span's attributes,
// or when the span is no model inference: compose() tells which. Any thread.
std::optional<CallFacts> callFacts(const telemetry::SpanRecord& span);

} // namespace dialect
