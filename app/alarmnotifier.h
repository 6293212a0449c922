// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/alarm.h"

#include <QObject>
#include <QString>
#include <QSystemTrayIcon>

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

// What a notification says: which service, which check, since when. Never a word of an answer.
struct Announcement
{
    QString title;
    QString text; // plain, one line
    QString alarm; // the id of the worst, which a click on it opens
};

// Which new alarms are worth a notification: one an incident. Where alarms name none, those of one
// service belong together while any of them is open. What was open when the console began is known
// already. One that was shelved or suppressed calls again when it no longer is.
class AlarmNews
{
public:
    // Newest transition of each alarm. Nothing when there is no news.
    std::optional<Announcement> take(const std::vector<telemetry::AlarmTransition>& alarms);

private:
    bool m_isPrimed = false;
    std::set<std::string> m_known; // ids of what is open
    std::set<std::string> m_quiet; // of what is shelved or suppressed
    std::set<std::string> m_open; // incidents
};

// Shows it on the desktop: by org.freedesktop.Notifications, else in the system tray. GUI thread.
class DesktopNotifier final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;
    ~DesktopNotifier() override;

    struct Ways
    {
        bool isShown = true;
        bool isHeard = true;
    };
    void announce(const Announcement& announcement, const Ways& ways);

signals:
    void opened(const QString& alarm); // somebody clicked on what was announced

private slots:
    void takeAction(uint notification, const QString& action); // of the desktop

private:
    void announceHere(const Announcement& announcement, const Ways& ways);
    void showInTray(const Announcement& announcement);

    std::map<uint, QString> m_shown; // alarms, by the desktop's number; the newest few
    bool m_isListening = false; // to the desktop
    QString m_inTray; // the alarm that was shown there last
    std::unique_ptr<QSystemTrayIcon> m_tray; // made when it is needed
};
