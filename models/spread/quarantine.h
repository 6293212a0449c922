// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/spread/spread.h"

#include <string>
#include <vector>

namespace spread {

// The quarantine list: each place that holds the statement, in order of time.

// RFC 4180 with a header line, UTF-8. A cell that a spreadsheet would carry out (it begins with =,
// +, -, @, a tab or a line end) gets an apostrophe in front. What suretyOf() says is not in it.
std::string quarantineCsv(const Spread& spread);
std::string quarantineJsonLines(const Spread& spread); // one object a line
// {statements, summary, places}; ids in lower-case hex, times in RFC 3339 and nanoseconds.
std::string quarantineJson(const Spread& spread);

// Whether anything of what was asked for was looked for at all: it is not where all is boilerplate.
bool isAnyLookedFor(const Spread& spread);
// What was found and how sure that is, a sentence each, for people.
std::vector<std::string> summaryOf(const Spread& spread);
// The part of it behind the counts.
std::vector<std::string> suretyOf(const Spread& spread);

} // namespace spread
