// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/stagecosts.h"
#include "models/telemetry/result.h"

#include <functional>
#include <string>
#include <vector>

namespace bench {

struct IngestSettings
{
    int traces = 15'000; // four spans each
    int rounds = 5;
    int connections =
        6; // sending at the same time, in this process: two exporters with three requests each
    bool isJson = false; // OTLP/JSON, else protobuf
    bool isGzip = false; // compressed before, as it is sent
    // Called before each end-to-end run with the recording being written: opens the window, and
    // gives back what closes it. An error ends the benchmark.
    using Opener =
        std::function<telemetry::Result<std::function<void()>>(const std::string& recording)>;
    Opener whileIngesting;
};

struct IngestRound
{
    double rawSpansPerSecond = 0; // the same rows by bare prepared statements
    // The whole path, HTTP, decode, dialect, SQLite and health: until the last generation is judged
    // and its results are committed. These are the rows that the raw insert writes too.
    double spansPerSecond = 0;
    double acknowledgedSpansPerSecond = 0; // until the last sender has its answer; health goes on
    // The whole path as with --no-redact; 0 where it was not measured (beside an open window, and
    // of JSON and gzip).
    double unredactedSpansPerSecond = 0;
    // Resident memory at its most until all was judged, above what this process had when the path
    // was started: with the senders, without what they send. 0 where the system does not tell.
    double addedMegabytes = 0;
    double redactionRatio() const
    {
        return unredactedSpansPerSecond > 0 ? spansPerSecond / unredactedSpansPerSecond : 0;
    }
    double ratio() const { return rawSpansPerSecond > 0 ? spansPerSecond / rawSpansPerSecond : 0; }
};

// Runs the whole path, the same without redaction and raw insert in turn, `rounds` times, in a
// temporary folder.
telemetry::Result<std::vector<IngestRound>> benchIngest(const IngestSettings& settings);

// Of the same traffic.
telemetry::Result<StageCosts> benchStages(const IngestSettings& settings);

} // namespace bench
