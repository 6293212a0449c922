// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/alarm.h"

#include <QIcon>
#include <QObject>
#include <QString>

#include <memory>
#include <optional>
#include <string>
#include <vector>

class MainWindow;
class QAction;
class QMenu;
class QSystemTrayIcon;
class QWidget;
class Settings;

namespace common {
class Theme;
}

// What the tray shows of a window's alarms.
struct TrayState
{
    int open = 0; // alarms that are not cleared, shelved or suppressed
    int severity = 0; // of the worst; 0: none is open
    bool isAcknowledged = false; // the worst is
    std::string newest; // id of the open alarm that was raised last; empty: none
    QString text; // in words, with n and age; plain
};
TrayState trayStateOf(const std::vector<telemetry::AlarmTransition>& alarms,
                      telemetry::Timestamp now);
// Shape first: each state has another, whatever its colour.
QIcon trayIconOf(const TrayState& state, const common::Theme& theme);

// Closes the window also where closing only hides it. False: it stays, and says why.
bool quitWindow(QWidget& window);

// A live window's place in the desktop's tray, where there is one. When the settings say so the
// window, once closed, goes on there; only Quit, a signal or the end of the desktop's session ends
// it then. GUI thread.
class Tray final : public QObject
{
    Q_OBJECT

public:
    // All must outlive it, but for the parent.
    Tray(MainWindow& window, common::Theme& theme, Settings& settings, QObject* parent = nullptr);
    ~Tray() override;

    QMenu* menu() const { return m_menu.get(); }

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    bool staysOpen() const; // closing hides
    void show(const std::vector<telemetry::AlarmTransition>& alarms);
    void tellThatItStays();
    void refresh();

    MainWindow& m_window;
    common::Theme& m_theme;
    Settings& m_settings;
    std::vector<telemetry::AlarmTransition> m_alarms;
    bool m_isTold = false; // of them, so far
    bool m_isHidden = false; // the window is, and goes on here
    std::string m_newest;
    std::unique_ptr<QMenu> m_menu; // of the icon, which does not own it
    QAction* m_openNewest;
    std::unique_ptr<QSystemTrayIcon> m_icon;
};
