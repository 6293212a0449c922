// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/followers.h"
#include "models/items/globalsearch.h"
#include "models/items/incidentfollower.h"
#include "models/items/viewstate.h"
#include "widgets/palette/paletteentry.h"

#include <QList>
#include <QObject>
#include <QString>

#include <functional>
#include <string>
#include <vector>

class MainWindow;
class QAction;
class QMenu;
class QMenuBar;
class RunbookWatcher;
class Session;
class Settings;

namespace common {
class Theme;
}
namespace palette {
class CommandPalette;
}
namespace runbookview {
class RunbookDock;
}

// What the palette of a window finds things in; all of it outlives the window's views.
struct PaletteGround
{
    MainWindow& window;
    QMenuBar& menus;
    Session& session;
    const common::Theme& theme;
    Settings& settings;
    items::FleetFollower& fleet;
    const items::IncidentsFollower& incidents;
    const RunbookWatcher& books;
    runbookview::RunbookDock& runbook;
    QList<QAction*> pages; // actions that go to a page
    QList<QAction*> commanding; // see paletteentries::MenuWays; without null
    QAction* keys; // shows all keys
    std::function<std::vector<palette::Entry>()> guide; // its pages; asked when it is opened
};

// The palette of a window: puts its action into a menu and a button beside the menus, gathers the
// entries when it is opened, and goes where one leads. Where the past is looked at it offers
// nothing that commands. Child of the window; GUI thread.
class PaletteHost final : public QObject
{
    Q_OBJECT

public:
    PaletteHost(const PaletteGround& ground, QMenu& menu);

    void open();
    palette::CommandPalette& view() const { return *m_view; }

private:
    bool isPresent() const;
    items::ViewState linkBase() const; // what links from here have besides their place
    void go(const items::ViewState& state);
    std::vector<palette::Entry> gather();
    void addServices(std::vector<palette::Entry>& entries);
    void addIncidents(std::vector<palette::Entry>& entries);
    void addRunbooks(std::vector<palette::Entry>& entries);
    void addRecordings(std::vector<palette::Entry>& entries);
    void openRunbook(const std::string& id);
    void openRecording(const QString& path);
    void showFindings();

    const PaletteGround m_ground;
    QAction* m_action;
    items::GlobalSearch m_search;
    palette::CommandPalette* m_view; // child of the window
};
