// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/feed.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace store {

// How much there is of what detectors were told; recorded since schema 18.
struct FeedExtent
{
    std::int64_t feeds = 0;
    std::int64_t steps = 0;
    bool isBeginningGone = false; // removed, since more is not kept, or left out of a copy
    bool isLeftOut = false; // of a copy from which it was taken out, as what a person wrote is
    std::int64_t unfedEvaluations = 0; // row up to which an older version had recorded
};
telemetry::Result<FeedExtent> feedExtent(const Reader& reader);

// What the detectors were told, in order, in bounded memory. `visit` returns false to stop.
telemetry::Result<void> forEachFeed(const Reader& reader,
                                    const std::function<bool(telemetry::Feed&&)>& visit);

// Reader::forEachJudged() of the rows up to `upTo`: what it told when that was the newest. `visit`
// returns false to stop.
telemetry::Result<void> forEachJudgedUpTo(const Reader& reader, std::int64_t upTo,
                                          std::int64_t limit,
                                          const std::function<bool(JudgedRow)>& visit);

// One answer, by all that is recorded of it.
struct AnswerMark
{
    const std::string& service;
    telemetry::Timestamp start; // of its call
    bool isJudged = false; // as judgedAnswers() counts it, but for what people say
    double probability = 0; // newest suspicion; 0 where none is recorded, as of most that are well
    std::optional<std::size_t> named = {}; // which of those that were asked for by name it is
};
// All answers, the newest first; no judge's own calls. `visit` returns false to stop.
telemetry::Result<void> forEachAnswerMark(const Reader& reader,
                                          const std::vector<telemetry::SpanKey>& named,
                                          const std::function<bool(const AnswerMark&)>& visit);

} // namespace store
