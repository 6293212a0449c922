// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

// How much of a text goes into a line of the message bar; characters.
inline constexpr int kLongestPath = 200;
inline constexpr int kLongestProblem = 600;
