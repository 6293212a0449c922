// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/yaml/problem.h"

#include <optional>
#include <string>

namespace objective {

// A small file of ours; Unreadable error when it cannot be read or is larger than 1 MiB.
telemetry::Result<std::string> readTextFile(const std::string& path);
// "FILE:LINE:COLUMN: what is wrong."
telemetry::Error problemIn(const std::string& path, const yaml::Problem& problem);
// The whole of the text, as a number.
std::optional<double> numberOf(const std::string& text);

} // namespace objective
