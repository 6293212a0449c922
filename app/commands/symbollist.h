// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/engine.h"
#include "models/health/symbols.h"
#include "models/telemetry/result.h"

#include <memory>
#include <string>

namespace CLI {
class App;
}

namespace commands {

// Adds --symbols FILE: what exists, for the check of fabrication.
void addSymbolsOption(CLI::App& command, std::string& file);

// The list in the file, else in symbols.txt or symbols.json beside the settings; null when there is
// neither. Unreadable error naming the file.
telemetry::Result<std::shared_ptr<const health::SymbolList>>
symbolsOf(const std::string& file = {});
// The same, into the settings of an engine.
telemetry::Result<void> loadSymbols(const std::string& file, health::EngineSettings& settings);

} // namespace commands
