// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/room/postgresstore.h"
#include "models/room/roomsession.h"
#include "models/telemetry/clock.h"

#include <QDir>
#include <QFile>
#include <QStringList>
#include <QTemporaryDir>
#include <QTest>

#include <memory>
#include <string>
#include <utility>

inline telemetry::TimelineEntry said(const std::string& text, const std::string& kind = "note",
                                     const std::string& subject = {},
                                     const std::string& payload = "{}")
{
    telemetry::TimelineEntry entry;
    entry.time = telemetry::SystemClock().now();
    entry.kind = kind;
    entry.actor = "somebody";
    entry.subject = subject;
    entry.text = text;
    entry.payload = payload;
    return entry;
}

// A room in one SQLite file, and the consoles of this machine in it: the journals of each account
// are in a folder of its own.
class RoomFolder
{
public:
    RoomFolder() { QVERIFY(room::initRoom(url(), {}, nullptr)); }
    room::RoomUrl url() const
    {
        return *room::roomUrlFromText("sqlite:" + file().toStdString() + "?room=main");
    }
    room::RoomOptions options(const std::string& account) const
    {
        const QString journals = path(QString::fromStdString(account));
        QDir().mkpath(journals);
        return {.url = url(),
                .password = {},
                .who = {.console = {}, .person = account, .account = account, .host = "here"},
                .journals = journals};
    }
    std::unique_ptr<room::RoomSession> open(const std::string& account) const
    {
        auto session = room::RoomSession::open(options(account));
        return session ? std::move(*session) : nullptr;
    }
    QString path(const QString& name) const { return m_folder.filePath(name); }
    QString file() const { return path(QStringLiteral("room.db")); }
    static QStringList filesOf(const QString& database)
    {
        return {database, database + QStringLiteral("-wal"), database + QStringLiteral("-shm")};
    }
    // As a server that is gone: nothing can be opened there.
    void cut() const
    {
        QVERIFY(QFile::rename(file(), path(QStringLiteral("kept.db"))));
        for (const QString& each : filesOf(file()))
            QFile::remove(each);
        QVERIFY(QFile::link(QStringLiteral("/nowhere"), file())); // is never followed
    }
    void mend() const
    {
        QVERIFY(QFile::remove(file()));
        QVERIFY(QFile::rename(path(QStringLiteral("kept.db")), file()));
    }
    // Nobody has it open meanwhile.
    void keepBackup() const { QVERIFY(QFile::copy(file(), path(QStringLiteral("backup.db")))); }
    void setBack() const
    {
        for (const QString& each : filesOf(file()))
            QFile::remove(each);
        QVERIFY(QFile::copy(path(QStringLiteral("backup.db")), file()));
    }

private:
    QTemporaryDir m_folder;
};
