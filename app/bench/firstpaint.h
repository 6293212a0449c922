// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QWidget;

namespace bench {

// What `bench cold-start` and `bench idle` ask of the process that they start, in this environment
// variable: "exit" or "stay" of the console's window, "empty-exit" or "empty-stay" of an empty
// QMainWindow in its place. Anything else, and nothing, changes nothing.
inline constexpr const char* kFirstPaintVariable = "PLUMBLINE_BENCH_FIRST_PAINT";

bool isEmptyWindowAsked();
// Nothing but a QApplication and an empty QMainWindow, in whichever program calls it. The exit
// status.
int showEmptyWindow(int argc, char** argv);

// Where it was asked for: writes the line "first-paint NANOSECONDS" (of the steady clock, which all
// processes of a machine share) to standard output once the first frame of the window is painted
// and flushed, and then ends the application if that was asked for. To be called before show(), on
// the GUI thread.
void tellFirstPaint(QWidget& window);

} // namespace bench
