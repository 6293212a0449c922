// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/roomwords.h"
#include "models/room/roomentry.h"
#include "models/room/roomsession.h"
#include "models/room/roomurl.h"
#include "models/telemetry/result.h"

#include <QJsonObject>

#include <memory>
#include <optional>
#include <string>

namespace CLI {
class App;
}

namespace commands {

void addRoomOptions(CLI::App& app, RoomWords& words);

// Nothing: no room is set. Usage errors as of room::roomUrlFromText().
telemetry::Result<std::optional<room::RoomUrl>> roomUrlOf(const RoomWords& words);
// The file named, else PLUMBLINE_TOKEN_ROOM, else the keyring's ROOM; empty: there is none, which a
// server that trusts or asks for a certificate does not mind.
telemetry::Result<std::string> roomPassword(const RoomWords& words, const room::RoomUrl& url);
// The operator, at this machine; the console is its journal's.
room::ConsoleIdentity roomIdentity();

// For a session whose journals are in the operator's data folder, where every console of theirs
// finds what another could not send. Nothing: no room is set.
telemetry::Result<std::optional<room::RoomOptions>> roomOptionsOf(const RoomWords& words);
// A session with its journal; the store is not asked yet. Null: no room is set.
telemetry::Result<std::unique_ptr<room::RoomSession>> openRoom(const RoomWords& words);

QJsonObject toJson(const room::RoomEntry& entry);
QJsonObject toJson(const room::Presence& presence);
QJsonObject toJson(const room::LockState& lock);
QJsonObject toJson(const room::Waiting& waiting);
QJsonObject toJson(const room::Conflict& conflict);

} // namespace commands
