// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <utility>
#include <vector>

namespace dialect {

// The tables of resources/dialects as (file name, YAML), in order of precedence.
std::vector<std::pair<std::string, std::string>> builtInTables();

} // namespace dialect
