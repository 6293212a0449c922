// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

namespace commands {

// Prints the briefings of all drills, for people or as {"drills": [...]}. Returns the exit status.
int listDrills(bool isJson);

} // namespace commands
