// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <chrono>
#include <string>
#include <vector>

namespace items {

// How the judges of one service do: in all of the range, and in buckets of it.
struct JudgeSnapshot
{
    // At most so many results are read of a range, the newest: a judge whose row then begins later
    // says so.
    static constexpr std::int64_t kMost = 20'000;

    std::string service;
    telemetry::TimeRange range; // of whole buckets
    telemetry::Duration step = std::chrono::seconds(1);
    std::vector<store::JudgeRow> judges; // by check, then by judge
    std::size_t goldenItems = 0; // of the golden set, whether on this service or not

    // Answers that began before have had the time that this judge takes: how many of them it judged
    // is known. Later ones may still get their result.
    telemetry::Timestamp settled(const store::JudgeRow& judge) const;
    telemetry::Timestamp knownAt = telemetry::Timestamp::max();
};

// Pool thread; `golden`: null when there is none.
telemetry::Result<JudgeSnapshot> readJudges(const store::Reader& reader, const store::View& view,
                                            const std::string& service,
                                            const telemetry::GoldenSet* golden = nullptr);

} // namespace items
