// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <string>

namespace bench {

// A process of this program that shows a window and says when it was first painted (firstpaint.h).
// It has settings, recordings and a runtime folder of its own, which are gone afterwards, no bus,
// ports that nobody else has, and no platform but "offscreen" unless QT_QPA_PLATFORM names one.
// Needs a QCoreApplication. One thread.
class StartedConsole
{
public:
    enum class Kind
    {
        Floor, // an empty QMainWindow in a program that has nothing but Qt, see hasFloor()
        Empty, // an empty QMainWindow in this program
        Live, // as `plumbline` without anything
        Recording, // as `plumbline FILE`
    };

    // Whether that program, plumbline-empty-window, is beside this one: it is built, not installed.
    static bool hasFloor();

    StartedConsole() = default;
    StartedConsole(const StartedConsole&) = delete;
    StartedConsole& operator=(const StartedConsole&) = delete;
    ~StartedConsole(); // ends it

    // Starts it and waits for its first frame: milliseconds from before it was started until that
    // was painted. `isStaying`: it stays open until end(); else it ends by itself and this waits
    // for that too. Unreachable: it ended, or painted nothing within a minute; with what it said.
    telemetry::Result<double> start(Kind kind, const QString& recording, bool isStaying);
    qint64 processId() const { return m_process.processId(); } // 0: not running
    void end();

private:
    telemetry::Result<void> prepare();

    QTemporaryDir m_folder;
    QProcess m_process;
};

} // namespace bench
