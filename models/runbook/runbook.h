// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <map>
#include <string>
#include <vector>

namespace runbook {

enum class StepKind
{
    Manual, // a person does it and says so
    Check, // look at something and confirm
    Wait,
    Decide,
    Lever,
    Notify,
    Probe,
};

struct Step
{
    std::string id;
    StepKind kind = StepKind::Manual;
    std::string title;
    std::string text; // Markdown between the step and the one before
    int line = 0; // of the step block in the file
    std::string lever; // Lever: id, may hold {parameters}
    std::string to;
    std::string risk; // safe, dangerous
    int recoverWithinSeconds = 0; // Lever: how long recovery may take before the next lever is offered
    std::map<std::string, std::string> fields; // everything else, as written
};

// A procedure in Markdown: YAML front matter (id, title, applies, risk), prose, and fenced blocks
// with the info string "step" that hold YAML.
struct Runbook
{
    std::string id;
    std::string title;
    std::string applies; // when it applies, a sentence
    std::string check; // the signal whose alarm proposes it
    std::string risk;
    std::vector<Step> steps;
    std::string markdown; // the file, whole
};

struct Problem
{
    int line = 0;
    int column = 0;
    std::string message;
};

// All problems with line and column when it is not a runbook.
struct ParseResult
{
    Runbook runbook;
    std::vector<Problem> problems; // empty: the runbook is good
};
ParseResult parseRunbook(const std::string& markdown);

// {name} in a step's fields replaced; names that are missing are a Usage error.
telemetry::Result<Step> withParameters(const Step& step, const std::map<std::string, std::string>& parameters);

} // namespace runbook
