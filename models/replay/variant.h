// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/settingkeys.h"
#include "models/objective/objective.h"
#include "models/replay/rerun.h"
#include "models/telemetry/result.h"

#include <optional>
#include <string>
#include <vector>

namespace replay {

// What else an objective would ask for.
struct ObjectiveChange
{
    std::string objective; // by name
    std::optional<double> target = {};
    std::optional<telemetry::Duration> window = {};
};

// What might have been otherwise.
struct Variant
{
    Changes settings; // of detection; each key once
    std::vector<ObjectiveChange> objectives;
    std::optional<telemetry::Timestamp> mitigatedAt; // earlier than it was
};

// What can be changed: all of health::settingKeys(), and beside them what only this module knows.
std::vector<health::SettingKey> variantKeys();
// One change by its key; what was said of the key before is replaced. Usage error that names it.
telemetry::Result<void> applyChange(Variant& variant, const std::string& key,
                                    const std::string& value);
// "KEY=VALUE"; the value may hold further "=".
telemetry::Result<void> applyChange(Variant& variant, const std::string& keyAndValue);
// "tolerance=0.1, detector=cusum"; "settings in use" without any.
std::string nameOf(const Variant& variant);
// The objectives as the variant has them. Usage error for one that there is not.
telemetry::Result<std::vector<objective::Objective>>
objectivesOf(const Variant& variant, std::vector<objective::Objective> objectives);

} // namespace replay
