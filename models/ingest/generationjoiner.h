// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/interpreter.h"
#include "models/telemetry/ids.h"
#include "models/telemetry/timerange.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace ingest {

struct JoinerLimits
{
    std::chrono::milliseconds patience{5000}; // how long content may be waited for
    std::size_t waiting = 20'000; // generations that wait; beyond, the oldest is judged as it is
    std::size_t parts = 256; // of one generation, before it is judged as it is
    std::size_t waitingBytes = 256U * 1024 * 1024; // of their texts, likewise
    std::size_t remembered = 20'000; // judged generations that are still known
    std::size_t rememberedBytes = 64U * 1024 * 1024; // of their texts, and at least one
};

// Puts together what spans and log records tell of one generation, and says when it can be judged.
// A span that brings its answer is ready at once. One without content waits for log records, log
// records wait for their span, until patience ends. Each generation is ready once; again only when
// its answer came after it had been judged without one. One thread.
class GenerationJoiner
{
public:
    using Clock = std::chrono::steady_clock;
    struct Ready
    {
        telemetry::Generation generation;
        telemetry::Timestamp recorded; // of the part that made it ready
        std::int64_t row = 0; // in the recording
        std::int64_t parts = 0; // that it was put together from, since it was ready before
        bool isAgain = false; // it was ready before
    };

    explicit GenerationJoiner(JoinerLimits limits = {});

    // `row` is the generation's row in the recording; 0 for a part that is there already. False
    // when nothing waits for the part: it was judged without, or there is nothing new in it.
    bool add(const dialect::GenerationPart& part, std::int64_t row, telemetry::Timestamp recorded,
             Clock::time_point now);
    // What has become ready; call it after each delivery. They count as judged from then on.
    std::vector<Ready> takeReady(Clock::time_point now);
    // Everything that waits, complete or not.
    std::vector<Ready> takeAll();

    // A generation of which the span is known, waiting or judged; its messages may be left out.
    // Valid until the next call of a non-const function.
    const telemetry::Generation* find(const telemetry::SpanKey& key) const;
    const telemetry::Generation* findResponse(const std::string& responseId) const;
    // Waiting or judged, with or without its span.
    bool isKnown(const telemetry::SpanKey& key) const;
    // Marks a generation as judged before: in an earlier life of the recording, or long ago.
    void remember(telemetry::Generation generation, bool hasAnswer);

    std::size_t waitingCount() const { return m_waiting.size(); }

private:
    struct Waiting
    {
        telemetry::Generation generation;
        telemetry::Timestamp recorded;
        Clock::time_point deadline;
        std::int64_t row = 0;
        std::size_t parts = 0;
        std::size_t bytes = 0; // of its texts
        bool hasSpan = false;
        bool hasAnswerOnSpan = false;
        bool isAgain = false;
    };
    struct Judged
    {
        telemetry::Generation generation;
        bool hasAnswer = false;
        std::size_t bytes = 0; // of its texts
    };
    using WaitingMap = std::unordered_map<telemetry::SpanKey, Waiting>;

    Waiting& waitingFor(const telemetry::SpanKey& key, Clock::time_point now);
    bool isComplete(const Waiting& waiting) const;
    Ready release(WaitingMap::iterator found);
    void forget(std::list<Judged>::iterator judged);
    void forgetOldest();
    void addToResponses(const telemetry::Generation& generation);

    JoinerLimits m_limits;
    WaitingMap m_waiting;
    std::size_t m_waitingBytes = 0;
    std::list<telemetry::SpanKey> m_order; // oldest deadline first; may hold keys that are judged
    std::vector<telemetry::SpanKey> m_touched; // since takeReady
    std::list<Judged> m_judged; // oldest first
    std::size_t m_judgedBytes = 0;
    std::unordered_map<telemetry::SpanKey, std::list<Judged>::iterator> m_judgedByKey;
    std::unordered_map<std::string, telemetry::SpanKey> m_byResponse; // of waiting and judged ones
};

} // namespace ingest
