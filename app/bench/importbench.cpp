// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/importbench.h"

#include "app/bench/elapsed.h"
#include "app/bench/jsontraffic.h"
#include "app/bench/rawinsert.h"
#include "app/bench/residentmemory.h"
#include "models/ingest/bytesource.h"
#include "models/ingest/fileimport.h"
#include "models/ingest/pipeline.h"
#include "models/otlp/decode.h"

#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <memory>
#include <string>
#include <utility>

namespace bench {

namespace {

using Clock = std::chrono::steady_clock;
using telemetry::ErrorKind;
using telemetry::Result;

constexpr int kTracesPerLine = 32;
constexpr double kMegabyte = 1e6;
constexpr int kImportedPerTransaction = 4000;

// Spans written; stops at the first line beyond `megabytes`.
Result<std::uint64_t> writeLines(const std::string& path, double megabytes)
{
    std::ofstream file(path, std::ios::binary);
    std::uint64_t spans = 0;
    JsonTraffic traffic;
    for (double written = 0; file && written < megabytes * kMegabyte;) {
        const std::string line = traffic.line(kTracesPerLine);
        file << line << '\n';
        written += static_cast<double>(line.size() + 1);
        spans += std::uint64_t{kTracesPerLine} * kSpansPerTrace;
    }
    file.close();
    if (!file)
        return telemetry::failure(ErrorKind::Refused,
                                  "The file to import cannot be written to " + path + ".");
    return spans;
}

Result<double> decodeOnly(const std::string& path)
{
    const auto source = ingest::ByteSource::open(path);
    if (!source)
        return tl::make_unexpected(source.error());
    const auto start = Clock::now();
    bool isTooLong = false;
    constexpr std::size_t limit = 64U * 1024 * 1024;
    for (std::string line; (*source)->readLine(line, limit, isTooLong); line = {}) {
        auto body = std::make_shared<const std::string>(std::move(line));
        const auto batch = otlp::decodeJson(telemetry::SignalKind::Traces, std::move(body));
        if (!batch)
            return tl::make_unexpected(batch.error());
    }
    return secondsSince(start);
}

Result<double> importWhole(const std::string& file, const std::string& recording,
                           std::uint64_t spans)
{
    const auto start = Clock::now();
    auto pipeline = ingest::Pipeline::start(recording, ingest::importSettings());
    if (!pipeline)
        return tl::make_unexpected(pipeline.error());
    const auto imported = ingest::importFile(file, {}, **pipeline);
    if (!imported)
        return tl::make_unexpected(imported.error());
    (*pipeline)->drain();
    const double seconds = secondsSince(start);
    if (const auto finished = (*pipeline)->finish(); !finished)
        return tl::make_unexpected(finished.error());
    if (imported->accepted != spans || imported->duplicates > 0)
        return telemetry::failure(ErrorKind::Refused,
                                  "Only " + std::to_string(imported->accepted) + " of "
                                      + std::to_string(spans)
                                      + " spans were imported: the figure would be worthless.");
    return seconds;
}

} // namespace

Result<ImportFigures> benchImport(const ImportSettings& settings)
{
    const QTemporaryDir folder;
    if (!folder.isValid())
        return telemetry::failure(ErrorKind::Unreadable, "There is no room for temporary files.");
    const std::string base = folder.path().toStdString() + '/';
    ImportFigures figures;
    figures.megabytes = settings.megabytes;
    const auto spans = writeLines(base + "data.json", figures.megabytes);
    if (!spans)
        return tl::make_unexpected(spans.error());
    figures.spans = *spans;
    const auto decoded = decodeOnly(base + "data.json");
    if (!decoded)
        return tl::make_unexpected(decoded.error());
    figures.decodeSeconds = *decoded;
    restartPeak();
    const auto imported = importWhole(base + "data.json", base + "whole.plumb", *spans);
    if (!imported)
        return tl::make_unexpected(imported.error());
    figures.importSeconds = *imported;
    figures.peakMegabytes = peakMegabytes();

    const int transactions = std::max(1, static_cast<int>(*spans / kImportedPerTransaction));
    const auto raw = insertRaw(base + "whole.plumb", base + "raw.db", transactions);
    if (!raw)
        return tl::make_unexpected(raw.error());
    figures.rawSpansPerSecond = static_cast<double>(*spans) / raw->seconds;
    return figures;
}

} // namespace bench
