// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace commands {

// --room and --room-token-file.
struct RoomWords
{
    std::string url; // empty: PLUMBLINE_ROOM, else room/url of the settings
    std::string tokenFile;
};

} // namespace commands
