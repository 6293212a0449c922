// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <cstdint>

namespace bench {

struct ImportSettings
{
    int megabytes = 256; // of the file, 10^6 bytes
};

struct ImportFigures
{
    std::uint64_t spans = 0;
    double megabytes = 0;
    double importSeconds = 0; // the whole path: file, decode, dialects, health, SQLite
    double decodeSeconds = 0; // the same file, lines split and decoded only
    double rawSpansPerSecond = 0; // the same rows by bare prepared statements
    double peakMegabytes = 0; // memory of the process while importing; 0 where it is not known
};

// Writes a file as the Collector's file exporter does (JSON lines), reads it with the decoder
// alone, then imports it into a fresh recording. Takes free disk space of about four times the
// file.
telemetry::Result<ImportFigures> benchImport(const ImportSettings& settings);

} // namespace bench
