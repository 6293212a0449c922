// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <span>
#include <string>

// What resources/drills tell a person, in the window's language. The files themselves, the command
// line and recordings have it in English.

// Of a briefing, a hint or a debrief, safe to show; a text that is not in those files as it is.
QString drillText(const std::string& english);

// All such texts, marked for the translators: a test holds them against the files.
namespace drilltexts {

std::span<const char* const> briefings();
std::span<const char* const> endings(); // hints and debriefs

} // namespace drilltexts
