// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/faults/recordingcheck.h"

#include "models/store/reader.h"
#include "models/store/writer.h"
#include "tests/faults/trial.h"
#include "tests/models/store/storefixture.h"

#include <algorithm>
#include <vector>

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

std::int64_t numberIn(const std::string& path, const std::string& sql)
{
    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
    const bool isAsked = sqlite3_open(path.c_str(), &database) == SQLITE_OK
        && sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK
        && sqlite3_step(statement) == SQLITE_ROW;
    require(isAsked, sql + ": " + sqlite3_errmsg(database));
    const std::int64_t number = sqlite3_column_int64(statement, 0);
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return number;
}

std::vector<std::string> tablesOf(const std::string& path)
{
    sqlite3* database = nullptr;
    std::vector<std::string> names;
    const auto take = [](void* to, int, char** texts, char**) {
        static_cast<std::vector<std::string>*>(to)->emplace_back(texts[0]);
        return 0;
    };
    require(sqlite3_open(path.c_str(), &database) == SQLITE_OK
                && sqlite3_exec(database,
                                "SELECT name FROM sqlite_master WHERE type='table' AND name NOT "
                                "LIKE 'sqlite%' ORDER BY name",
                                take, &names, nullptr)
                    == SQLITE_OK,
            "the tables of " + path + " cannot be listed");
    sqlite3_close(database);
    return names;
}

Rows rowsByNumber(const std::string& path, const std::string& table, std::int64_t most)
{
    Rows rows;
    sqlite3* database = nullptr;
    sqlite3_stmt* statement = nullptr;
    const std::string name = "file:" + path + "?immutable=1";
    const std::string sql = "SELECT * FROM " + table + " NOT INDEXED WHERE rowid=?1";
    const bool isAsked =
        sqlite3_open_v2(name.c_str(), &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr)
            == SQLITE_OK
        && sqlite3_exec(database, "PRAGMA cell_size_check=ON", nullptr, nullptr, nullptr)
            == SQLITE_OK
        && sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) == SQLITE_OK;
    for (std::int64_t number = 1; isAsked && number <= most; ++number) {
        sqlite3_bind_int64(statement, 1, number);
        if (sqlite3_step(statement) == SQLITE_ROW) {
            std::string& bytes = rows[number];
            for (int column = 0; column < sqlite3_column_count(statement); ++column) {
                const int type = sqlite3_column_type(statement, column);
                const auto* value =
                    static_cast<const char*>(sqlite3_column_blob(statement, column));
                const int size = sqlite3_column_bytes(statement, column);
                bytes += std::to_string(type) + ':' + std::to_string(size) + ':';
                bytes.append(value != nullptr ? value : "", value != nullptr ? size : 0);
            }
        }
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    sqlite3_close(database);
    return rows;
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

telemetry::Result<std::unique_ptr<room::RoomJournal>>
journalOf(const std::string& path, const std::shared_ptr<room::JournalThread>& thread)
{
    return room::RoomJournal::open(thread, QString::fromStdString(path), "here", "main",
                                   {.console = {}, .person = "ada", .account = "ada", .host = "h"});
}

std::optional<telemetry::Error> sayNumber(room::RoomJournal& journal, std::uint64_t number)
{
    telemetry::TimelineEntry entry = storetest::note(std::to_string(number), 1);
    entry.payload = "{}";
    if (const auto said = journal.append(std::move(entry)); !said)
        return said.error();
    const auto last = static_cast<std::int64_t>(number);
    if (const auto seen = journal.setSeen({.sequence = last, .hash = std::to_string(number)});
        !seen)
        return seen.error();
    if (const auto kept = journal.setAcknowledged(last); !kept)
        return kept.error();
    return std::nullopt;
}

void checkJournal(const std::string& path, std::uint64_t said)
{
    auto opened = journalOf(path);
    require(opened.has_value(), opened ? "" : opened.error().message);
    const auto entries = (*opened)->after(0);
    require(entries && entries->size() == said, "what was said is not there, or twice");
    std::string previous = room::kNoHash;
    for (const room::RoomEntry& entry : *entries) {
        require(entry.previousHash == previous && entryHash(entry, "main") == entry.hash,
                "the journal's chain is broken");
        require(entry.entry.text == std::to_string(entry.authorSequence), "out of order");
        previous = entry.hash;
    }
    const auto seen = (*opened)->seen();
    require(seen.hash == (seen.sequence == 0 ? "" : std::to_string(seen.sequence)),
            "what was seen is half of one and half of another");
}

} // namespace faults
