// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/sqlite.h"

namespace store {

// Marks a SQLite file as a recording of ours ("PLUM").
inline constexpr int kApplicationId = 0x504C554D;
inline constexpr int kSchemaVersion = 18;

// Unreadable when the file is another program's or a newer version's. Changes nothing.
telemetry::Result<void> checkOwner(const Database& database);
// Unreadable when it holds views or triggers, which none of ours has.
telemetry::Result<void> checkObjects(const Database& database);

// Brings a connection that may write to the newest schema: makes the tables of an empty file, or
// runs the migrations an older one lacks, each in a transaction. Unreadable when the file is not
// ours or was written by a newer version. Up to an older schema only for tests of the steps
// between.
telemetry::Result<void> migrate(const Database& database, int upTo = kSchemaVersion);

enum class Pages
{
    Kept,
    GivenBack, // a ring gives back what it has removed
};
// The file for whoever writes to it, made when it is not there, for its owner only. Unreadable when
// it is not ours, or holds views or triggers; then nothing was changed in it.
telemetry::Result<Database> openForWriting(const std::string& path, Pages pages);

// For readers: the schema of the file. Unreadable unless it is a recording of this or an older one.
telemetry::Result<int> checkSchema(const Database& database);

} // namespace store
