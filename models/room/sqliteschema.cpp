// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/sqliteschema.h"

namespace room {

using namespace Qt::StringLiterals;

const QStringList& sqliteTables()
{
    static const QStringList statements{
        u"CREATE TABLE IF NOT EXISTS room (name TEXT PRIMARY KEY, last_sequence INTEGER NOT NULL "
        "DEFAULT 0)"_s,
        u"CREATE TABLE IF NOT EXISTS console (console TEXT PRIMARY KEY, room TEXT NOT NULL, person "
        "TEXT NOT NULL, account TEXT NOT NULL, host TEXT NOT NULL, last_author_sequence INTEGER "
        "NOT "
        "NULL DEFAULT 0, last_hash TEXT NOT NULL)"_s,
        u"CREATE TABLE IF NOT EXISTS entry (room TEXT NOT NULL, sequence INTEGER NOT NULL, uuid "
        u"TEXT "
        "NOT NULL UNIQUE, console TEXT NOT NULL, author_sequence INTEGER NOT NULL, previous_hash "
        "TEXT NOT NULL, hash TEXT NOT NULL, seen INTEGER NOT NULL, time_ns INTEGER NOT NULL, kind "
        "TEXT NOT NULL, actor TEXT NOT NULL, account TEXT NOT NULL, subject TEXT NOT NULL, body "
        "TEXT "
        "NOT NULL, payload TEXT NOT NULL, recorded_ns INTEGER NOT NULL, PRIMARY KEY (room, "
        "sequence), UNIQUE (console, author_sequence))"_s,
        u"CREATE TRIGGER IF NOT EXISTS entry_stays BEFORE UPDATE ON entry BEGIN SELECT "
        u"RAISE(ABORT, "
        "'an entry is never changed'); END"_s,
        u"CREATE TRIGGER IF NOT EXISTS entry_remains BEFORE DELETE ON entry BEGIN SELECT "
        "RAISE(ABORT, 'an entry is never removed'); END"_s,
        u"CREATE TABLE IF NOT EXISTS presence (console TEXT PRIMARY KEY, room TEXT NOT NULL, view "
        "TEXT NOT NULL, seen_ns INTEGER NOT NULL)"_s,
        u"CREATE TABLE IF NOT EXISTS lever_lock (room TEXT NOT NULL, name TEXT NOT NULL, console "
        "TEXT, fence INTEGER NOT NULL, until_ns INTEGER NOT NULL, PRIMARY KEY (room, name))"_s,
        u"CREATE TABLE IF NOT EXISTS approval_spent (approval TEXT PRIMARY KEY, intent TEXT NOT "
        "NULL, console TEXT NOT NULL)"_s,
        u"CREATE TABLE IF NOT EXISTS role (room TEXT NOT NULL, person TEXT NOT NULL, fires INTEGER "
        "NOT NULL, approves INTEGER NOT NULL, PRIMARY KEY (room, person))"_s};
    return statements;
}

} // namespace room
