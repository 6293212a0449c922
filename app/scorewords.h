// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

// Why a score of a drill is what it is, in the window's language: the scorecard, which the command
// line prints as well, says it in English. What a person wrote, and what is of no form that
// models/practice makes, stays as it is.
std::string scoreWords(const std::string& english);
