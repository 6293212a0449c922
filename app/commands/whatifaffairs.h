// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/replay/whatif.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <string>

namespace commands {

// Fills in what people said was wrong: all of their incidents, since what lies outside of them is
// taken for well, and which of them is asked about, by its id or uid (or the id of a group of
// alarms); empty: all.
telemetry::Result<void> askOfAffairs(replay::WhatIfQuestion& question, const store::Reader& reader,
                                     const std::string& id = {});

} // namespace commands
