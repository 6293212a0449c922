// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/room/roomjournal.h"

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace faults {

// What every recording has to be, whatever happened to whoever wrote it: it opens for reading and
// for writing, SQLite finds it whole, its audit chain holds, and what it counts is what it has.
// Ends the trial otherwise.
struct Found
{
    std::map<std::uint64_t, std::int64_t> batches; // spans by their number divided by kPerBatch
    std::set<std::string> notes; // texts of the entries of kind "note"
    std::uint64_t newestNote = 0; // these are numbers, from 1 on without a hole
};
inline constexpr std::uint64_t kPerBatch = 1000; // numbers of spans, of which few are used
// The number that storetest::traceId() and ingesttest::traceId() put into a trace id.
Found checkRecording(const std::string& path);
// What PRAGMA integrity_check says, but "ok"; a text of its own where it cannot be asked.
std::string integrityProblem(const std::string& path);

// Of a file that nobody has open; the first number of the first row, or what it says went wrong
// ends the trial.
std::int64_t numberIn(const std::string& path, const std::string& sql);
std::vector<std::string> tablesOf(const std::string& path);

// The rows of a table by their numbers, as bytes that differ where any value does; each is looked
// up by its number alone, up to `most`, so that damage elsewhere costs none. Empty of a table
// without row numbers. The file is not changed, and no log beside it is looked at.
using Rows = std::map<std::int64_t, std::string>;
Rows rowsByNumber(const std::string& path, const std::string& table, std::int64_t most);

// A room's journal of one person. sayNumber() keeps the entry of that number, that it was seen and
// that it was acknowledged, as a room's thread does; the first error, if any.
telemetry::Result<std::unique_ptr<room::RoomJournal>> journalOf(
    const std::string& path,
    const std::shared_ptr<room::JournalThread>& thread = std::make_shared<room::JournalThread>());
std::optional<telemetry::Error> sayNumber(room::RoomJournal& journal, std::uint64_t number);
// What was said is there once and in order, from 1 to `said`. Ends the trial otherwise.
void checkJournal(const std::string& path, std::uint64_t said);

} // namespace faults
