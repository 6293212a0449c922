// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/runbook.h"

#include <cstddef>
#include <map>
#include <string>
#include <vector>

namespace items {

// A runbook that ships with the program, for people: title, when it applies, what its parameters
// mean, its prose, and of its steps titles and the fields that are read (what to expect, why, what
// undoes it, until when, who, question, options, message) in the window's language. What is carried
// out stays, and so does all of it where somebody's file is the source: it is never what a run is
// begun with, nor what is recorded. The same where the window is English.
runbook::Runbook shownRunbook(const runbook::Runbook& runbook);
// A step of it, with the parameters that are known; the others are named: "the last good model".
runbook::Step shownStep(const runbook::Runbook& runbook, std::size_t step,
                        const std::map<std::string, std::string>& parameters);

// A title as the timeline has it, with its parameters put in, where it is one of theirs.
std::string runbookLine(const std::string& english);

// Every text of the files of resources/runbooks that is shown, word for word: a paragraph is one
// line, a table one cell. Marked for the translators in the context "runbooks"; a test holds them
// against the files.
const std::vector<const char*>& runbookTexts();

} // namespace items
