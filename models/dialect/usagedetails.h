// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace dialect {

// Tokens of one call, gross: input with what came from a cache, output with reasoning.
struct UsageDetails
{
    std::optional<std::int64_t> input;
    std::optional<std::int64_t> output;
    std::optional<std::int64_t> cached;
    std::optional<std::int64_t> cacheWrite;
    std::optional<std::int64_t> reasoning;
};

// Reads Langfuse's usage_details: a JSON object of disjoint counts, {"input",
// "input_cached_tokens", "output", "output_reasoning_tokens", "total", ...}. Counts of parts belong
// to no whole unless the total says that they were counted already. Nothing when it is no object.
UsageDetails readUsageDetails(std::string_view json);

} // namespace dialect
