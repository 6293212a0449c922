// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/healthbench.h"

namespace bench {

// Runs benchHealth() and prints it; the program's exit status.
int runHealth(const HealthBenchSettings& settings, bool isJson);

} // namespace bench
