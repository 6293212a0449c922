// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/evaluation.h"
#include "models/telemetry/generation.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

namespace ingest {

struct OpenEvaluation
{
    std::int64_t row = 0; // in the recording
    telemetry::Evaluation evaluation;
    telemetry::Timestamp recorded;
    int looks = 0; // for its subject, again and in vain
};

// Evaluations whose subject is not known yet: a judge may be faster than the exporter of what it
// judged. When there are too many the oldest are given up; the recording still lists them as
// pending, for its next life. One thread.
// Each look for a subject that is not there costs the recording a few reads, so the next one waits
// twice as long, and what comes meanwhile is held against what is open.
class OpenEvaluations
{
public:
    using Clock = std::chrono::steady_clock;

    explicit OpenEvaluations(std::size_t limit = 10'000,
                             std::chrono::milliseconds patience = std::chrono::seconds(10));

    void add(OpenEvaluation open, Clock::time_point now);
    // Those about this generation, by its span or its response id; they are open no longer.
    std::vector<OpenEvaluation> take(const telemetry::Generation& generation);
    // Those about this span or, where it names none, the whole trace.
    std::vector<OpenEvaluation> take(const telemetry::SpanKey& subject);
    // Those to look for again, each later than the time before.
    std::vector<OpenEvaluation> takeExpired(Clock::time_point now);
    std::vector<OpenEvaluation> takeAll();

    bool isEmpty() const { return m_open.empty(); }

private:
    struct Item
    {
        OpenEvaluation open;
        std::multimap<Clock::time_point, std::list<Item>::iterator>::iterator deadline;
    };
    using Items = std::list<Item>; // oldest first
    template<class Key>
    void takeMatching(std::unordered_multimap<Key, Items::iterator>& index, const Key& key,
                      std::vector<OpenEvaluation>& taken);
    OpenEvaluation remove(Items::iterator item);

    std::size_t m_limit;
    std::chrono::milliseconds m_patience;
    Items m_open;
    std::multimap<Clock::time_point, Items::iterator> m_byDeadline;
    std::unordered_multimap<telemetry::SpanKey, Items::iterator> m_bySpan; // or trace
    std::unordered_multimap<std::string, Items::iterator> m_byResponse;
};

} // namespace ingest
