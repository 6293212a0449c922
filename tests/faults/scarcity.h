// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

#include <sys/types.h>

namespace faults {

// The memory that is at its end: operator new of the whole program, and what SQLite allocates.
// Whoever calls spare() is never concerned, so that a test can look on while the threads that it
// looks at go without.
struct Shortage
{
    pid_t thread = 0; // whose allocations count; 0: those of every thread that is not spared
    std::int64_t from = 0; // the first that fails, from 0 on
    std::int64_t failures = 1; // in a row
};
void spare(); // the calling thread, for good
void beginShortage(const Shortage& shortage);
std::int64_t endShortage(); // how many allocations failed
std::int64_t allocationsSeen(); // that counted, from beginShortage() to endShortage()

// Before SQLite is used in this process; its allocations alone are concerned from then on.
bool takeMemoryOfSqlite();

} // namespace faults
