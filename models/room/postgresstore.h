// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/room/roomurl.h"
#include "models/runbook/roles.h"
#include "models/telemetry/result.h"

#include <string>
#include <vector>

namespace room {

class SqlConnection;

inline constexpr int kSchemaVersion = 2; // of resources/room/schema.sql

// Usage: older or newer than this Plumbline's. Refused: there is none.
telemetry::Result<void> checkSchema(SqlConnection& connection);

// Makes the schema, the role of consoles and the room, each where it is missing; of an older schema
// this one. As the owner of the database. Told in words, what was done. An embedded room's file is
// made as well. `roles`: instead of those that the room has; null: they stay as they are.
telemetry::Result<std::vector<std::string>>
initRoom(const RoomUrl& url, const std::string& password, const runbook::Roles* roles);

// One thing that `plumbline room check` looks at.
struct RoomFinding
{
    std::string what; // "reached", "tls", "schema", "room", "role" ...
    bool isGood = false;
    std::string sentence;
};
// Connects and looks; never fails: what is wrong is a finding. Blocks up to ten seconds.
std::vector<RoomFinding> checkRoom(const RoomUrl& url, const std::string& password);

} // namespace room
