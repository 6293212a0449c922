// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/yaml/problem.h"

#include <QJsonArray>

#include <string>
#include <vector>

namespace commands {

// What a lint found in `path`, as JSON; unless `isJson` it is printed too, "path:line:column:
// what".
QJsonArray tellProblems(const std::string& path, const std::vector<yaml::Problem>& problems,
                        bool isJson);

} // namespace commands
