// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commandline.h"

#include <QString>

struct HandedOver
{
    bool isTaken = false; // another window shows it: this program is done
    QString problem; // why this one opens although there is another; empty: there is none
};

// Gives what was asked for to the window that is open on it already, where there is one: the live
// window, or the one of the same recording. A drill, and a window that is given options of its own,
// stand for themselves. `settings`: the settings' file.
HandedOver handOverWindow(const WindowRequest& request, const QString& settings);
