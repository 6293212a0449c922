// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"
#include "models/store/sqlite.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <string>

namespace store {

// What of a write-ahead log SQLite will pass over in silence: it goes up to the first place that is
// damaged, and takes that for the end.
struct LogDamage
{
    // Something that was committed stands behind the damage, or the head of the log is damaged.
    bool isCutOff = false;
    std::int64_t commits = 0; // at least so many are cut off; 0: cannot be told
    // The last commit is not whole. Whoever was killed while committing leaves that too: it may
    // never have been acknowledged.
    bool isEndTorn = false;
    telemetry::Timestamp lastWritten; // the log

    bool isAny() const { return isCutOff || isEndTorn; }
};

// Of the recording at `path`, which nobody is writing; nothing of one without a log. Reads the
// whole log, once as long as it does not change. What an earlier round of the log left behind the
// newest commit is no damage, nor is a transaction that never came to its end. Any thread.
LogDamage logDamage(const std::string& path);

// What is cut off as a gap of the recording: from the newest that can be read to when the log was
// written last.
Gap gapOf(const LogDamage& damage, const Database& database);

} // namespace store
