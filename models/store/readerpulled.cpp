// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/reader.h"
#include "models/store/readerprivate.h"

#include <algorithm>
#include <cstddef>
#include <optional>

namespace store {

namespace {

constexpr std::size_t kMostSeries = 4096; // of which something is read

}

// Series by series along the primary key: nothing is looked at that is not wanted.
telemetry::Result<std::vector<CountedBucket>> Reader::newestCounted(std::int64_t limit) const
{
    const Private::Transaction transaction(d->database);
    Statement signals = d->database.prepare(
        "SELECT id, service, operation, model, version, adapter, prompt_version, check_name, "
        "route FROM signals WHERE id=?");
    Statement next = d->database.prepare(
        "SELECT source, signal FROM counted_buckets WHERE (source, signal)>(?,?) ORDER BY source, "
        "signal LIMIT 1");
    Statement newest = d->database.prepare(
        "SELECT bucket, count, failed, unknown, level, level_count FROM counted_buckets WHERE "
        "source=? AND signal=? ORDER BY bucket DESC LIMIT ?");
    std::vector<CountedBucket> buckets;
    std::int64_t source = 0;
    std::int64_t signal = 0;
    for (std::size_t series = 0; series < kMostSeries; ++series) {
        const bool isThere = next.bind(source).bind(signal).step();
        if (isThere) {
            source = next.integer(0);
            signal = next.integer(1);
        }
        next.reset();
        if (!isThere)
            break;
        const bool isSignal = signals.bind(signal).step();
        CountedBucket bucket;
        if (isSignal)
            bucket.key = {.service = d->string(signals.integer(1)),
                          .operation = d->string(signals.integer(2)),
                          .model = d->string(signals.integer(3)),
                          .version = d->string(signals.integer(4)),
                          .adapter = d->string(signals.integer(5)),
                          .promptVersion = d->string(signals.integer(6)),
                          .route = d->string(signals.integer(8)),
                          .check = d->string(signals.integer(7))};
        signals.reset();
        newest.bind(source).bind(signal).bind(limit);
        while (isSignal && newest.step()) {
            bucket.bucket = newest.integer(0);
            bucket.count = newest.integer(1);
            bucket.failed = newest.integer(2);
            bucket.unknown = newest.integer(3);
            bucket.level = newest.isNull(4) ? std::nullopt : std::optional(newest.real(4));
            bucket.levelCount = newest.integer(5);
            buckets.push_back(bucket);
        }
        newest.reset();
    }
    if (d->hasFailed(next) || d->hasFailed(signals) || d->hasFailed(newest))
        return tl::make_unexpected(d->takeError());
    std::ranges::stable_sort(buckets, {}, &CountedBucket::bucket);
    return buckets;
}

} // namespace store
