// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <QStringList>

namespace room {

inline constexpr int kSqliteVersion = 2; // of an embedded room's file; 2: roles

// What makes the tables of an embedded room, each where it is missing. Entries are never changed
// nor removed.
const QStringList& sqliteTables();

} // namespace room
