// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/chartbench.h"

namespace bench {

void printText(const ChartFigures& figures);
void printAsJson(const ChartFigures& figures);

} // namespace bench
