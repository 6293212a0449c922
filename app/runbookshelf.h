// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/runbook/runbook.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <string>
#include <vector>

// The runbooks that ship with the program (resources/runbooks). A broken one is left out, with a
// warning in the log: lint finds it before it ships.
std::vector<runbook::Runbook> builtInRunbooks();

// What a window can choose from.
struct RunbookShelf
{
    std::vector<runbook::Runbook> runbooks;
    QString folder; // of the operator's own; empty: none is read
    // Files of that folder that could not be read, with line and column, and what stays in use.
    QStringList problems;
    std::string commit; // of the git checkout that the folder is in; empty: none
    runbook::CommitState state = runbook::CommitState::None; // the worst of its files
    QStringList gitFiles; // that tell when these change
};

// The operator's own runbooks, then the built-in ones. One with the id of a built-in one takes its
// place, and its own come first when an alarm looks for one. A file that is broken, and stood on
// the shelf before, keeps the last version that was good. At most 200 files.
RunbookShelf readRunbooks(const QString& folder, const RunbookShelf* before = nullptr);

// Reads the folder again when something in it changes: a file, its git checkout, the folder itself,
// also one that is made later. GUI thread; what changed is read beside it, the first time at once.
class RunbookWatcher final : public QObject
{
    Q_OBJECT

public:
    explicit RunbookWatcher(const QString& folder, QObject* parent = nullptr);

    const RunbookShelf& shelf() const { return m_shelf; }

signals:
    void changed(); // of the shelf, not merely of a file

private:
    void read();
    void take(RunbookShelf shelf);
    void watch();

    const QString m_folder;
    RunbookShelf m_shelf;
    QFileSystemWatcher m_watcher;
    QTimer m_pause; // editors write in several steps
    bool m_isReading = false;
    bool m_isDue = false; // to be read once more
};
