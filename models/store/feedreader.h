// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/feed.h"

#include <cstdint>
#include <functional>
#include <string>

namespace store {

// How much there is of what detectors were told; recorded since schema 18.
struct FeedExtent
{
    std::int64_t feeds = 0;
    std::int64_t steps = 0;
    bool isBeginningGone = false; // removed, since more is not kept
    std::int64_t unfedEvaluations = 0; // row up to which an older version had recorded
};
telemetry::Result<FeedExtent> feedExtent(const Reader& reader);

// What the detectors were told, in order, in bounded memory. `visit` returns false to stop.
telemetry::Result<void> forEachFeed(const Reader& reader,
                                    const std::function<bool(telemetry::Feed&&)>& visit);

// Reader::forEachJudged() of the rows up to `upTo`: what it told when that was the newest.
telemetry::Result<void> forEachJudgedUpTo(const Reader& reader, std::int64_t upTo,
                                          std::int64_t limit,
                                          const std::function<void(JudgedRow)>& visit);

// When each answer began and whose it is, in the order of their rows; no judge's own calls.
telemetry::Result<void> forEachAnswerStart(
    const Reader& reader,
    const std::function<void(const std::string& service, telemetry::Timestamp)>& visit);

} // namespace store
