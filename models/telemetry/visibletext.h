// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <string_view>

namespace telemetry {

// C0 and C1 control characters and DEL; also line break and tab.
bool isControl(char32_t c);
// Shows nothing, or changes the order in which the rest is read: bidirectional controls, zero-width
// and tag characters, fillers, line and paragraph separators, noncharacters that programs mark
// things with (U+FDD0 begins a frame in a QTextDocument). Not the joiners of emoji and Indic
// scripts, see isJoiner.
bool isInvisible(char32_t c);
// Joins or separates letters of some scripts and parts of emoji; hides something only beside ASCII.
bool isJoiner(char32_t c);

// How such a character is shown: a control as its picture (ESC is ␛), all others as ⟦U+202E⟧.
std::string visibleForm(char32_t c);

// Text from outside, safe to print on a terminal: nothing in it moves the cursor, changes colours
// or turns the reading order round, and nothing hides. What is ill-formed becomes U+FFFD.
std::string visibleText(std::string_view utf8); // line breaks and tabs stay
std::string visibleLine(std::string_view utf8); // they become ␊ and ␉: it stays one line

} // namespace telemetry
