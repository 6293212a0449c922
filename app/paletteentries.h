// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/globalsearch.h"
#include "models/items/viewstate.h"
#include "models/telemetry/alarm.h"
#include "widgets/palette/paletteentry.h"

#include <QList>
#include <QMenuBar>
#include <QPair>
#include <QString>

#include <functional>
#include <vector>

class QAction;

// What the palette of a window offers, made of what the window has. Everything that is shown is
// made safe here. GUI thread.
namespace paletteentries {

struct MenuWays
{
    QList<QAction*> pages; // that go to a page
    QList<QAction*> commanding; // that change what is commanded or calls: of the present alone
    QList<QAction*> leftOut; // the palette's own
    bool isPresent = true; // live, and the cursor at now
    bool canBePresent = true; // a session that receives
};
struct MenuEntries
{
    std::vector<palette::Entry> pages;
    std::vector<palette::Entry> actions; // the others
};
// Every action of the menus with its path; none that is hidden.
MenuEntries menuEntries(const QMenuBar& bar, const MenuWays& ways);

// Keys that no action of the menus has, with what they do; `open`: shows them all.
std::vector<palette::Entry> keyEntries(const QList<QPair<QString, QString>>& keys,
                                       const std::vector<palette::Entry>& menus,
                                       std::function<void()> open);

using Go = std::function<void(const items::ViewState& state)>;
// Open ones first, the newest first among each; at most 200. `link`: with what is added to a state
// to make a link of it.
std::vector<palette::Entry> alarmEntries(const std::vector<telemetry::AlarmTransition>& alarms,
                                         const items::ViewState& link, const Go& go);

// What was found, each goes to its place.
std::vector<palette::Entry> foundEntries(const std::vector<items::Found>& found,
                                         const items::ViewState& link, const Go& go);
// How the search stands, in a sentence or two; empty: nothing is searched.
QString searchText(const items::GlobalSearch& search);

} // namespace paletteentries
