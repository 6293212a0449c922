// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include <sys/types.h>

namespace faults {

// The memory that is at its end: operator new of the whole program, what SQLite allocates, or what
// another library does.
// Whoever calls spare() is never concerned, so that a test can look on while the threads that it
// looks at go without.
struct Shortage
{
    pid_t thread = 0; // whose allocations count; 0: those of every thread that is not spared
    pid_t newerThan = 0; // of these only those that came into being after this one
    std::int64_t from = 0; // the first that fails, from 0 on
    std::int64_t failures = 1; // in a row
};
void spare(); // the calling thread, for good
std::vector<pid_t> threadsHere(); // of this process, in the order in which they were made
void beginShortage(const Shortage& shortage);
std::int64_t endShortage(); // how many allocations failed
std::int64_t allocationsSeen(); // that counted, from beginShortage() to endShortage()

// Before SQLite is used in this process; its allocations alone are concerned from then on.
bool takeMemoryOfSqlite();
// What the library calls malloc(), calloc(), realloc() and strdup() for; its allocations alone are
// concerned from then on. `name` is how its file's name begins. False: it is not loaded, or (with
// sanitizers, which have a malloc() of their own) cannot be concerned.
bool takeMemoryOf(const std::string& name);
// What is thrown from now on is no std::bad_alloc: nobody catches it, as if a line that catches
// that had been taken out.
void throwWhatNobodyCatches();

} // namespace faults
