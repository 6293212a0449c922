// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/incident/incidentrecord.h"
#include "models/telemetry/timerange.h"

#include <cstdint>
#include <string>
#include <vector>

namespace practice {

struct Truth;

enum class Naming : std::uint8_t
{
    Right,
    Wrong,
    Unclear, // in words that a rule cannot hold against the truth, or the truth is not known
};

// Somebody said, or acted on, what is behind it.
struct NamedCause
{
    telemetry::Timestamp time;
    std::string who;
    std::string said; // "began the runbook fabricated-apis", or the reason given
    std::string incidentClass = {}; // that it names; empty: none, or several
    std::int64_t entry = 0;
    Naming naming = Naming::Unclear;
    bool isFixed = false; // the key moment of the diagnosis, by a person
};

// The runbooks that were begun, what was said when the status became identified, and the diagnosis
// where a person fixed when it was; oldest first.
// A runbook is right when it is for the truth's class, or is called like the scenario; words are,
// when they name that class (in English, or as a German window calls it) and no other, or what came
// with the fault and no other class; words that deny anything are unclear. Pure function.
std::vector<NamedCause> namedCauses(const incident::IncidentRecord& record, const Truth& truth);

const char* toString(Naming naming); // "right", "wrong", "unclear"

} // namespace practice
