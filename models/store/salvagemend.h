// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/salvage.h"
#include "models/store/sqlite.h"

#include <cstdint>

namespace store {

// Makes a recording of the rows that could be saved, in the newest schema: what they refer to and
// is gone gets a name that says so, and what belongs to something that is gone is left out, so that
// nothing that is recorded later is taken for it. Says how much of each in `salvaged`. The original
// had that schema, and so many bytes.
telemetry::Result<void> mendSalvaged(const Database& out, Salvaged& salvaged, int schema,
                                     std::int64_t bytes);

} // namespace store
