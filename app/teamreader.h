// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/team/teamcopy.h"
#include "models/telemetry/result.h"

#include <QObject>
#include <QStringList>

#include <atomic>
#include <optional>
#include <thread>

class Settings;

// Reads the team's configuration on a thread of its own and hands it to the settings: at the start
// of a window, when where it is has changed, and on request. What cannot be read leaves the last
// good copy. GUI thread.
class TeamReader final : public QObject
{
    Q_OBJECT

public:
    // The one of these settings, which own it.
    static TeamReader& of(Settings& settings);
    ~TeamReader() override; // waits for an exchange to be broken off

    // Another one that is under way is broken off first; it brings nothing any more.
    void read();
    bool isReading() const { return m_isReading; }
    // For people, safe to show: where it is from and how old, and why it could not be read. Empty:
    // there is no source.
    QString stateText() const;
    QStringList problems() const; // of single fields of what was read; not safe to show

signals:
    void changed();

private:
    explicit TeamReader(Settings& settings);
    void start();
    void take(const telemetry::Result<team::TeamCopy>& copy);

    Settings& m_settings;
    std::thread m_thread; // joinable until what it brings is taken
    std::atomic<bool> m_isCancelled = false;
    bool m_isReading = false;
    bool m_isOutdated = false; // what the thread reads: what is wanted is another
    std::optional<team::TeamCopy> m_copy; // that holds
    std::optional<telemetry::Error> m_error; // of the last reading
    QStringList m_problems;
};
