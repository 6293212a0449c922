// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/evaluation.h"
#include "models/telemetry/generation.h"
#include "models/telemetry/signal.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace health {

// What was said about the newest generations, so that what comes later adds to it instead of
// counting again: content after its span, a judge after our validators, the same judge once more.
// Bounded: the oldest is forgotten.
class SpanMemory
{
public:
    explicit SpanMemory(std::size_t limit)
        : m_limit(limit)
    {
    }

    // Where a check without a result was counted as unknown.
    struct Unknown
    {
        std::shared_ptr<const telemetry::SignalKey> signal; // one for all that share it
        std::int64_t bucket = 0; // event second
    };

    // Whether our validators have spoken, as far as is remembered.
    bool isJudged(const telemetry::SpanKey& span) const;
    bool hasResult(const telemetry::SpanKey& span, const std::string& check) const;
    const Unknown* unknown(const telemetry::SpanKey& span, const std::string& check) const;
    void noteUnknown(const telemetry::SpanKey& span, const std::string& check,
                     const telemetry::SignalKey& signal, std::int64_t bucket);
    // Or that there is nothing to be known. Takes the place of an unknown.
    void noteResult(const telemetry::SpanKey& span, const std::string& check);

    // `source` (a check, or who judged what) says how likely the answer is wrong; what it said
    // before is replaced. `time` is the generation's and counts the first time.
    void suspect(const telemetry::SpanKey& span, const std::string& source, double probability,
                 const std::string& reason, telemetry::Timestamp time);
    // The suspicion of all sources together, when it is worth a row: new or changed, and 0.01 or
    // more or less than was told before. It counts as told from then on.
    std::optional<telemetry::Suspicion> tell(const telemetry::SpanKey& span);

private:
    struct Part
    {
        std::string source;
        double probability = 0;
        std::string reason;
    };
    struct Check
    {
        std::string name;
        Unknown unknown; // without a signal: a result
    };
    struct Memory
    {
        std::vector<Check> checks;
        std::vector<Part> parts;
        telemetry::Timestamp time;
        bool isTold = false;
        bool hasChanged = false; // since then
    };

    const Memory* find(const telemetry::SpanKey& span) const;
    Memory& memoryOf(const telemetry::SpanKey& span);
    void note(const telemetry::SpanKey& span, const std::string& check, Unknown unknown);

    std::size_t m_limit;
    std::unordered_map<telemetry::SpanKey, Memory> m_spans;
    std::deque<telemetry::SpanKey> m_order; // oldest first
    std::map<telemetry::SignalKey, std::shared_ptr<const telemetry::SignalKey>> m_keys;
};

} // namespace health
