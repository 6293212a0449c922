// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/store/salvage.h"

#include "models/store/filelock.h"
#include "models/store/recordingfiles.h"
#include "models/store/salvagemend.h"
#include "models/store/salvagetable.h"
#include "models/store/schema.h"
#include "models/store/sqlite.h"
#include "models/store/writer.h"
#include "models/telemetry/actors.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <system_error>
#include <utility>

#include <fcntl.h>
#include <unistd.h>

namespace store {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Result;

// What is not whole yet bears this behind its name: nobody takes it for a recording.
constexpr const char* kUnfinished = ".part";

// Also of the indexes: what they have and the tables have not is the trace of rows that went with a
// page, of which nothing else tells. `table`: of that alone.
bool isFoundSound(const Database& database, const std::string& table = {})
{
    Statement check = database.prepare(
        "PRAGMA integrity_check(" + (table.empty() ? std::string("1") : "'" + table + "'") + ")");
    return check.step() && check.text(0) == "ok";
}

bool isSynced(const std::string& path)
{
    const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (file < 0)
        return false;
    const bool isGood = ::fsync(file) == 0;
    ::close(file);
    return isGood;
}

Result<void> countRows(const Database& database, std::vector<SalvagedTable>& tables)
{
    for (SalvagedTable& table : tables) {
        Statement count = database.prepare("SELECT count(*) FROM " + table.name);
        if (!count.step())
            return tl::make_unexpected(database.lastError("be read"));
        table.rows = count.integer(0);
    }
    return {};
}

Result<Salvaged> copyAll(const std::string& path, const std::string& out)
{
    // Of what a writer has open SQLite knows more than the log says.
    const LogDamage log = FileLock::isHeld(path) ? LogDamage{} : logDamage(path);
    // One that may write takes away what SQLite puts beside the file; where there is a log, it
    // would move that into the file.
    std::error_code error;
    const auto logBytes = std::filesystem::file_size(path + "-wal", error);
    const auto from = Database::open(
        path, error || logBytes == 0 ? Database::Mode::ReadWrite : Database::Mode::ReadOnly);
    if (!from)
        return tl::make_unexpected(from.error());
    // One transaction: one state of the file, and no lock is asked for at every step.
    static_cast<void>(from->execute(
        "PRAGMA query_only=ON; PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; BEGIN"));
    if (const auto owned = checkOwner(*from); !owned)
        return tl::make_unexpected(owned.error());
    const auto schema = checkSchema(*from);
    if (!schema && log.isCutOff)
        return failure(ErrorKind::Unreadable,
                       path
                           + " cannot be salvaged: all of it was in its log (-wal), and that is "
                             "damaged where it begins.");
    if (!schema)
        return tl::make_unexpected(schema.error());
    Statement tables = from->prepare("SELECT count(*) FROM sqlite_master WHERE type='table'");
    if (!tables.step() || tables.integer(0) == 0)
        return failure(ErrorKind::Unreadable,
                       path + " cannot be salvaged: its list of tables cannot be read.");
    const auto to = Database::open(out, Database::Mode::Create);
    if (!to)
        return tl::make_unexpected(to.error());
    // Without a journal: what fails is removed as a whole.
    auto done = to->execute("PRAGMA page_size=8192; PRAGMA journal_mode=OFF; PRAGMA "
                            "synchronous=OFF; PRAGMA temp_store=FILE");
    if (done)
        done = migrate(*to, *schema);
    // What a new file says of itself would pass for what the old one said.
    if (done)
        done = to->execute("DELETE FROM counters; BEGIN");
    if (!done)
        return tl::make_unexpected(done.error());
    Salvaged salvaged;
    salvaged.log = log;
    salvaged.isSound = isFoundSound(*from);
    for (const TableShape& shape : tableShapes(*to)) {
        auto table = copyTable(*from, *to, shape, salvaged.isSound);
        if (!table)
            return tl::make_unexpected(table.error());
        table->isDoubtful =
            !table->isDamaged && !salvaged.isSound && !isFoundSound(*from, shape.name);
        salvaged.tables.push_back(std::move(*table));
    }
    done = to->execute("COMMIT");
    if (done)
        done = migrate(*to);
    if (done)
        done = to->execute("BEGIN");
    if (done) { // where all could be read, too: another digit leads to what is not there
        const auto bytes = std::filesystem::file_size(path, error);
        done = mendSalvaged(*to, salvaged, *schema, error ? 0 : static_cast<std::int64_t>(bytes));
    }
    if (done)
        done = countRows(*to, salvaged.tables);
    if (done)
        done = to->execute("COMMIT; PRAGMA journal_mode=WAL");
    if (!done)
        return tl::make_unexpected(done.error());
    return salvaged;
}

// In its timeline; brings it to the newest schema too.
Result<void> tellSalvage(const std::string& out, const Salvaged& salvaged, telemetry::Timestamp now)
{
    auto writer = Writer::open(out);
    if (!writer)
        return tl::make_unexpected(writer.error());
    telemetry::TimelineEntry entry;
    entry.time = entry.recorded = now;
    entry.kind = "recording";
    entry.actor = telemetry::actors::kRecorder;
    entry.text = salvaged.sentence();
    entry.payload = "{}";
    if (const auto appended = (*writer)->append(std::move(entry)); !appended)
        return tl::make_unexpected(appended.error());
    return (*writer)->commit();
}

Result<Salvaged> copyInto(const std::string& unfinished, const std::string& path,
                          telemetry::Timestamp now)
{
    // For the owner only, as every recording.
    const int descriptor = ::open(unfinished.c_str(), O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return failure(ErrorKind::Refused, unfinished + " cannot be made.");
    ::close(descriptor);
    auto salvaged = copyAll(path, unfinished);
    if (!salvaged)
        return salvaged;
    if (const auto told = tellSalvage(unfinished, *salvaged, now); !told)
        return tl::make_unexpected(told.error());
    return salvaged;
}

// Its name is given to it when all of it is on the disk, and not over what somebody else has put
// there meanwhile.
Result<void> putInPlace(const std::string& unfinished, const std::string& out)
{
    const auto refused = [&out](const std::string& why) {
        return failure(ErrorKind::Refused, out + " cannot be written: " + why + '.');
    };
    std::error_code error;
    if (const auto log = std::filesystem::file_size(unfinished + "-wal", error); !error && log > 0)
        return refused("not all of it reached the file");
    if (!isSynced(unfinished))
        return refused(std::strerror(errno));
    if (::link(unfinished.c_str(), out.c_str()) == 0) {
        ::unlink(unfinished.c_str());
    } else if (errno == EEXIST) {
        return failure(ErrorKind::Usage, out + " is there already. Name a new file.");
    } else if (std::filesystem::rename(unfinished, out, error); error) {
        return refused(error.message()); // a file system without links comes here
    }
    const auto folder = std::filesystem::path(out).parent_path();
    static_cast<void>(isSynced(folder.empty() ? "." : folder.string()));
    return {};
}

} // namespace

bool Salvaged::isWhole() const
{
    return isSound && !log.isAny() && std::ranges::none_of(tables, &SalvagedTable::isDamaged);
}

std::int64_t Salvaged::leftOut() const
{
    std::int64_t rows = 0;
    for (const SalvagedTable& table : tables)
        rows += table.leftOut;
    return rows;
}

std::string Salvaged::sentence() const
{
    std::string names;
    for (const SalvagedTable& table : tables) {
        if (!table.isDamaged)
            continue;
        names += (names.empty() ? "" : ", ") + table.name;
        if (table.mostLost > 0)
            names += " (at most " + std::to_string(table.mostLost) + " rows)";
    }
    std::string text = isWhole() ? "Salvaged from a file of which all rows could be read"
                                 : "Salvaged from a damaged file";
    text += names.empty() ? "." : "; missing is some of: " + names + '.';
    std::string doubtful;
    for (const SalvagedTable& table : tables) {
        if (table.isDoubtful)
            doubtful += (doubtful.empty() ? "" : ", ") + table.name;
    }
    if (!doubtful.empty())
        text += " Some of these may be missing without a trace, since their pages are damaged: "
            + doubtful + '.';
    else if (names.empty() && !isSound)
        text += " Its structure is damaged, but not that of a table.";
    if (log.isCutOff)
        text += " Its log (-wal) is damaged: "
            + (log.commits > 0
                   ? "at least the last " + std::to_string(log.commits) + " commits are missing."
                   : std::string("how much of the newest is missing cannot be told."));
    if (log.isEndTorn)
        text += " The last commit in its log (-wal) is not whole, and is missing.";
    if (spansWithoutContent > 0)
        text += " " + std::to_string(spansWithoutContent)
            + " spans are left out, of which the content is gone.";
    if (const std::int64_t others = leftOut() - spansWithoutContent; others > 0)
        text += " " + std::to_string(others)
            + " other rows are left out, since what they belong to is gone.";
    if (answersWithoutSpan > 0)
        text += " " + std::to_string(answersWithoutSpan) + " answers are there without their span.";
    if (renamed > 0)
        text += " " + std::to_string(renamed) + " names that are gone are called lost.";
    return text;
}

Result<Salvaged> salvage(const std::string& path, const std::string& out, telemetry::Timestamp now)
{
    // A log that is left of another file would be taken for that of the new one.
    for (const char* suffix : {"", "-wal", "-journal"}) {
        std::error_code error;
        if (std::filesystem::exists(std::filesystem::symlink_status(out + suffix, error)))
            return failure(ErrorKind::Usage, out + suffix + " is there already. Name a new file.");
    }
    auto lock = FileLock::acquire(out);
    if (!lock)
        return tl::make_unexpected(lock.error());
    const std::string unfinished = out + kUnfinished;
    discardRecording(unfinished); // of one that was killed
    auto salvaged = copyInto(unfinished, path, now);
    if (salvaged) {
        if (const auto placed = putInPlace(unfinished, out); !placed)
            salvaged = tl::make_unexpected(placed.error());
    }
    if (!salvaged)
        discardRecording(unfinished);
    lock->remove();
    return salvaged;
}

} // namespace store
