// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace yaml {

// What is wrong at one place of a text that a person wrote.
struct Problem
{
    int line = 0; // from 1
    int column = 0; // from 1, in code points
    std::string message;
};

} // namespace yaml
