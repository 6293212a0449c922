// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/scenario.h"
#include "models/incident/incidentrecord.h"
#include "models/practice/levermoves.h"
#include "models/telemetry/alarm.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace practice {

// What a fault changes, and with it what an alarm about it can be of.
enum class Effect : std::uint8_t
{
    Unknown,
    Answers,
    Judge, // scores of one judge; the answers are as good as before
    Texts, // what is told of answers, and what is found by it; they are as good as before
    Telling, // how many of them are told, with their texts, or when; nothing that is found;
             // likewise
};

// What was behind an incident: planted, or found in the end.
struct Truth
{
    std::string name; // of the scenario, or of the incident; empty: nothing is known
    std::string title;
    std::string incidentClass; // "bad_model_version"; empty: not known
    std::string service; // whose answers went wrong; empty: not known, or all
    std::vector<drill::Cure> cures; // a lever at a value that ends it
    std::vector<std::string> brought; // names of what came with the fault: a model, an adapter ...
    std::optional<telemetry::Timestamp> faultTime; // exactly; nothing: not told
    // By which rule a recorded cure was taken for one, in words; empty: it was planted.
    std::string why;
    Effect effect = Effect::Unknown;

    // Whether answers may be wrong because of it: where that is not known they may.
    bool mayChangeAnswers() const;
    // Whether an alarm is of the service, and of a quantity, that it changes; of none where nobody
    // knows what it does.
    bool isAbout(const telemetry::AlarmTransition& alarm) const;
    // Whether the lever at this value ends it.
    bool isCure(const std::string& lever, const std::string& value) const;
};

Truth truthOf(const drill::Scenario& scenario);

// Of a recorded incident: the lever of its cure; the class is the one of the runbook that was begun
// last before it, else the one that people named. The fault's time is the start, where a person
// fixed it.
Truth truthOf(const incident::IncidentRecord& record);

// The very move that ended it, and by which rule: the first after which recovery was shown and that
// stood until then; else the last one that was in effect when its alarms cleared and that the lever
// kept. One that takes an earlier one back only counts, without a recovery that was shown, where
// what it takes back is of about the start and before the detection: the fault, and no attempt.
// Nothing: none is known.
struct RecordedCure
{
    MovedLever move;
    std::string why;
};
std::optional<RecordedCure> cureOf(const incident::IncidentRecord& record);

// {"truth": 1, "name", "title", "class", "service", "cures": [{"lever", "value"}], "brought": [..],
// "fault_ns"}. `file` is for messages; Unreadable error.
telemetry::Result<Truth> truthFromJson(std::string_view text, const std::string& file);
std::string truthToJson(const Truth& truth);

} // namespace practice
