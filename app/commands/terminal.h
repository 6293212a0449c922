// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdio>
#include <string>
#include <string_view>

namespace commands {

// All that the subcommands print for people, on stdout or stderr, goes through here: names, replies
// and model output may come from anybody, and a terminal obeys what is printed on it. Nobody else
// in app/ calls printf or its like; the style check holds that. JSON is printed by outcome.h.

// printf with safe texts: the text of each %s is made visible (telemetry::visibleLine) and stays on
// its line; a width counts code points. The format is ours and is printed as it is. Takes the
// conversions d, u, s, f, g and %, with flags, width, precision and the lengths l, ll and z.
[[gnu::format(printf, 2, 3)]] void print(std::FILE* stream, const char* format, ...);

// Prose from outside: its line breaks and tabs stay.
void printProse(std::FILE* stream, std::string_view utf8);

} // namespace commands
