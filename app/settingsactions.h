// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QString>

#include <functional>

class QAction;
class Settings;

// A checkable action shows what holds of a setting, whoever changed it: where the settings' window
// does, the action is toggled, and what hangs on it is done. `isOn` reads the setting.
void keepChecked(QAction* action, Settings& settings, const QString& key,
                 std::function<bool()> isOn);
