// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"
#include "models/yaml/problem.h"

#include <string>
#include <vector>

namespace objective {

// A semantic service level objective: of the answers of a service that a check has a result for, at
// least the target share passes (badness below one half), over a sliding window. What has no result
// counts for neither side.
struct Objective
{
    std::string name; // unique in its file
    std::string description;
    std::string service;
    std::string operation; // empty: any
    std::string model; // empty: any
    std::string check; // of the signal, see telemetry::signalCheck
    double target = 0.99; // share, 0 < target < 1
    telemetry::Duration window = std::chrono::hours(30 * 24); // one hour at least
    int line = 0; // in its file, for messages

    double allowed() const { return 1 - target; } // share of answers that may fail
};

struct ParsedObjectives
{
    std::vector<Objective> objectives;
    std::vector<yaml::Problem> problems; // empty: the file is good
};

// A file of objectives: see resources/objectives/README.md.
ParsedObjectives parseObjectives(const std::string& text);
// All files; Unreadable error naming file, line and what is wrong with the first that is not good.
telemetry::Result<std::vector<Objective>> loadObjectives(const std::vector<std::string>& paths);

// The one that says how many answers of a service may fail a check: of all of them where there is
// such a one, else of a part, which scopeText() names. Null: there is none.
const Objective* objectiveFor(const std::vector<Objective>& objectives, const std::string& service,
                              const std::string& check);
// "model m, operation chat", of which alone it is; empty: of all answers.
std::string scopeText(const Objective& objective);

// As a file; parseObjectives() reads it back.
std::string toYaml(const std::vector<Objective>& objectives);

// "30d", "6h", "90 min": the largest unit that fits.
std::string windowText(telemetry::Duration window);

} // namespace objective
