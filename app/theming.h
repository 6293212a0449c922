// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/settings.h"

#include <QPalette>
#include <QString>

// The theme to load: the one chosen, or the one that fits the system's palette (Qt has no colour
// scheme hint before 6.5).
inline QString themeName(Settings::ThemeChoice choice, const QPalette& system)
{
    using namespace Qt::StringLiterals;
    const bool isDark = choice == Settings::ThemeChoice::Dark
        || (choice == Settings::ThemeChoice::System
            && system.color(QPalette::Window).lightness() < 128);
    return isDark ? u"dark"_s : u"light"_s;
}
