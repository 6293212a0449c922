// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace health {

// A package that an answer has installed.
struct Install
{
    std::string_view name; // without version, extras and quotes
    std::size_t start = 0; // bytes of the answer
    std::string_view ecosystem; // as package URLs name it: "pypi", "npm", "deb" ...
    // Else the word after "pip install" in running text, which may be prose ("pip install fails").
    bool isSure = true;
};

// The packages of installing commands. Of a command in code (a fence, backticks, a line of its own)
// all; in running text the first only, for what follows is prose. Left out: options and what they
// take, files, addresses, variables and placeholders, the managers' own packages, and commands that
// the text says not to run. At most 64. Linear in the text.
std::vector<Install> installsIn(std::string_view text);

} // namespace health
