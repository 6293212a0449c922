// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

namespace store {

class Database;
class Interner;

// How much a live recording keeps: at most so many bytes, its write-ahead log included, or what was
// recorded within the last `age`; or both.
struct Keep
{
    std::optional<std::int64_t> bytes; // at least kLeastBytes
    std::optional<telemetry::Duration> age;
    // Limits may come later: a new file is laid out so that it can be shortened.
    bool isAdjustable = false;
    static constexpr std::int64_t kLeastBytes = 4 * 1024 * 1024;
    bool isLimited() const { return bytes || age; }
};

// "2GB", "500 MiB" or "36h", "7d": a size when it ends in a unit of bytes. Usage error otherwise.
telemetry::Result<Keep> keepFromText(std::string_view text);

// Makes a recording a ring: takes out what was recorded first, a few rows at a time, in
// transactions of its own between those of the writer. What belongs to an incident is pinned and
// stays, see pins.h. Only where the pins alone are more than the size allows does the oldest
// incident give way, and the timeline says so. The timeline and alarms stay for good, and
// the timeline says so when they alone are too much; rollups of minutes stay ten times as long as
// the rest. Part of Writer.
class Retention
{
public:
    // `note` appends to the timeline, within the transaction.
    using Note = std::function<bool(telemetry::Timestamp, const char* text)>;
    // `mappingChanged` is called, likewise, when names of the mapping report have gone.
    Retention(const Database& database, Interner& interner, const Keep& keep, Note note,
              std::function<void()> mappingChanged);
    Retention(const Retention&) = delete;
    Retention& operator=(const Retention&) = delete;
    ~Retention();

    // Takes out at most about `rows` rows that are too many at `now`. True when there is more to
    // do. Not within a transaction. On an error nothing has changed.
    telemetry::Result<bool> step(telemetry::Timestamp now, std::int64_t rows);

private:
    struct Private;
    std::unique_ptr<Private> d;
};

} // namespace store
