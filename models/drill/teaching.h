// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

namespace drill {

enum class Difficulty
{
    Easy,
    Medium,
    Hard,
};
const char* toString(Difficulty difficulty); // "easy", "medium", "hard"

// What is told before a drill; it gives nothing of the cause away.
struct Briefing
{
    std::string title; // another one than the scenario's, which may tell the cause
    std::string who; // whose part one has
    std::string services; // what they do
    std::string told; // at 3 a.m.
    std::string asked; // of who takes it on
    std::string simulated; // and what is not
    int minutes = 0; // it takes about so long, 1 .. 240
    Difficulty difficulty = Difficulty::Easy;
};

// On request: where to look, what to compare, which lever.
inline constexpr std::size_t kHints = 3;
using Hints = std::array<std::string, kHints>;

// What is told when it is over.
struct Debriefing
{
    std::string cause; // what was behind it
    std::vector<std::string> signs; // what spoke for that; the first one first
};

} // namespace drill
