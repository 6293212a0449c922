// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/panes.h"

#include <QAction>
#include <QCoreApplication>
#include <QDockWidget>
#include <QMainWindow>
#include <QMenu>

using namespace Qt::StringLiterals;

void addPane(QMainWindow& window, QDockWidget* pane)
{
    window.addDockWidget(Qt::LeftDockWidgetArea, pane, Qt::Vertical);
    auto* fleet = window.findChild<QDockWidget*>(u"fleet"_s);
    auto* view = window.findChild<QMenu*>(u"viewMenu"_s);
    // A fleet of a few services is short: it leaves the rest to what is read.
    if (fleet != nullptr)
        window.resizeDocks({fleet, pane}, {1, 3}, Qt::Vertical);
    if (view == nullptr)
        return;
    QAction* shown = pane->toggleViewAction();
    shown->setText(QCoreApplication::translate("MainWindow", "%1 Pane").arg(pane->windowTitle()));
    view->addAction(shown);
}
