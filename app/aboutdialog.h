// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>
#include <QString>

namespace common {
class Theme;
}

// Which program this is, what it is made of and under which licences, and where it keeps what. What
// a bug report needs is copied by a button: no path, no name and no secret is in that. It can stay
// open beside the window.
class AboutDialog final : public QDialog
{
    Q_OBJECT

public:
    // `settingsFile`: a path; empty: settings are in memory alone.
    AboutDialog(const common::Theme& theme, const QString& settingsFile, QWidget* parent = nullptr);

    static QString reportText(); // what the button copies
};
