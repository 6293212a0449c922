// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <QByteArray>
#include <QDateTime>
#include <QString>

#include <vector>

namespace commands {

// What the console writes of its own when it crashes: texts of this machine, which are sent
// nowhere.

struct CrashFile
{
    QString name; // "crash-20261129T235919Z-4711.txt"
    QDateTime when; // UTC; when it was written
    qint64 bytes = 0;
};

inline constexpr int kCrashesKept = 10;

// ~/.local/state/plumbline, by XDG_STATE_HOME. Made, for its owner alone, where it is not there;
// empty where that cannot be.
QString plumblineStateFolder();
QString crashFolder(); // in it, likewise

std::vector<CrashFile> crashFiles(); // newest first
void keepNewestCrashes(); // removes the others

// By their name in the list, or the beginning of one that only one has. Usage error where there is
// none.
telemetry::Result<QString> crashNamed(const QString& name);
telemetry::Result<QByteArray> crashText(const QString& name); // at most 256 KiB of it
telemetry::Result<void> deleteCrash(const QString& name);

} // namespace commands
