// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace faults {

// Calls of the system that this whole program makes through here: fsync(), rename(), link() and
// flock(). They do what they always do, unless one of the two is set, which are what somebody who
// takes a line out of the program would bring about.
struct CallFaults
{
    bool areSyncsLost = false; // fsync() says that it did
    bool areLocksLost = false; // likewise flock()
};
void setCallFaults(const CallFaults& faults);

// From now on: a file that got its name before all that was written to it was synced.
void watchNames();
std::string unsyncedName(); // the first; empty: none
int namesGiven(); // to files, since watchNames()

} // namespace faults
