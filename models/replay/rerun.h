// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace replay {

// Settings that differ from those in use, by their keys: see health::settingKeys(). None: the
// settings in use, which are those that each console that recorded had.
using Changes = std::vector<std::pair<std::string, std::string>>;

// What detectors were told is told them again, in the order in which the live engine counted it.
struct Rerun
{
    std::vector<std::vector<telemetry::AlarmTransition>> made; // by the variants, in order
    std::int64_t steps = 0; // that each was told
    std::int64_t lives = 0; // consoles that recorded, one after another
    // Settings of the newest of them. Not known of what an older version recorded, nor where a
    // newer one says what this one does not know.
    Changes inUse;
    bool isInUseKnown = false;
    // Of recorded time in which they were told: without holes, see Presence.
    std::vector<telemetry::TimeRange> stretches;
    bool isBeginningGone = false; // of what they were told
    // Why it may differ from what a console said then, in sentences; empty: it does not.
    std::vector<std::string> limits;
    bool wasStopped = false; // by `progress`: what is here is of a part
};

// `progress` gets how many steps of how many are done, now and then; false stops. In bounded memory
// but for the alarms, in one pass over the recording. Usage error where a change cannot be made.
using Progress = std::function<bool(std::int64_t done, std::int64_t all)>;
telemetry::Result<Rerun> rerun(const store::Reader& reader, const std::vector<Changes>& variants,
                               const Progress& progress = {});

} // namespace replay
