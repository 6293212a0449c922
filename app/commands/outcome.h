// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <QByteArray>
#include <QJsonObject>

namespace commands {

// 1 refused, 2 usage, 3 unreadable, 4 unreachable, 5 unknown; see the command line contract in the
// README.
int exitStatus(telemetry::ErrorKind kind);

// Prints "plumbline: <message>" on stderr and returns the status.
int report(const telemetry::Error& error);

// To be called once, at the end: `status`, or 1 when not all that was printed to stdout arrived
// there, which stderr then says.
int finishOutput(int status);

// One JSON document, indented, and a newline; or one compact line. Both on stdout.
void printJson(const QJsonObject& object);
void printJsonLine(const QJsonObject& object);

// Set by SIGINT and SIGTERM once installSignalHandlers was called.
void installSignalHandlers();
bool isInterrupted();

} // namespace commands
