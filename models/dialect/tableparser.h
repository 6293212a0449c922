// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/tables.h"
#include "models/telemetry/result.h"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace dialect {

// Compiles (name, YAML text) pairs, in order of precedence. An unknown key, field, kind or word is
// an Unreadable error that names table and line.
telemetry::Result<std::unique_ptr<const CompiledTables>>
parseTables(const std::vector<std::pair<std::string, std::string>>& namedTables);

} // namespace dialect
