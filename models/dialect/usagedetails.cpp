// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/dialect/usagedetails.h"

#include "models/dialect/numbertext.h"
#include "models/dialect/valuetree.h"

#include <string>

namespace dialect {

namespace {

constexpr double kMostTokens = 1e15; // beyond, adding up loses the units

// Tokens are whole and not negative, however they are written.
std::optional<std::int64_t> tokensOf(const NodeRef& node)
{
    const std::string_view text = node.text();
    const auto number = numberFromText<double>(text);
    if (!number || *number < 0 || *number > kMostTokens)
        return std::nullopt;
    return static_cast<std::int64_t>(*number);
}

void add(std::optional<std::int64_t>& sum, std::optional<std::int64_t> tokens)
{
    if (tokens)
        sum = sum.value_or(0) + *tokens;
}

bool contains(std::string_view text, std::string_view word)
{
    return text.find(word) != std::string_view::npos;
}

struct Counts
{
    std::optional<std::int64_t> input;
    std::optional<std::int64_t> output;
    std::optional<std::int64_t> total;
    std::int64_t inputParts = 0;
    std::int64_t outputParts = 0;
};

void count(const NodeRef& entry, Counts& counts, UsageDetails& usage)
{
    const std::string_view key = entry.key();
    const auto tokens = tokensOf(entry);
    if (!tokens)
        return;
    const bool isWrite = contains(key, "cache_creation") || contains(key, "cache_write");
    const bool isCache = contains(key, "cache");
    if (key == "input" || key == "prompt" || key == "input_tokens" || key == "prompt_tokens") {
        counts.input = tokens;
    } else if (key == "output" || key == "completion" || key == "output_tokens"
               || key == "completion_tokens") {
        counts.output = tokens;
    } else if (key == "total" || key == "total_tokens") {
        counts.total = tokens;
    } else if (key.starts_with("output_") || contains(key, "reasoning")) {
        counts.outputParts += *tokens;
        if (contains(key, "reasoning"))
            add(usage.reasoning, tokens);
    } else if (key.starts_with("input_") || isCache) {
        counts.inputParts += *tokens;
        if (isWrite)
            add(usage.cacheWrite, tokens);
        else if (isCache)
            add(usage.cached, tokens);
    }
}

} // namespace

UsageDetails readUsageDetails(std::string_view json)
{
    UsageDetails usage;
    ValueTree tree;
    const NodeRef root(tree, tree.addText(json));
    if (root.kind() != NodeKind::Object)
        return usage;
    Counts counts;
    root.forEach([&](const NodeRef& entry) { count(entry, counts, usage); });
    const bool isGross = counts.total && counts.input && counts.output
        && *counts.input + *counts.output == *counts.total;
    const auto whole = [isGross](std::optional<std::int64_t> own, std::int64_t parts) {
        if (isGross || (!own && parts == 0))
            return own;
        return std::optional(own.value_or(0) + parts);
    };
    usage.input = whole(counts.input, counts.inputParts);
    usage.output = whole(counts.output, counts.outputParts);
    return usage;
}

} // namespace dialect
