// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commandline.h"

// Opens the window on what was asked for and runs it. Returns the exit status.
int openWindow(int argc, char** argv, const WindowRequest& request);
