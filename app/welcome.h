// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/openwork.h"
#include "app/recentfiles.h"
#include "widgets/common/theme.h"

#include <QObject>
#include <QPointer>
#include <QString>
#include <QStringList>
#include <QThreadPool>

#include <functional>
#include <optional>
#include <vector>

class BundleOpener;
class QDialog;
class Session;
class Settings;
class QWidget;

namespace welcome {
class WelcomePage;
}

// The welcome beside a window: drills and recordings open in windows of their own, connecting and
// what is unfinished here goes on in this one, by the signals. Nothing waits for it. GUI thread;
// the files are looked at in another.
class Welcome final : public QObject
{
    Q_OBJECT

public:
    struct Ways
    {
        // Opens a window of its own with these arguments; false: it could not be.
        std::function<bool(const QStringList& arguments)> openWindow;
        std::function<QString()> chooseFile; // empty: none
        QString recordings; // the folder of live windows
    };
    // All must outlive it; it is `window`'s child.
    Welcome(const Session& session, Settings& settings, const common::Theme& theme, Ways ways,
            QWidget* window);
    ~Welcome() override; // waits for what is being read

    void show();
    void showAtStart(); // the first time, and where that is wanted

signals:
    void connectWanted();
    void runWanted(); // the run that is unfinished in this window's recording
    void incidentWanted(); // the incident that is open there

private:
    struct Found
    {
        std::vector<RecentRecording> recent;
        std::optional<OpenWork> work;
    };
    void build();
    void read();
    void take(const Found& found);
    void startDrill(const QString& scenario);
    void openFile(const QString& path);
    void goOn();
    void close();
    void tellFailure(const QString& text);

    const Session& m_session;
    Settings& m_settings;
    const common::Theme& m_theme;
    Ways m_ways;
    QWidget* m_window;
    QPointer<QDialog> m_dialog; // null while it is not open
    QPointer<welcome::WelcomePage> m_page; // in it
    std::optional<OpenWork> m_work;
    QThreadPool m_worker; // one thread
};

// By the desktop's file dialog, and processes of this program. `window` must outlive it.
Welcome::Ways desktopWelcomeWays(QWidget* window);
