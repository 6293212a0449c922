// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/textclusters.h"
#include "models/suspects/suspectqueue.h"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace suspects {

// Suspects whose outputs resemble each other.
struct Cluster
{
    // The answer that it was found by: its name for as long as the recording is looked at, whatever
    // joins or leaves it.
    telemetry::SpanKey id;
    QueueRow medoid; // the one to read: most like the others
    std::vector<Judged> members; // most suspicious first; as a verdict on each names it
    double mean = 0; // probability
    double worst = 0;
    telemetry::Timestamp first;
    telemetry::Timestamp last;
    std::vector<std::string> services; // by how many of them are of it
    // Model and version of the service, "codegen-7b, 2.3", with their counts; most first.
    std::vector<std::pair<std::string, std::int64_t>> versions;
    std::int64_t judged = 0; // of which anybody has said anything that stands
    bool hasText = true; // false: those of which no output is known, whatever they answered

    std::vector<telemetry::SpanKey> keys() const; // of its members
};

struct Clusters
{
    std::vector<Cluster> clusters; // largest first
    std::int64_t clustered = 0; // suspects in them: fewer than counts.matching behind a limit
    Queue counts; // of the queue that they were made of, without rows
};

// Groups what a queue lists. Each answer is looked at once, in the order in which it was judged, so
// that a cluster keeps its identity while suspects come. One for each recording; any thread, one
// call at a time (others wait). An answer that is like none before costs about 3.5 kB, one that is
// some 300 bytes; beyond kMostKnown answers all are forgotten and grouped anew, under new names.
class ClusterBook
{
public:
    // The limit of the query is how many are grouped, the most suspicious ones.
    telemetry::Result<Clusters> read(const store::Reader& reader, SuspectQueue& queue,
                                     const QueueQuery& query);

private:
    struct Known
    {
        std::int64_t row = 0; // of the suspicion by which it was looked at
        bool hasText = false;
        std::size_t cluster = 0; // of those with a text
        similarity::MinHash text; // empty also of a text without words, as a sign alone
    };
    void forget();
    std::size_t clusterOf(const similarity::MinHash& hash, const std::string& text);
    telemetry::Result<void> learn(const store::Reader& reader, const store::View& view,
                                  const std::vector<SuspectQueue::Candidate>& candidates);

    std::mutex m_mutex; // guards what follows
    similarity::TextClusters m_texts;
    std::vector<telemetry::SpanKey> m_founders; // of each cluster
    std::unordered_map<std::string, std::size_t> m_signs; // clusters of texts without words
    std::unordered_map<telemetry::SpanKey, Known> m_known;
};

// How many suspects are grouped at once in a view.
inline constexpr std::size_t kMostClustered = 20'000;
// How many a book remembers.
inline constexpr std::size_t kMostKnown = 60'000;

} // namespace suspects
