// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/engine.h"
#include "models/telemetry/result.h"

#include <string>

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace commands {

// Adds --detection FILE: settings of the detectors.
CLI::Option* addDetectionOption(CLI::App& command, std::string& file);

// Those of the file, else of detection.yaml beside the settings, into the settings of an engine;
// the defaults when there is neither. Unreadable error naming file and line.
telemetry::Result<void> loadDetection(const std::string& file, health::EngineSettings& settings);

} // namespace commands
