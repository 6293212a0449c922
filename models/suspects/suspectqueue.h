// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/suspects.h"
#include "models/suspects/calibration.h"
#include "models/suspects/filter.h"
#include "models/suspects/verdicts.h"

#include <chrono>
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
    bool hasSuspicion = true; // false: none was recorded, and both probabilities are 0
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
    // These alone, whatever their time; the scope and minimum count only where it is said.
    std::optional<std::vector<telemetry::SpanKey>> only = std::nullopt;
    bool isOnlyNarrowed = false;
    // What people have said by then counts too, also where the view is of what was known earlier.
    telemetry::Timestamp saidBy = telemetry::Timestamp::min();
    // How long the filter may read content; not given: until it has.
    std::optional<std::chrono::milliseconds> patience = std::nullopt;
};

struct Queue
{
    std::vector<QueueRow> rows; // most suspicious first
    std::int64_t total = 0; // without the filter
    std::int64_t matching = 0; // with it, as far as they were looked at
    std::int64_t unread = 0; // that the filter had no time to look at: the least suspicious
    std::size_t verdicts = 0; // that the probabilities were corrected by
    // Attributes that the filter asked every suspect left for, and none has.
    std::vector<std::string> unseen;
    // Others that nobody was asked for, and that are nearly called as a field is.
    std::vector<std::string> doubtful;
};

// Ranks suspects and filters them, and remembers what people have said: one for each recording. Any
// threads at once, each with a reader of its own; only what was said is read by one at a time.
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
    // Their total: select() tells the same, at the cost of looking at each. The filter and the
    // limit do not count.
    telemetry::Result<std::int64_t> count(const store::Reader& reader, const QueueQuery& query);
    // What people have said, as known then.
    telemetry::Result<VerdictBook> verdicts(const store::Reader& reader,
                                            telemetry::Timestamp knownAt, int peopleToConfirm);

private:
    struct Heard
    {
        telemetry::SpanKey answer;
        telemetry::Timestamp recorded;
        Said said;
        std::int64_t row = 0; // of the evaluation or the entry
    };
    // By what they have said that counts for a question.
    telemetry::Result<VerdictBook> bookOf(const store::Reader& reader, const QueueQuery& query);
    telemetry::Result<void> listen(const store::Reader& reader);
    telemetry::Result<void> placeLate(const store::Reader& reader);
    void hear(const store::SentVerdict& sent);

    std::mutex m_mutex; // guards what follows
    std::vector<Heard> m_sent; // by row
    std::vector<Heard> m_entries; // likewise
    std::vector<std::int64_t> m_unplaced; // rows of evaluations of what is not recorded yet
    std::int64_t m_sentUpTo = 0; // row
    std::int64_t m_entriesUpTo = 0;
    std::int64_t m_generationsUpTo = 0;
};

// Without its text.
QueueRow rowFrom(const SuspectQueue::Candidate& candidate);
// As a verdict on it names it.
Judged judgedFrom(const QueueRow& row);

// How many a filter that needs their content looks at in one reading.
inline constexpr std::size_t kMostRead = 20'000;

} // namespace suspects
