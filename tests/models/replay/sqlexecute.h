// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QTest>

#include <string>

#include <sqlite3.h>

// Past the store, which lets nothing of a recording be changed.
inline void execute(const std::string& path, const char* sql)
{
    sqlite3* database = nullptr;
    QCOMPARE(sqlite3_open(path.c_str(), &database), SQLITE_OK);
    QCOMPARE(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK);
    sqlite3_close(database);
}
