// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/replay/affair.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <string>
#include <vector>

namespace commands {

// The incidents of people in the timeline; only the one of that id, where one is named (a usage
// error when there is none). Empty when there are none: then the console's alarms stand for them.
telemetry::Result<std::vector<replay::Affair>> affairsOfPeople(const store::Reader& reader,
                                                               const std::string& id = {});

} // namespace commands
