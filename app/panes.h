// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QDockWidget;
class QMainWindow;

// Puts a pane that not every window has into the main window, which takes it: at the left, below
// those that are there, and in the menu View. GUI thread.
void addPane(QMainWindow& window, QDockWidget* pane);
