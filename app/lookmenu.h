// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

class QMenu;
class Settings;

namespace common {
class Theme;
}

// Shows what the settings say of theme, density, text size and motion, in every window at once.
void applyLook(common::Theme& theme, const Settings& settings);

// The choices of the View menu. All must outlive it.
void addLookMenus(QMenu& view, common::Theme& theme, Settings& settings);
