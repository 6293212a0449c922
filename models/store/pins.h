// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/sqlite.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace store {

// What stays in a recording whatever its limits: event times, in order and apart from each other.
using Pins = std::vector<telemetry::TimeRange>;

// Adds a stretch, joined with those that it touches.
void addPin(Pins& pins, const telemetry::TimeRange& range);

bool isPinned(const Pins& pins, telemetry::Timestamp time);

// The stretches of `range` that no pin covers.
Pins unpinned(const Pins& pins, const telemetry::TimeRange& range);

// Reads what pins: from before the onset of every alarm until after its newest transition, and
// around the entries of the timeline that tell what was done or noted. Each row is read once:
// neither table ever gets shorter.
class PinReader
{
public:
    explicit PinReader(const Database& database);

    // What was written since the call before, in any order; nothing after an error.
    std::optional<Pins> news();
    void restart(); // reads all of it again

private:
    bool readAlarms(Pins& pins);
    bool readEntries(Pins& pins);

    Statement m_newest;
    Statement m_alarmsAfter;
    Statement m_entriesAfter;
    std::map<std::string, telemetry::TimeRange, std::less<>> m_alarms; // onset to newest transition
    std::int64_t m_lastAlarm = 0; // row and sequence up to which was read
    std::int64_t m_lastEntry = 0;
};

} // namespace store
