// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

// From now on a crash of this process leaves a report, see crashhandler.h; of those before, the
// newest are kept. Says on stderr where none could be written. Once a process, before other threads
// begin; `version` is the program's.
void watchForCrashes(const QString& version);
