// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/evaluation.h"
#include "models/telemetry/generation.h"

#include <chrono>
#include <cstddef>
#include <list>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace ingest {

struct OpenEvaluation
{
    telemetry::Evaluation evaluation;
    telemetry::Timestamp recorded;
};

// Evaluations whose generation is not known yet, for a while: a judge may be faster than the
// exporter of what it judged. One thread.
class OpenEvaluations
{
public:
    using Clock = std::chrono::steady_clock;

    explicit OpenEvaluations(std::size_t limit = 10'000,
                             std::chrono::milliseconds patience = std::chrono::seconds(60));

    void add(OpenEvaluation open, Clock::time_point now);
    // Those about this generation, by its span or its response id; they are open no longer.
    std::vector<OpenEvaluation> take(const telemetry::Generation& generation);
    // Those that have waited too long, or are too many.
    std::vector<OpenEvaluation> takeExpired(Clock::time_point now);
    std::vector<OpenEvaluation> takeAll();

    bool isEmpty() const { return m_open.empty(); }

private:
    struct Item
    {
        OpenEvaluation open;
        Clock::time_point deadline;
    };
    using Items = std::list<Item>; // oldest first
    template<class Key>
    void takeMatching(std::unordered_multimap<Key, Items::iterator>& index, const Key& key,
                      std::vector<OpenEvaluation>& taken);
    OpenEvaluation remove(Items::iterator item);

    std::size_t m_limit;
    std::chrono::milliseconds m_patience;
    Items m_open;
    std::unordered_multimap<telemetry::SpanKey, Items::iterator> m_bySpan;
    std::unordered_multimap<std::string, Items::iterator> m_byResponse;
};

// Tells an evaluation from its repetition in a delivery that was sent twice.
class SeenEvaluations
{
public:
    explicit SeenEvaluations(std::size_t limit = 50'000);

    // False when the same was given before.
    bool isNew(const telemetry::Evaluation& evaluation);

private:
    std::size_t m_limit;
    std::list<std::size_t> m_order;
    std::unordered_set<std::size_t> m_seen;
};

} // namespace ingest
