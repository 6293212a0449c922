// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/pins.h"
#include "models/store/sqlite.h"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string_view>

namespace store {

// What was removed of each service, by event time, as gaps: views draw what is gone as they draw
// all stretches without data, and the pins stand out of it. Part of Retention.
class RemovedRanges
{
public:
    explicit RemovedRanges(const Database& database);

    void add(std::int64_t service, telemetry::Timestamp event, telemetry::Timestamp recorded);
    // Within what there can have been: from when the recording began until `now`. One wrong clock
    // must not make a gap of decades.
    bool write(const Pins& pins, telemetry::Timestamp now);
    // What was pinned no longer is.
    bool giveUp(const telemetry::TimeRange& pin);
    void forget(); // after a rollback

private:
    struct Range
    {
        std::optional<telemetry::TimeRange> stored;
        std::optional<telemetry::TimeRange> removed; // both ends are events
    };
    bool load();
    bool writeService(std::int64_t service, Range& range, const Pins& pins,
                      telemetry::Timestamp now);
    bool extend(std::string_view service, const Range& range, const telemetry::TimeRange& whole,
                const Pins& pins);
    // A gap of its own, or more of the one that it touches.
    bool append(std::string_view service, const telemetry::TimeRange& piece);

    const Database& m_database;
    Statement m_service;
    Statement m_find;
    Statement m_insert;
    Statement m_moveEnd;
    Statement m_moveStart;
    std::map<std::int64_t, Range> m_ranges;
    std::set<std::int64_t> m_touched;
    std::optional<telemetry::Timestamp> m_began; // the recording
};

} // namespace store
