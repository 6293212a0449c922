// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/sqlite.h"

namespace store {

// Lets a read-only connection to a recording of an older schema be read as one of the newest, and
// leaves the file as it is: a table that lacks columns is covered by a temporary view of the same
// name that adds them with their defaults, a missing table by an empty temporary one. Costs no copy
// of the file; indexes stay usable. A migration needs a word here only when it fills a new column
// with anything but its default.
telemetry::Result<void> coverOlderTables(const Database& database);

} // namespace store
