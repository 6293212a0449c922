// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>
#include <QVariantMap>

#include <optional>

class Settings;

namespace config {
struct Document;
}

// What is in a file of settings although it is none of the schema: the keys that were changed, and
// the layouts of the window. GUI thread.
struct SettingsExtras
{
    std::optional<QVariantMap> keys; // as common::Keymap::overrides()
    std::optional<QVariantMap> layouts; // as Settings::layouts()
};

// What cannot be taken over, and why, one a line; texts of the file are in it, safe to show.
QStringList extrasProblems(const config::Document& document, const Settings& settings);
// What would be there after it, of what would change: the keys of the file instead of those there
// are, its layouts beside them, instead of those of the same name.
SettingsExtras extrasAfter(const config::Document& document, const Settings& settings);
// One line each for people, safe to show.
QStringList extrasTexts(const SettingsExtras& after, const Settings& settings);
// What was there before, to be given back in the same way. Keys hold in every window at once.
SettingsExtras takeExtras(const SettingsExtras& after, Settings& settings);
