// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// How much of a sentence has to stand in a passage.
namespace claims {

inline constexpr double kFewestCover = 0.15; // below, a passage is about something else
inline constexpr double kMostlyThere = 0.75;
// Of the best passage's cover: what is said there is the same matter.
inline constexpr double kNear = 0.5;

} // namespace claims
