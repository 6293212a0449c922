// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/explore/regionfilter.h"

#include <cmath>

namespace explore {

namespace {

// As the filter language names it; null: it cannot ask for it.
const char* fieldOf(drivers::DriverKind kind)
{
    using drivers::DriverKind;
    switch (kind) {
    case DriverKind::InputTokens:
        return "input_tokens";
    case DriverKind::ContextFill:
        return "fill";
    case DriverKind::ReasoningTokens:
        return "reasoning_tokens";
    case DriverKind::Temperature:
        return "temperature";
    case DriverKind::OutputTokens:
        return "output_tokens";
    case DriverKind::Duration:
        return "duration";
    case DriverKind::FirstToken:
        return "first_token";
    case DriverKind::Load:
    case DriverKind::QueueDepth:
    case DriverKind::DocumentPosition:
    case DriverKind::IndexAge:
    case DriverKind::Failing:
        break;
    }
    return nullptr;
}

bool isCounted(drivers::DriverKind kind)
{
    return kind == drivers::DriverKind::InputTokens || kind == drivers::DriverKind::OutputTokens
        || kind == drivers::DriverKind::ReasoningTokens;
}

} // namespace

std::optional<suspects::Filter> filterOf(const drivers::Driver& driver, const DriverRange& range)
{
    const char* field = fieldOf(driver.kind);
    if (field == nullptr)
        return std::nullopt;
    const double step = isCounted(driver.kind) ? 1 : 0.001;
    return suspects::filterForRange(field, std::floor(range.low / step) * step,
                                    std::ceil(range.high / step) * step);
}

} // namespace explore
