// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/config/layers.h"
#include "models/telemetry/result.h"

#include <QString>

#include <memory>
#include <string>

class QSettings;

namespace commands {

// The settings' files, for the window and for commands alike. Each profile is a file of its own
// beside the usual one. Any thread; files are small.

// The named set of settings that holds, of PLUMBLINE_SETTINGS_PROFILE, as --settings-profile sets
// it; empty: the usual one.
QString settingsProfile();
// Letters, digits, "-" and "_", 1 to 40 of them; Usage error otherwise. "default" and empty are the
// usual one.
telemetry::Result<void> checkSettingsProfile(const std::string& name);
void setSettingsProfile(const std::string& name); // of a name that was checked

std::unique_ptr<QSettings> openSettings();
// To be called before it is written to: made for its owner alone (0600) where it is not there, and
// made so where it was not. QSettings itself would make it as the umask wants; it keeps the mode of
// one that is there. Where that cannot be done, writing says so.
void keepSettingsPrivate(const QSettings& file);
// Writes what was set, by itself QSettings does that later and tells nobody. Refused where it
// cannot be written, or is not sure to be on the disk; the message names the file. What was set
// holds on.
telemetry::Result<void> storeSettings(QSettings& file);
// All that stands in the file, with the team's last good copy and what holds for this run.
config::Layers layersOf(const QSettings& file);
config::Layers currentLayers();
// Of a key of the schema; what holds.
std::string settingText(const QString& key);

// The URL of the shared room, also one that is none: the room then refuses it, and keeps levers
// from moving, which would move without a room.
std::string roomUrlSetting(const config::Layers& layers);

QString teamCopiesFolder();
// Hands the last good copy of the team's source to the layers; nothing where there is none.
void takeTeamCopy(config::Layers& layers, const QString& folder);

} // namespace commands
