// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/sqlite.h"

namespace store {

// Marks a SQLite file as a recording of ours ("PLUM").
inline constexpr int kApplicationId = 0x504C554D;
inline constexpr int kSchemaVersion = 13;

// Unreadable when the file is another program's or a newer version's. Changes nothing.
telemetry::Result<void> checkOwner(const Database& database);

// Brings a connection that may write to the newest schema: makes the tables of an empty file, or
// runs the migrations an older one lacks, each in a transaction. Unreadable when the file is not
// ours or was written by a newer version. Up to an older schema only for tests of the steps
// between.
telemetry::Result<void> migrate(const Database& database, int upTo = kSchemaVersion);

// For readers: the schema of the file. Unreadable unless it is a recording of this or an older one.
telemetry::Result<int> checkSchema(const Database& database);

} // namespace store
