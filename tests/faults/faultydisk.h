// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>

namespace faults {

// A disk that does what disks do, below all of SQLite in this process (Qt's driver included): it
// can lose what was not synced, be full, fail or be slow. It is a VFS over the usual one. What is
// written can be read at once, as from a page cache; what no xSync followed is remembered, to be
// undone. Not modelled: names of files that were never synced (a file made or removed stays so),
// and files that are not SQLite's.
//
// It takes the place of the usual VFS for good: use it in a process of its own.
enum class DiskFault : std::uint8_t
{
    None,
    Full, // SQLITE_FULL on writing
    Write, // an I/O error, likewise the next two
    Read,
    Sync,
};

struct DiskPlan
{
    DiskFault fault = DiskFault::None;
    std::int64_t failsFrom = 1; // the first write, read or sync that fails, from 1 on
    std::int64_t failures = 1; // how many in a row
    // The power goes with this write, truncation or sync, from 1 on: what was not synced is left
    // as chance has it, and the process ends with kPowerCut.
    std::int64_t cutAt = std::numeric_limits<std::int64_t>::max();
    std::uint64_t seed = 1; // of what a cut leaves
    bool isLying = false; // it says that it has synced, and has not
    std::chrono::microseconds delay{0}; // of each write and sync
};
inline constexpr int kPowerCut = 99; // exit status

class FaultyDisk
{
public:
    // Before any database is open in this process; once.
    static FaultyDisk& install();

    void set(const DiskPlan& plan); // counts from 1 again
    void mend() { set({}); }
    std::int64_t failed() const { return m_failed; } // since set()
    // After each sync of a file that counts as done, with its path. Within the disk's lock: short.
    void setSynced(std::function<void(const std::string&)> synced);

    struct Private;
    Private& parts() { return *d; }

private:
    FaultyDisk();
    Private* d; // never freed: SQLite may close files when all else is gone
    std::atomic<std::int64_t> m_failed = 0;
    friend struct Private;
};

} // namespace faults
