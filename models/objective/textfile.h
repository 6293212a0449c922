// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/yaml/problem.h"

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace objective {

// A file that a person wrote; Unreadable error when it cannot be read or is larger.
telemetry::Result<std::string> readTextFile(const std::string& path, std::size_t mebibytes = 1);
// "FILE:LINE:COLUMN: what is wrong", of each problem; of many the first eight. One at least.
telemetry::Error problemsIn(const std::string& path, const std::vector<yaml::Problem>& problems);
// The whole of the text, as a number.
std::optional<double> numberOf(const std::string& text);

} // namespace objective
