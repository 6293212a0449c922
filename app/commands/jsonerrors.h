// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

namespace commands {

// From now on an error is told on stdout, too, as {"error": {kind, message}}, unless a document was
// printed before it: with --json there is always one. For commands that document it.
void setErrorsAsJson();
void printJsonError(const telemetry::Error& error); // as report() does; nothing where not asked for

} // namespace commands
