// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/alarmnotifier.h"
#include "models/notify/quiethours.h"
#include "models/telemetry/clock.h"

#include <QObject>
#include <QString>
#include <QTimeZone>
#include <QTimer>

#include <chrono>
#include <functional>
#include <optional>
#include <vector>

class QMenu;
class Settings;

// Passes news of alarms on to the desktop, and keeps them back while it is quiet: then one summary
// follows at the end. It says that it is quiet, so that nobody takes silence for health. GUI
// thread.
class QuietKeeper final : public QObject
{
    Q_OBJECT

public:
    using Announce = std::function<void(const Announcement& news, const DesktopNotifier::Ways&)>;

    // Both must outlive it.
    QuietKeeper(Settings& settings, const telemetry::Clock& clock, Announce announce,
                const QTimeZone& zone = QTimeZone::systemTimeZone(), QObject* parent = nullptr);

    // Severities up to this are told although it is quiet; nothing: it is not.
    std::optional<int> loudest() const;
    void tell(const std::optional<Announcement>& news);
    void see(const std::vector<telemetry::AlarmTransition>& alarms) { emit seen(alarms); }

    QString text() const; // "quiet until 07:00"; empty: it is not
    QString tip() const; // what that means, in sentences
    void quietFor(std::chrono::minutes time);
    void quietUntil(const QTime& time); // the next one
    void endOnce(); // what the two before began; regular hours stay
    void addTo(QMenu& menu); // the three, and their end
    void update(); // the clock may have passed an end; also once a second by itself

signals:
    void changed(); // text() or tip()
    void seen(const std::vector<telemetry::AlarmTransition>& alarms); // of now, in a live window

private:
    notify::QuietHours hours() const;
    void tellHeld();

    Settings& m_settings;
    const telemetry::Clock& m_clock;
    const Announce m_announce;
    const QTimeZone m_zone;
    std::vector<Announcement> m_held;
    QString m_said; // text() and tip(), as told last
    QTimer m_timer;
};

// How a window tells the desktop of new alarms.
struct AlarmCalls
{
    AlarmCalls(Settings& settings, const telemetry::Clock& clock)
        : quiet(settings, clock,
                [this](const Announcement& announcement, const DesktopNotifier::Ways& ways) {
                    notifier.announce(announcement, ways);
                })
    {
    }
    AlarmCalls(const AlarmCalls&) = delete;
    AlarmCalls& operator=(const AlarmCalls&) = delete;

    AlarmNews news;
    DesktopNotifier notifier;
    QuietKeeper quiet;
};
