// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/evaluation.h"

#include <string>
#include <string_view>
#include <vector>

namespace store {

// Findings as stored: lines of "start end support kind". Kinds are words of ours, without spaces.
std::string findingsText(const std::vector<telemetry::Finding>& findings);
std::vector<telemetry::Finding> findingsFromText(std::string_view text);

} // namespace store
