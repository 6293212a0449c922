// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/sessionstate.h"
#include "app/singleinstance.h"
#include "widgets/common/messagebar.h"

#include <QObject>
#include <QString>
#include <QTimer>

#include <memory>
#include <string>
#include <vector>

class MainWindow;
class Settings;
class Tray;

// How a window lives on the desktop beside what it shows: others hand over to it, what it has open
// is kept in case that it crashes, and what crashed before is told of and offered again. What it
// says stands in bars of its own above the pages. GUI thread.
class Residence final : public QObject
{
    Q_OBJECT

public:
    // What is told by PLUMBLINE_RECOVER is opened at once: by a window that was asked for it.
    // `isDrill`: it stands for itself, and nothing of it is offered again. `bundle`: the path of
    // the one that the recording was unpacked from, empty of none. All must outlive it.
    Residence(MainWindow& window, common::Theme& theme, Settings& settings, bool isDrill,
              const std::string& bundle = {});
    ~Residence() override; // a clean end

    common::MessageBar* say(common::MessageBar::Kind kind, const QString& text,
                            const QString& actionText = {});
    void keep(); // what is open; also every two seconds by itself

private:
    void listen();
    void offerLeft();
    void openLeft();
    void apply(const OpenedState& state);
    void openElsewhere(LeftSession& left);
    void tellCrash();
    OpenedState opened() const;

    MainWindow& m_window;
    common::Theme& m_theme;
    Settings& m_settings;
    const std::string m_bundle;
    SingleInstance m_instance;
    std::unique_ptr<SessionFile> m_file; // null of a drill, or where none can be written
    std::vector<LeftSession> m_left; // that are offered
    common::MessageBar* m_offer = nullptr;
    QTimer m_keeping;
    Tray* m_tray = nullptr; // null on a recording
};
