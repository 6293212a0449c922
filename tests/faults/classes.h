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
void failDiskOfRing(const Trial& trial);
void failDiskOfJournal(const Trial& trial);
void failDiskBeside(const Trial& trial);
void slowDisk(const Trial& trial);
void fullBundle(const Trial& trial);
void meddle(const Trial& trial);
void damageRecording(const Trial& trial);
void damageLog(const Trial& trial);
void damageBundle(const Trial& trial);
void jumpClock(const Trial& trial);
void misbehaveAsPeer(const Trial& trial);
void pullFromBadPeer(const Trial& trial);
// What a line holds, and each with that line taken out, which must be seen.
void nameFiles(const Trial& trial);
void nameFilesUnsynced(const Trial& trial);
void failDiskBesideUnsynced(const Trial& trial);
void openTwice(const Trial& trial);
void openTwiceUnlocked(const Trial& trial);
void readMore(const Trial& trial);
void readMoreQuadratically(const Trial& trial);
void fillIn(const Trial& trial);
void fillInUnescaped(const Trial& trial);
void runOutOfMemory(const Trial& trial);
void starveWriter(const Trial& trial);
void starveHealth(const Trial& trial);
void starveDecoder(const Trial& trial);
void starveSession(const Trial& trial);
void starveSqlite(const Trial& trial);
void starveLever(const Trial& trial);
void starveWebhook(const Trial& trial);
void starvePull(const Trial& trial);
void starveJournal(const Trial& trial);
void starveProbe(const Trial& trial);
void starveWebhookUncaught(const Trial& trial);
void starveLibrary(const Trial& trial);
void starveLibraryUnseen(const Trial& trial);

} // namespace faults
