// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <algorithm>
#include <array>
#include <string_view>

// Parts of the console that act in the timeline of themselves: nobody's names. Whatever part writes
// an entry takes its name from here.
namespace telemetry::actors {

inline constexpr const char* kDetector = "detector"; // raises and clears alarms
inline constexpr const char* kHealth = "health"; // takes up what it knew, or could not
inline constexpr const char* kObjectives = "objectives"; // budgets that burn
inline constexpr const char* kNotify = "notify"; // messages to others
inline constexpr const char* kRecorder = "recorder"; // of the recording itself
inline constexpr const char* kDrill = "drill"; // the simulated fleet
inline constexpr const char* kControlPlane = "control plane"; // a hand elsewhere, seen there
inline constexpr const char* kConsole = "console"; // what it does by a rule, asked by nobody
inline constexpr const char* kPlumbline = "plumbline"; // these as older recordings may hold them
inline constexpr const char* kSystem = "system";

inline constexpr std::array kParts{kDetector, kHealth,       kObjectives, kNotify,    kRecorder,
                                   kDrill,    kControlPlane, kConsole,    kPlumbline, kSystem};

// Nobody counts as one.
constexpr bool isPart(std::string_view actor)
{
    return actor.empty()
        || std::ranges::any_of(kParts, [actor](const char* part) { return actor == part; });
}

} // namespace telemetry::actors
