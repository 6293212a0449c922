// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <string>
#include <vector>

namespace bench {

// What each stage of the ingest path costs by itself, on one thread, in microseconds a span: the
// best of several rounds, since whatever else runs only adds.
struct StageCosts
{
    double decode = 0;
    double redact = 0; // by the shipped rules
    double interpret = 0; // by the dialect tables, the tally of the mapping report included
    double write = 0; // with its share of commits
    double writeWithoutReport = 0; // the same without the counts of the mapping report
};

// `bodies` are trace requests in protobuf; recordings are written into `folder`, and removed.
telemetry::Result<StageCosts> stageCosts(const std::vector<std::string>& bodies,
                                         const std::string& folder, int rounds);

} // namespace bench
