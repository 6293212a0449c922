// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/bench/suite/soaktrend.h"
#include "models/telemetry/result.h"

#include <functional>
#include <string>

namespace bench {

struct SoakSettings
{
    double hours = 8; // of recorded time
    int rate = 2000; // spans a second of recorded time; four of them are an answer
    std::string keep = "2GiB"; // the recording is a ring of so much, see store::keepFromText()
    bool hasWindow = false; // the console's window is open on it, live and drawing
    std::function<void(const std::string&)> progress; // null: none
};

// The whole path behind the receiver, as in a live console: decoding, dialects, redaction, health,
// and the ring; beside a reader that asks for the newest minutes as a page does, over and over,
// since a reader is what keeps the log from starting afresh. Time is stepped, a second of it at
// once and as fast as that goes, so that hours take as long as their work; nothing waits for the
// machine's clock but the thread that writes the log back. A signal ends it early.
//
// With a window all of this process goes by the stepped time, which then begins in the coming hour;
// ten times a second of the machine's the window goes to where that is, over minutes of the
// recording at once. What it keeps is in the memory that is measured. Main thread, once a process;
// offscreen unless QT_QPA_PLATFORM says otherwise.
telemetry::Result<SoakFigures> benchSoak(const SoakSettings& settings);
// Prints; exit status, 1 where an aim is missed.
int runSoak(const SoakSettings& settings, bool isJson);

} // namespace bench
