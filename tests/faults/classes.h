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
void failDisk(const Trial& trial);
void slowDisk(const Trial& trial);
void fullBundle(const Trial& trial);
void meddle(const Trial& trial);
void damageRecording(const Trial& trial);
void damageBundle(const Trial& trial);
void jumpClock(const Trial& trial);
void misbehaveAsPeer(const Trial& trial);
void runOutOfMemory(const Trial& trial);

} // namespace faults
