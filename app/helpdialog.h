// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "widgets/common/theme.h"

#include <QDialog>
#include <QList>
#include <QPair>
#include <QString>

class QAction;

// What the keys do and what the signs mean, on one page. It can stay open beside the window.
class HelpDialog final : public QDialog
{
    Q_OBJECT

public:
    // `pages`: what goes to a page, with its shortcut.
    HelpDialog(const QList<QAction*>& pages, const common::Theme& theme, QWidget* parent = nullptr);

    // Keys and what they do, but for those that go to a page; those that command only on demand.
    static QList<QPair<QString, QString>> keys(bool withCommands);
};
