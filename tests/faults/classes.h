// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "tests/faults/trial.h"

namespace faults {

// The faults, one trial of each; see allClasses() for what they are and what has to hold.
void killRecorder(const Trial& trial);
void cutPower(const Trial& trial);
void cutPowerOfJournal(const Trial& trial);
// A disk that says it has synced and has not: no program can hold its invariant there. A suite that
// finds nothing broken by it would see nothing else either.
void cutPowerOfLyingDisk(const Trial& trial);

} // namespace faults
