// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/faults/recordingcheck.h"

#include "models/store/reader.h"
#include "models/store/writer.h"
#include "tests/faults/trial.h"

#include <algorithm>

#include <sqlite3.h>

namespace faults {

namespace {

std::uint64_t numberIn(const telemetry::TraceId& trace)
{
    std::uint64_t number = 0;
    for (std::size_t byte = 8; byte < 16; ++byte)
        number = number << 8U | trace.bytes[byte];
    return number;
}

Found contentOfRecording(const std::string& path)
{
    const auto reader = store::Reader::open(path);
    require(reader.has_value(), reader ? "" : reader.error().message);
    const auto chain = (*reader)->verify();
    require(chain.has_value(), chain ? "" : chain.error().message);
    require(!chain->firstBroken, "the audit chain is broken: " + chain->problem);
    Found found;
    std::int64_t spans = 0;
    const auto visited =
        (*reader)->forEachSpan({}, {}, [&found, &spans](const store::SpanRow& span) {
            ++spans;
            ++found.batches[numberIn(span.trace) / kPerBatch];
            return true;
        });
    require(visited.has_value(), visited ? "" : visited.error().message);
    const auto info = (*reader)->info();
    require(info.has_value(), info ? "" : info.error().message);
    require(info->spans == spans, "the count of spans differs from the rows");
    const auto notes = (*reader)->timeline({}, {"note"});
    require(notes.has_value(), notes ? "" : notes.error().message);
    for (const auto& note : *notes) {
        require(found.notes.insert(note.text).second, "note " + note.text + " is there twice");
        found.newestNote = std::max<std::uint64_t>(found.newestNote, std::stoull(note.text));
    }
    require(found.notes.size() == found.newestNote, "a note before the newest is missing");
    return found;
}

} // namespace

std::string integrityProblem(const std::string& path)
{
    sqlite3* database = nullptr;
    std::string problem;
    const auto take = [](void* to, int, char** texts, char**) {
        if (texts[0] != nullptr && std::string(texts[0]) != "ok")
            static_cast<std::string*>(to)->append(texts[0]).append("; ");
        return 0;
    };
    const bool isAsked = sqlite3_open(path.c_str(), &database) == SQLITE_OK
        && sqlite3_exec(database, "PRAGMA integrity_check", take, &problem, nullptr) == SQLITE_OK;
    if (!isAsked)
        problem += sqlite3_errmsg(database);
    sqlite3_close(database);
    return problem;
}

Found checkRecording(const std::string& path)
{
    Found found = contentOfRecording(path);
    const std::string problem = integrityProblem(path);
    require(problem.empty(), "integrity_check: " + problem);
    {
        const auto writer = store::Writer::open(path);
        require(writer.has_value(), writer ? "" : "to write: " + writer.error().message);
    }
    // The same after its log was moved into the file.
    const Found again = contentOfRecording(path);
    require(again.batches == found.batches && again.notes == found.notes,
            "opening it to write changed what it says");
    return found;
}

} // namespace faults
