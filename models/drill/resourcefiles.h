// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>
#include <vector>

namespace drill {

// A file of resources/drills, compiled in.
struct ResourceFile
{
    std::string_view path; // below resources/drills, for example "content/sdk.yaml"
    std::string_view text;
};

const std::vector<ResourceFile>& resourceFiles();
// Empty when there is no such file.
std::string_view resourceText(std::string_view path);

} // namespace drill
