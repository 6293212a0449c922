// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QPalette>
#include <QString>

#include <optional>

// How the desktop wants programs to look.
struct SystemLook
{
    bool isDark = false;
    bool wantsContrast = false;
    bool wantsStillness = false; // animations are switched off
};

// What can be asked for besides the palette; Qt has no hint for any of it before 6.5.
struct SystemHints
{
    QString iconTheme; // GNOME's and GTK's high contrast come with one of their own
    QString gtkTheme; // GTK_THEME of the environment
    // Of the desktop's settings portal; empty: there is none, or it does not know.
    std::optional<unsigned> contrast; // 1: more
    std::optional<bool> hasAnimations;
};

SystemLook systemLook(const QPalette& palette, const SystemHints& hints);

// Asks the desktop: waits for the portal for a quarter of a second at the most, and only where one
// runs. GUI thread, before a theme is applied.
SystemLook askSystem();
