// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the window that takes panes which not every window has.

#include "app/mainwindow.h"

#include <QAction>
#include <QDockWidget>
#include <QMenu>

using namespace Qt::StringLiterals;

void MainWindow::addPane(QDockWidget* pane)
{
    addDockWidget(Qt::LeftDockWidgetArea, pane, Qt::Vertical);
    auto* fleet = findChild<QDockWidget*>(u"fleet"_s);
    auto* view = findChild<QMenu*>(u"viewMenu"_s);
    // The fleet of a drill is short: it leaves the rest to what is read.
    if (fleet != nullptr)
        resizeDocks({fleet, pane}, {1, 3}, Qt::Vertical);
    if (view == nullptr)
        return;
    QAction* shown = pane->toggleViewAction();
    shown->setText(tr("%1 Pane").arg(pane->windowTitle()));
    view->addAction(shown);
}
