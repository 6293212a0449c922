// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <string>

namespace room {

// Where a shared room is.
struct RoomUrl
{
    enum class Store
    {
        Embedded,
        Postgres
    };

    Store store = Store::Embedded;
    std::string file; // embedded: the database, one file
    std::string host;
    int port = 5432;
    std::string user;
    std::string database;
    std::string tlsMode = "verify-full"; // libpq's sslmode
    std::string tlsRootFile; // libpq's sslrootcert; empty: the system's
    std::string room = "main";

    // As it was given, made canonical; it never holds a secret.
    std::string text() const;
    // The same wherever the same login uses the same room: what a journal is of. Ways of TLS are not
    // in it.
    std::string place() const;
};

// postgresql://USER@HOST[:PORT]/DATABASE?room=NAME[&sslmode=verify-full][&sslrootcert=FILE], or
// sqlite:FILE[?room=NAME]. Usage errors, in words: a password in the URL, an unknown part, a room's
// name that is none, and a server elsewhere whose certificate is not to be checked in full.
telemetry::Result<RoomUrl> roomUrlFromText(const std::string& text);

// Letters, digits, ".", "_" and "-", 1 to 64 of them.
bool isRoomName(const std::string& name);

} // namespace room
