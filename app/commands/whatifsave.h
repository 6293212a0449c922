// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/objective/objective.h"
#include "models/replay/whatif.h"
#include "models/telemetry/result.h"

#include <string>
#include <vector>

namespace commands {

struct SaveRequest
{
    std::string path; // of the settings of detection
    std::string objectivesPath; // needed where the variant changes objectives
    std::string incident; // that is the reason; empty: none is
    std::string why;
};

// Writes the settings that were in use with what the variant changes, and why, as files that
// loadDetection() and objectivesOf() read. Both or none. Refused when a file is there already,
// since what somebody else has set is not overwritten, and where it is not known which settings
// were in use. Returns a sentence for the timeline. Waits for the disk: no GUI thread.
telemetry::Result<std::string> saveVariant(const SaveRequest& request, const replay::WhatIf& whatIf,
                                           const replay::Variant& variant,
                                           const std::vector<objective::Objective>& objectives);

} // namespace commands
