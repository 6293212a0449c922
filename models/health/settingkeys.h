// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/engine.h"
#include "models/telemetry/result.h"

#include <string>
#include <utility>
#include <vector>

namespace health {

// One thing that can be set about detection, by a key that people write.
struct SettingKey
{
    std::string key; // "check.NAME.tolerance": NAME is any check
    std::string type; // "number, per week"
    std::string initial; // what holds while it is not set
    std::string help;
};
std::vector<SettingKey> settingKeys();

// Sets one by its key. Usage error that names the key and what it takes.
telemetry::Result<void> applySetting(EngineSettings& settings, const std::string& key,
                                     const std::string& value);
// All that differ from the defaults, in order of their keys; applySetting() makes the same of them.
std::vector<std::pair<std::string, std::string>> changedSettings(const EngineSettings& settings);

// A file of them: "detection:" and below it "KEY: VALUE" a line. Unreadable error with the line.
telemetry::Result<void> applySettingsFile(EngineSettings& settings, const std::string& yaml);
// Such a file; `reason` stands above it as a comment, a line each.
std::string settingsFile(const EngineSettings& settings, const std::vector<std::string>& reason);

} // namespace health
