// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>

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

} // namespace faults
