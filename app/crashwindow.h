// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QDialog>
#include <QString>

// The text of one crash report, to be read, copied or deleted; it is sent nowhere. Not modal; Esc
// closes it. GUI thread.
class CrashWindow final : public QDialog
{
    Q_OBJECT

public:
    explicit CrashWindow(const QString& name, QWidget* parent = nullptr);
};
