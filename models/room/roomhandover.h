// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/room/roomconflicts.h"
#include "models/room/roomstore.h"

#include <deque>
#include <string>
#include <vector>

namespace room {

// What whoever comes next needs to know, from what was said in a room: what is open, what was done,
// what is not known, who holds what.
struct Handover
{
    struct Section
    {
        std::string title;
        std::vector<std::string> lines; // plain text of others, a line each; empty: said as "none"
    };
    std::vector<Section> sections;
};

// `isWhole`: the entries are all there are; else that they are not is said. At most 50 lines a
// section, the newest; how many more there are is told.
Handover handoverOf(const std::deque<RoomEntry>& entries, const std::vector<Presence>& present,
                    const std::vector<LockState>& locks, const std::vector<Conflict>& conflicts,
                    bool isWhole);
// The incidents that are open there, as far as the entries tell, each in a line of plain text of
// others: "INC-0001 of Zelda (root), SEV1, investigating, commanded by Bo (root)".
std::vector<std::string> openIncidentsOf(const std::deque<RoomEntry>& entries);
std::string toText(const Handover& handover);

} // namespace room
