// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QMenu;
class Settings;

// Adds to the menu View the language of the next window, which it says there: what is shown already
// stays as it is.
void addLanguageMenu(QMenu& view, Settings& settings);
