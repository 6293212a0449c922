// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/alarm.h"

#include <QObject>
#include <QString>
#include <QSystemTrayIcon>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

class QDBusMessage;

// What a notification says: which service, which check, since when. Never a word of an answer.
struct Announcement
{
    QString title;
    QString text; // plain, one line
    QString alarm; // the id of the worst, which a click on it opens
    int severity = 4; // likewise; 1 is the worst there is
};

// Which new alarms are worth a notification: one an incident. Where alarms name none, those of one
// service belong together while any of them is open. What was open when the console began is known
// already. One that was shelved or suppressed calls again when it no longer is.
class AlarmNews
{
public:
    // Newest transition of each alarm. Nothing when there is no news. `loudest`: it is quiet but
    // for severities up to this; then the first alarm of an incident that is so grave is news, also
    // where the incident was open before, of which nobody was told.
    std::optional<Announcement> take(const std::vector<telemetry::AlarmTransition>& alarms,
                                     std::optional<int> loudest = {});

private:
    bool m_isPrimed = false;
    std::map<std::string, int> m_known; // ids of what is open, and how severe it was
    std::set<std::string> m_quiet; // of what is shelved or suppressed
    std::map<std::string, int> m_open; // incidents, by the severity of their worst
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

    // Shows and plays what a new alarm would, whether it is quiet or not; `told`: what became of
    // it, in a sentence.
    void playTest(std::function<void(const QString&)> told);

signals:
    void opened(const QString& alarm); // somebody clicked on what was announced

private slots:
    void takeAction(uint notification, const QString& action); // of the desktop

private:
    QDBusMessage messageOf(const Announcement& announcement, bool isHeard) const;
    void announceHere(const Announcement& announcement, const Ways& ways);
    void showInTray(const Announcement& announcement);

    std::map<uint, QString> m_shown; // alarms, by the desktop's number; the newest few
    bool m_isListening = false; // to the desktop
    QString m_inTray; // the alarm that was shown there last
    std::unique_ptr<QSystemTrayIcon> m_tray; // made when it is needed
};
