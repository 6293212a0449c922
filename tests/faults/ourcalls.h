// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string>

namespace faults {

// Calls of the system that this whole program makes through here, Qt and libstdc++ included:
// write(), fsync(), fdatasync(), rename(), link() and flock(). They do what they always do, unless
// one of the below is set. SQLite writes by another call, see faultydisk.h.
struct CallFaults
{
    bool areSyncsLost = false; // fsync() and fdatasync() say that they did
    bool areLocksLost = false; // likewise flock()
};
void setCallFaults(const CallFaults& faults);

// From now on: a file that got its name before all that was written to it was synced.
void watchNames();
std::string unsyncedName(); // the first; empty: none
int namesGiven(); // to files, since watchNames()
bool isSynced(const std::string& path); // all that was written to it, since watchNames()

// The disk below regular files is at its end, or fails.
enum class CallKind
{
    Write, // half of the bytes are written, then there is no room
    Sync, // an I/O error
    Name, // no room for it
};
struct CallPlan
{
    CallKind kind = CallKind::Write;
    std::int64_t failsFrom = 1; // the first call of the kind that fails, from 1 on
    std::int64_t failures = 1; // in a row; 0: none
};
void failCalls(const CallPlan& plan); // counts from 1 again
void mendCalls();
std::int64_t failedCalls(); // since failCalls()

} // namespace faults
