// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstdint>
#include <optional>
#include <string>

namespace telemetry {

// Life cycle after ISA-18.2. Latched: results have stopped coming before recovery
// could be shown, a person has to look.
// Suppressed: it is explained by something else that is known, and calls nobody until that is over.
enum class AlarmState : std::uint8_t
{
    Raised,
    Acknowledged,
    Latched,
    Shelved,
    Cleared,
    Suppressed,
};

// What the rates of an alarm are rates of: the answers that fail (badness of one half and more), or
// their mean badness, where a fault lifts scores of which few cross one half. Or, where nothing is
// said about answers being right, those beyond what bounded a fifth, half or four fifths of them.
enum class AlarmMeasure : std::uint8_t
{
    FailedShare,
    MeanBadness,
    MovedShare,
};

// One change of state of one alarm; alarms are never edited, only followed by another transition.
struct AlarmTransition
{
    std::string alarm; // stable id, for example "A-0003"
    AlarmState state = AlarmState::Raised;
    std::string service;
    // Of the answers that are watched; absent in recordings made before it was kept.
    std::optional<std::string> operation;
    std::string check;
    std::string model; // of the suspect segment, empty when the whole service is affected
    int severity = 2; // 1 worst .. 4
    std::string sentence; // what a person would say
    AlarmMeasure measure = AlarmMeasure::FailedShare; // of both rates
    double rateBefore = 0; // baseline
    double rateNow = 0; // since the onset; of the newest answers once cleared
    // Mean badness whatever the measure, which is what the detector bets on. Absent in recordings
    // made before it was kept.
    std::optional<double> meanBefore;
    std::optional<double> meanNow;
    std::int64_t observations = 0; // behind rateNow
    // What was counted before the onset, and 95 % of where rateNow and the onset may lie (event
    // time, ends included). Absent where it is not known, failedBefore also of means.
    std::optional<std::int64_t> failedBefore = {};
    std::optional<std::int64_t> observationsBefore = {};
    std::optional<double> rateNowLow = {};
    std::optional<double> rateNowHigh = {};
    std::optional<Timestamp> onsetLow = {};
    std::optional<Timestamp> onsetHigh = {};
    double evidence = 0; // log10 of the detector's statistic
    Timestamp onset; // estimated start of the change, event time
    Timestamp time; // event time of the observation that caused this transition
    Timestamp recorded;
    std::string actor; // who acknowledged or shelved; "detector" otherwise
    Timestamp shelvedUntil; // Shelved only
    // Alarms of one service (or of services that share traces) that began together are one
    // incident, "I-0003"; empty in recordings made before they were grouped.
    std::string incident;
    std::string cause; // Suppressed only: the id of another alarm, or what was changed on purpose
};

const char* toString(AlarmState state);
const char* toString(AlarmMeasure measure);

} // namespace telemetry
