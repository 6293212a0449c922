// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/pull/alertbook.h"
#include "models/store/pulled.h"
#include "models/telemetry/batch.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/timerange.h"

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

namespace pull {

// OTLP JSON made out of records, gathered by resource; a body is one export request.
class OtlpBodies
{
public:
    void add(telemetry::SignalKind signal, const std::string& resource, std::string item);
    void add(OtlpBodies other);
    // The request of one signal, and forgets it; empty when there is nothing.
    std::string take(telemetry::SignalKind signal, const std::string& scope);
    std::size_t size() const { return m_size; } // bytes, roughly

private:
    std::map<telemetry::SignalKind, std::map<std::string, std::string>> m_items;
    std::size_t m_size = 0;
};

// Totals of one bucket as they come in parts, from one reply or from several.
struct BucketParts
{
    std::optional<std::int64_t> count;
    std::optional<std::int64_t> failed;
    std::optional<std::int64_t> unknown;
    std::optional<double> badness; // level
};

// What a reply brought, or all those of one round.
struct Harvest
{
    // Of another reply. Totals of one bucket that come in several are added up; of two levels
    // nobody knows how much each weighs, so the second is refused.
    void add(Harvest other);
    void addBucket(const telemetry::SignalKey& key, std::int64_t bucket, const BucketParts& parts);
    void reject(const std::string& what);
    void noteNewest(telemetry::Timestamp time);

    OtlpBodies bodies;
    // OTLP JSON as the back end gave it.
    std::vector<std::pair<telemetry::SignalKind, std::string>> requests;
    std::map<std::pair<telemetry::SignalKey, std::int64_t>, BucketParts> buckets;
    std::vector<AlertSighting> alerts;
    bool areRulesEvaluated = true; // all of them: what they do not list does not fire
    std::vector<std::string> notes; // worth a word, each once
    std::vector<std::uint64_t> hashes; // of the records taken
    std::unordered_set<std::string> traces; // ids as sent, of the reply; not gathered
    std::uint64_t records = 0; // taken
    std::uint64_t known = 0; // had been taken by an earlier round
    std::uint64_t left = 0; // not taken: the conditions do not hold
    std::uint64_t unreadable = 0; // not taken: a needed field is missing
    std::string unreadableExample;
    std::optional<telemetry::Timestamp> newest; // event time
    std::optional<telemetry::Timestamp> pending; // start of the oldest span that has no end yet
};

} // namespace pull
