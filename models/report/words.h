// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <cstdint>
#include <string>
#include <vector>

namespace report {

std::string timeText(telemetry::Timestamp time); // "2026-11-24 02:51:07 UTC"; "unknown" of none
std::string durationText(telemetry::Duration duration); // "4 min 12 s", "30.0 s before"
std::string shareText(double share); // "12 %", "0.4 %"
std::string grouped(std::int64_t number); // "1,204"
std::string counted(std::int64_t count, const char* one, const char* many); // "1,204 answers"
std::string joined(const std::vector<std::string>& names, const char* none); // "a, b and c"
// With a full stop, unless it ends like a sentence.
std::string sentence(std::string text);

} // namespace report
