// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QFileDialog>
#include <QString>

class QWidget;

namespace common {

// The file dialog of the console: Qt's own, and one that opens no file it lists. The usual ones
// look into files to tell their kind. SQLite guards a recording by POSIX locks, which a process
// loses as soon as it closes any descriptor of the file (sqlite.org/howtocorrupt.html, 2.2):
// listing the folder of the live recording would let the next process that reads it take its shared
// memory away. Hence no desktop's own dialog either, which runs in this process.
class FileDialog : public QFileDialog
{
public:
    // `suggested` is a folder, or a file to begin with. Where it names no folder that exists, it
    // begins in the one of the last choice, else in the current one.
    FileDialog(QWidget* parent, const QString& title, const QString& suggested,
               const QStringList& filters, AcceptMode mode);
};

// The chosen path, empty when it was cancelled. `filters` as "Recordings (*.plumb)".
QString askForFileToOpen(QWidget* parent, const QString& title, const QString& suggested,
                         const QStringList& filters);
// Likewise of a file to write; asks before one that exists unless `mayExist`, which leaves that to
// the caller.
QString askForFileToWrite(QWidget* parent, const QString& title, const QString& suggested,
                          const QStringList& filters, bool mayExist = false);

} // namespace common
