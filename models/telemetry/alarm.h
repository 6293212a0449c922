// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstdint>
#include <string>

namespace telemetry {

// Life cycle after ISA-18.2. Latched: the cause has gone but nobody has acknowledged it yet.
enum class AlarmState : std::uint8_t
{
    Raised,
    Acknowledged,
    Latched,
    Shelved,
    Cleared,
};

// One change of state of one alarm; alarms are never edited, only followed by another transition.
struct AlarmTransition
{
    std::string alarm; // stable id, for example "A-0003"
    AlarmState state = AlarmState::Raised;
    std::string service;
    std::string check;
    std::string model; // of the suspect segment, empty when the whole service is affected
    int severity = 2; // 1 worst .. 4
    std::string sentence; // what a person would say
    double rateBefore = 0; // baseline mean badness
    double rateNow = 0; // since the onset
    std::int64_t observations = 0; // since the onset
    double evidence = 0; // log10 of the detector's statistic
    Timestamp onset; // estimated start of the change, event time
    Timestamp time; // event time of the observation that caused this transition
    Timestamp recorded;
    std::string actor; // who acknowledged or shelved; "detector" otherwise
    Timestamp shelvedUntil; // Shelved only
};

const char* toString(AlarmState state);

} // namespace telemetry
