// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/yaml/problem.h"

#include <map>
#include <set>
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
    // Markdown of the step's section, without its heading: what stands before the block, and what
    // follows it up to the next section.
    std::string text;
    int line = 0; // of the step block in the file
    std::string lever; // Lever: id, may hold {parameters}
    std::string to;
    std::string risk; // safe, dangerous
    // Lever: how long recovery may take before the next lever is offered; 0 when not given.
    int recoverWithinSeconds = 0;
    std::map<std::string, std::string> fields; // everything else, as written
};

// How a file stands to the git checkout that it lies in, the worst last.
enum class CommitState
{
    None, // in no checkout
    Committed, // as in the commit that is checked out, as far as the index tells
    Unknown, // something is staged, or the index could not be read
    Changed, // edited, or never committed
};
const char* toString(CommitState state);

// Where a runbook was read from.
struct RunbookSource
{
    std::string file; // name in its folder; empty: it ships with the program
    std::string commit; // lower-case hex; empty: in no checkout, or nothing was committed yet
    CommitState state = CommitState::None;
};

// A procedure in Markdown: YAML front matter (id, title, applies, risk), prose, and fenced blocks
// with the info string "step" that hold YAML.
struct Runbook
{
    std::string id;
    std::string title;
    std::string applies; // when it applies, a sentence
    std::string check; // the signal whose alarm proposes it
    std::string cause; // the class of incident that it is for, "prompt_regression"; empty: any
    std::string lost; // of texts that do not come whole: "cut" or "missing"; empty: not told apart
    // What "recovered" is measured by where no check tells it: telemetry::kAnswerTime. Empty: by
    // the alarm, or the check.
    std::string recovery;
    std::string risk;
    std::string version; // as its author counts; may be empty
    std::string owner; // who answers for it; roles may keep them from carrying it out
    std::map<std::string, std::string> parameters; // those declared: name to what it means
    std::set<std::string> optional; // parameters without which a run can begin all the same
    std::string introduction; // Markdown before the section of the first step
    std::vector<Step> steps;
    std::string markdown; // the file, whole
    RunbookSource source; // for whoever read the file to fill in
};

// SHA-256 of the file's text, lower-case hex: which version was followed.
std::string digestOf(const Runbook& runbook);

struct ParseResult
{
    Runbook runbook;
    std::vector<yaml::Problem> problems; // empty: the runbook is good
};
// All problems with line and column when it is not a runbook. Keys of a step: see stepschema.h. At
// most 1 MiB and 200 steps.
ParseResult parseRunbook(const std::string& markdown);

const char* toString(StepKind kind);

// {name} in a step's title, risk, lever, value and fields replaced; names that are missing there,
// and values that do not fit their field ("soon" where a duration is wanted), are a Usage error. In
// the prose only known names are replaced. Values are never looked at for names again. A probe's
// `current` whose names are missing is left out: the candidate is then asked alone.
telemetry::Result<Step> withParameters(const Step& step,
                                       const std::map<std::string, std::string>& parameters);

// What withParameters would miss.
std::set<std::string> missingParameters(const Step& step,
                                        const std::map<std::string, std::string>& parameters);
// For people, never to be carried out: what is missing is named: "the last good model".
Step withKnownParameters(const Step& step, const std::map<std::string, std::string>& parameters);

} // namespace runbook
