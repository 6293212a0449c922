// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "app/commands/listening.h"

#include <string>

namespace commands {

// Who listens on a TCP address, for people: "python3 (process 4711)", "a process of another user".
// Empty when nobody does, or it cannot be told (away from Linux). Reads /proc; safe to show.
std::string portHolder(const Endpoint& endpoint);
// An error of listening there, with who holds it where that can be told.
telemetry::Error withHolder(telemetry::Error error, const Endpoint& endpoint);

} // namespace commands
