// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <functional>
#include <string>
#include <vector>

namespace bench {

struct IngestSettings
{
    int traces = 15'000; // four spans each
    int rounds = 5;
    int connections = 2; // sending at the same time, in this process
    // Called around each end-to-end run with the recording being written; opens and closes the
    // window.
    std::function<std::function<void()>(const std::string& recording)> whileIngesting;
};

struct IngestRound
{
    double rawSpansPerSecond = 0; // the same rows by bare prepared statements
    double spansPerSecond = 0; // HTTP, decode, dialect, commit: until the last span is acknowledged
    double judgedSpansPerSecond = 0; // until health has judged the last generation too
    double ratio() const { return rawSpansPerSecond > 0 ? spansPerSecond / rawSpansPerSecond : 0; }
};

// Runs raw insert and the whole path in turn, `rounds` times, in a temporary folder.
telemetry::Result<std::vector<IngestRound>> benchIngest(const IngestSettings& settings);

} // namespace bench
