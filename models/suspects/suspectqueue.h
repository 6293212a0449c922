// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/suspects.h"
#include "models/suspects/calibration.h"
#include "models/suspects/filter.h"
#include "models/suspects/verdicts.h"

#include <cstddef>
#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace suspects {

// One answer of the queue. Its suspicion's probability is what verdicts have made of it.
struct QueueRow : store::SuspectRow
{
    double recorded = 0; // probability as health recorded it
    std::string version; // of the service
    std::string adapter;
    std::string promptVersion;
    Verdict said;
};

struct QueueQuery
{
    store::View view;
    store::GenerationFilter scope; // its limit does not count
    // Listed is what was recorded as at least so suspicious, or has become so by verdicts: these
    // never hide anything.
    double minimum = 0;
    Filter filter;
    telemetry::Timestamp cursor; // what "10m ago" is counted from
    int peopleToConfirm = 1;
    std::size_t limit = 1000; // rows
    // These alone, whatever their time and suspicion; the scope and minimum do not count.
    std::optional<std::vector<telemetry::SpanKey>> only = std::nullopt;
};

struct Queue
{
    std::vector<QueueRow> rows; // most suspicious first
    std::int64_t total = 0; // without the filter
    std::int64_t matching = 0; // with it, as far as they were looked at
    std::int64_t unread = 0; // that the filter had no time to look at: the least suspicious
    std::size_t verdicts = 0; // that the probabilities were corrected by
    std::vector<std::string> unseen; // attributes of the filter that no suspect looked at has
};

// Ranks suspects and filters them, and remembers what of a recording does not change: one for each
// recording. Any thread, one call at a time (others wait).
class SuspectQueue
{
public:
    telemetry::Result<Queue> read(const store::Reader& reader, const QueueQuery& query);
    // The answers that fit, most suspicious first, and no more of them than the limit.
    struct Candidate
    {
        store::SuspectFacts facts;
        double probability = 0; // corrected
        Verdict said;
    };
    struct Selection
    {
        std::vector<Candidate> fitting;
        std::vector<std::string> words; // of each what was said of it last, or nothing
        Queue counts; // without rows
    };
    telemetry::Result<Selection> select(const store::Reader& reader, const QueueQuery& query);
    // What people have said, as known then.
    telemetry::Result<VerdictBook> verdicts(const store::Reader& reader,
                                            telemetry::Timestamp knownAt, int peopleToConfirm);

private:
    telemetry::Result<VerdictBook> bookOf(const store::Reader& reader, telemetry::Timestamp knownAt,
                                          int peopleToConfirm);
    telemetry::Result<Selection> selected(const store::Reader& reader, const QueueQuery& query);

    std::mutex m_mutex; // guards what follows
    std::vector<store::SentVerdict> m_sent;
    std::int64_t m_sentUpTo = 0; // row
};

// Without its text.
QueueRow rowFrom(const SuspectQueue::Candidate& candidate);

// How many a filter that needs their content looks at in one reading.
inline constexpr std::size_t kMostRead = 20'000;

} // namespace suspects
