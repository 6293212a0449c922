// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timerange.h"

#include <QString>

#include <string>

// The recording of a folder that a live window is to continue instead of beginning one: of the five
// newest the newest that nobody writes and that holds a run of a runbook which is neither finished
// nor aborted nor left, and of which something happened in the last day. Empty: none. So a run goes
// on where it was when the console crashed.
std::string unfinishedRecording(const QString& folder, telemetry::Timestamp now);

// Whether a recording holds such a run, whoever writes it.
bool hasUnfinishedRun(const std::string& recording, telemetry::Timestamp now);
