// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/ingest/pipeline.h"
#include "models/telemetry/result.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace ingest {

struct ImportOptions
{
    std::string name = {}; // of the source; empty: the file's own, see sourceNames()
    std::optional<telemetry::SignalKind> signal; // --signal
    std::optional<telemetry::Timestamp> recorded; // --as
    // Bytes done and in all; called now and then from the calling thread.
    std::function<void(std::uint64_t, std::uint64_t)> progress;
    // Asked between records: true ends the import there, to be gone on with later.
    std::function<bool()> isStopped;
};

struct ImportReport
{
    std::uint64_t deliveries = 0;
    std::uint64_t accepted = 0;
    std::uint64_t rejected = 0;
    std::uint64_t duplicates = 0;
    std::uint64_t failed =
        0; // deliveries that could not be written; they have to be imported again
    // "file:line: what", "file: byte N: what"; good parts were kept. A thousand at most, then how
    // many more.
    std::vector<std::string> problems;
    bool isInterrupted = false; // not read to its end; importing it again goes on from there
    std::vector<std::string> notes; // no problem, but worth a word: a side file was skipped, say
};

// What the sources of these files are called: by the name without its rotation part (a number or a
// time at its end, and endings such as .jsonl.zst), so that all files of a rotated one are one
// source; where nothing is left ("001.bin") by the folder. With as much of the path before it as
// tells it from the other sources.
std::vector<std::string> sourceNames(const std::vector<std::string>& paths);

// Of a pipeline that only imports: a file can wait, so that what is read ahead would only take
// memory.
PipelineSettings importSettings();

// Reads one file in constant memory: OTLP JSON (one document), JSON lines (Collector file exporter,
// also zstd), length-prefixed protobuf, gRPC-framed messages, or one raw request body (gzip by its
// magic). Which signal: what JSON says itself, else options.signal, else "path" in NNN.headers.json
// beside it, else the only one that decodes cleanly. Unreadable error only when nothing of it could
// be read; a recording that cannot be written to shows in ImportReport::failed. Files of many
// records that were interrupted, by isStopped or by the end of the program, go on behind the last
// record that is in the recording; only one of the same bytes up to there does.
telemetry::Result<ImportReport> importFile(const std::string& path, const ImportOptions& options,
                                           Pipeline& pipeline);

} // namespace ingest
