// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

// A fatal signal, or an exception that nobody caught, leaves a report in `folder`, 0600: time,
// version, signal, an assertion's text, frames, modules with their addresses, the last lines of
// logring. One line on stderr says where it is. Then the program ends by that signal, as without
// it. Nothing of telemetry is in it, and no path: of the recording its base name. Once, on the GUI
// thread, before other threads begin.
namespace crash {

// False: nothing is written on a crash, since the folder cannot be opened.
bool install(const QString& folder, const QString& version);
void setRecording(const QString& baseName); // safe to show

} // namespace crash
