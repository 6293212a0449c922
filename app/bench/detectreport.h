// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/detectbench.h"

namespace bench {

void printText(const DetectFigures& figures, bool hasData);
void printAsJson(const DetectFigures& figures, bool hasData);

} // namespace bench
