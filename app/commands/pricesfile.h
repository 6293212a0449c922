// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/sampling/prices.h"
#include "models/telemetry/result.h"

#include <string>

namespace commands {

// No prices without a path.
telemetry::Result<sampling::PriceList> readPrices(const std::string& path);

} // namespace commands
