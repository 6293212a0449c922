// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/spanmemory.h"

#include <algorithm>
#include <functional>
#include <utility>

namespace health {

namespace {

constexpr double kSmallestSuspicion = 0.01; // smaller ones make no row
constexpr std::size_t kMostKeys = 10'000; // that are shared
constexpr std::size_t kMostParts = 64; // sources of one suspicion; names come from outside
// Bytes: a list shows a few words of each, and the evaluation keeps all of what it says.
constexpr std::size_t kLongestReason = 600;
constexpr std::size_t kMostSpanReasons = 3000;

std::string shortened(const std::string& reason)
{
    if (reason.size() <= kLongestReason)
        return reason;
    std::size_t end = kLongestReason;
    while (end > 0 && (static_cast<unsigned char>(reason[end]) & 0xC0U) == 0x80U)
        --end;
    return reason.substr(0, end) + "…";
}

} // namespace

const SpanMemory::Memory* SpanMemory::find(const telemetry::SpanKey& span) const
{
    const auto found = m_spans.find(span);
    return found != m_spans.end() ? &found->second : nullptr;
}

SpanMemory::Memory& SpanMemory::memoryOf(const telemetry::SpanKey& span)
{
    const auto [found, isNew] = m_spans.try_emplace(span);
    if (isNew) {
        m_order.push_back(span);
        if (m_order.size() > m_limit) {
            m_spans.erase(m_order.front()); // references to other elements stay valid
            m_order.pop_front();
        }
    }
    return found->second;
}

bool SpanMemory::isJudged(const telemetry::SpanKey& span) const
{
    const Memory* memory = find(span);
    return memory != nullptr && !memory->checks.empty();
}

bool SpanMemory::hasResult(const telemetry::SpanKey& span, const std::string& check) const
{
    const Memory* memory = find(span);
    return memory != nullptr && std::ranges::any_of(memory->checks, [&](const Check& one) {
               return one.name == check && !one.unknown.signal;
           });
}

const SpanMemory::Unknown* SpanMemory::unknown(const telemetry::SpanKey& span,
                                               const std::string& check) const
{
    const Memory* memory = find(span);
    if (memory == nullptr)
        return nullptr;
    const auto found = std::ranges::find(memory->checks, check, &Check::name);
    return found != memory->checks.end() && found->unknown.signal ? &found->unknown : nullptr;
}

void SpanMemory::noteUnknown(const telemetry::SpanKey& span, const std::string& check,
                             const telemetry::SignalKey& signal, std::int64_t bucket)
{
    if (m_keys.size() > kMostKeys)
        m_keys.clear(); // those in use stay with their users
    std::shared_ptr<const telemetry::SignalKey>& shared = m_keys[signal];
    if (!shared)
        shared = std::make_shared<const telemetry::SignalKey>(signal);
    note(span, check, {.signal = shared, .bucket = bucket});
}

void SpanMemory::noteResult(const telemetry::SpanKey& span, const std::string& check)
{
    note(span, check, {});
}

void SpanMemory::note(const telemetry::SpanKey& span, const std::string& check, Unknown unknown)
{
    Memory& memory = memoryOf(span);
    std::erase_if(memory.checks, [&](const Check& one) { return one.name == check; });
    memory.checks.push_back({.name = check, .unknown = std::move(unknown)});
}

void SpanMemory::suspect(const telemetry::SpanKey& span, const std::string& source,
                         double probability, const std::string& reason, telemetry::Timestamp time)
{
    Memory& memory = memoryOf(span);
    if (memory.time == telemetry::Timestamp{})
        memory.time = time;
    const auto known = std::ranges::find(memory.parts, source, &Part::source);
    if (known != memory.parts.end())
        *known = {source, probability, shortened(reason)};
    else if (probability > 0 && memory.parts.size() < kMostParts)
        memory.parts.push_back({source, probability, shortened(reason)});
    else
        return;
    memory.hasChanged = true;
}

std::optional<telemetry::Suspicion> SpanMemory::tell(const telemetry::SpanKey& span)
{
    const auto found = m_spans.find(span);
    if (found == m_spans.end() || !found->second.hasChanged)
        return std::nullopt;
    Memory& memory = found->second;
    double good = 1;
    std::string reasons;
    // What weighs most is named first, whoever judged first.
    std::vector<Part> parts = memory.parts;
    std::ranges::stable_sort(parts, std::ranges::greater(), &Part::probability);
    for (const Part& part : parts) {
        good *= 1 - std::clamp(part.probability, 0.0, 1.0);
        if (!part.reason.empty() && reasons.size() < kMostSpanReasons)
            reasons += (reasons.empty() ? "" : "; ") + part.reason;
    }
    memory.hasChanged = false;
    if (1 - good < kSmallestSuspicion && !memory.isTold)
        return std::nullopt;
    memory.isTold = true;
    return telemetry::Suspicion{span.trace, span.span, 1 - good, reasons, memory.time};
}

} // namespace health
