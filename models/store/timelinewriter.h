// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/chain.h"
#include "models/store/interner.h"
#include "models/store/sqlite.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/timelineentry.h"

#include <cstdint>
#include <string>

namespace store {

// Appends to the timeline, which is a hash chain, and alarms, each of which stands there too. Part
// of Writer; runs inside its transaction.
class TimelineWriter
{
public:
    TimelineWriter(const Database& database, Interner& interner);

    // Gives the entry its sequence and hashes. False after an error.
    bool append(telemetry::TimelineEntry& entry);
    bool append(const telemetry::AlarmTransition& alarm);
    // Looks the end of the chain up in the recording: when it is opened and after a rollback.
    bool load(); // false when it cannot be read: nothing is to be written then

private:
    const Database& m_database;
    Interner& m_interner;
    Statement m_insertEntry;
    Statement m_insertAlarm;
    // Of the newest entry, which the table says too.
    std::int64_t m_lastSequence = 0;
    std::string m_lastHash = kFirstPreviousHash;
};

} // namespace store
