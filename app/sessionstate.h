// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/items/viewstate.h"
#include "models/store/filelock.h"

#include <QByteArray>
#include <QMap>
#include <QString>
#include <QVariantMap>

#include <memory>
#include <optional>
#include <string>
#include <vector>

// What a window had open, kept while it is open, so that the next start can offer it after a crash.
// Nothing in it commands: where to look, how it was arranged, and text that was not sent.
struct OpenedState
{
    bool isLive = false; // it recorded; else it showed a recording
    std::string recording; // path
    std::string bundle; // path of the one that it was unpacked from; empty: of none
    items::ViewState view;
    QVariantMap layout; // windowlayout's
    QMap<QString, QString> drafts; // by the name of the line they were typed into
};

QByteArray toJson(const OpenedState& state);
std::optional<OpenedState> openedStateFrom(const QByteArray& json); // nothing: not understood

// This window's own file of it, 0600: `folder`/<time>-<process>-<n>.json, with a lock that the
// kernel lets go of however the process ends. GUI thread.
class SessionFile final
{
public:
    // Null where it cannot be made.
    static std::unique_ptr<SessionFile> make(const QString& folder);
    SessionFile(const SessionFile&) = delete;
    SessionFile& operator=(const SessionFile&) = delete;
    ~SessionFile(); // a clean end: nothing is left to be offered

    // Atomic, and only where it is not what was written last. False: it could not be.
    bool write(const OpenedState& state);
    const QString& path() const { return m_path; }

private:
    SessionFile() = default;

    QString m_path;
    store::FileLock m_lock;
    QByteArray m_written;
};

// One whose window is no more, although it did not end. While this lives, no other window offers
// it.
struct LeftSession
{
    QString path;
    OpenedState state;
    store::FileLock lock;
};

// Oldest first. What is older than a week, or cannot be understood, is removed.
std::vector<LeftSession> leftSessions(const QString& folder);
// One by its file's name alone.
std::optional<LeftSession> leftSession(const QString& folder, const QString& name);
void forget(LeftSession& left); // it was taken, or nobody wants it
