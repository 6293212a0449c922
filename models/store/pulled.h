// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/batch.h"
#include "models/telemetry/signal.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace store {

// What another engine counted for one bucket of one signal: its totals as it knows them now. Pulled
// again, they replace the totals before; the rollups get the difference, so that "as known at T"
// stays the sum of the rows recorded by T.
struct CountedBucket
{
    telemetry::SignalKey key;
    std::int64_t bucket = 0; // first event second
    std::int64_t count = 0; // observations with a verdict
    std::int64_t failed = 0; // of these; what is beyond `count` becomes unknown
    std::int64_t unknown = 0; // without a verdict
    // Mean badness in [0, 1] as the engine measured it, where it does not count verdicts.
    std::optional<double> level{};
    std::int64_t levelCount = 0; // answers behind the level; 0: it does not tell
    // What was taken out of its key. Counted when the bucket is new: totals come again and again.
    std::vector<telemetry::Redaction> redactions{};
};

// The mean badness that a bucket tells of; nothing when it tells of none.
std::optional<double> meanBadness(const CountedBucket& bucket);

// How far a pull or an import has come, in its own words.
// An empty value takes the cursor out of the recording.
struct Cursor
{
    std::string name; // source and feed
    std::string value;
};

// What one poll of a back end leaves beside its telemetry; written in one transaction.
struct Pulled
{
    std::string source;
    telemetry::Timestamp recorded;
    std::vector<CountedBucket> buckets;
    std::vector<Cursor> cursors;
    // What was rejected on the way to the cursors and was not counted before: so it counts once,
    // however often that way is gone again. Recorded at `rejected`, or with the rest.
    std::vector<telemetry::Rejection> rejections{};
    std::optional<telemetry::Timestamp> rejected{};
};

} // namespace store
