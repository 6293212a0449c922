// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/suite/benchcompare.h"
#include "app/bench/suite/benchdocument.h"

#include <vector>

namespace bench {

// On standard output.
void printFigures(const BenchDocument& document); // a row each
void printChanges(const std::vector<BenchChange>& changes);
void printChangesJson(const std::vector<BenchChange>& changes);

} // namespace bench
