// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>
#include <vector>

namespace actuation {

struct BuiltInProfile
{
    std::string_view name; // the file's, without .yaml
    std::string_view text;
};

// The files of resources/profiles, compiled in.
const std::vector<BuiltInProfile>& builtInProfileTexts();

} // namespace actuation
