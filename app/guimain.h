// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commandline.h"

// Opens the window on what was asked for and runs it. Returns the exit status.
int openWindow(int argc, char** argv, const WindowRequest& request);

// Where its recording is a bundle: that is verified and unpacked, and what it holds is asked for
// instead. False: it is none. Refused where the bundle is.
telemetry::Result<bool> openBundleOf(WindowRequest& request);
