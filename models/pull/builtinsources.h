// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>
#include <vector>

namespace pull {

struct BuiltInSource
{
    std::string_view name; // the file's, without .yaml
    std::string_view text;
};

// The files of resources/sources, compiled in.
const std::vector<BuiltInSource>& builtInSources();

} // namespace pull
