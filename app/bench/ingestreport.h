// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/importbench.h"
#include "app/bench/ingestbench.h"

namespace bench {

// Run and print; the program's exit status. Ingest is measured alone, and beside an open window.
int runIngest(const IngestSettings& settings, bool isJson);
int runImport(const ImportSettings& settings, bool isJson);

} // namespace bench
