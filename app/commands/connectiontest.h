// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/net/connectioncheck.h"

#include <QJsonObject>

#include <string>

namespace commands {

// How the test of a connection is told: `name: well, the words`, safe to show on one line.
std::string verdictLine(const std::string& name, const net::ConnectionVerdict& verdict);
// {name, state, usable, text, elapsed_ms}
QJsonObject verdictJson(const std::string& name, const net::ConnectionVerdict& verdict);
// 0 usable, 1 it does not let us in, 4 it cannot be reached or is something else.
int verdictStatus(const net::ConnectionVerdict& verdict);

} // namespace commands
