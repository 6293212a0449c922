// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/replay/variant.h"
#include "models/store/reader.h"
#include "models/telemetry/result.h"

#include <string>
#include <vector>

namespace replay {

// What settings of one check or one service can be about in a recording, each in order; as sent.
struct RecordedNames
{
    // That were counted or alarmed, and how answers are (length, duration, what judges gave).
    std::vector<std::string> checks;
    std::vector<std::string> services;
};

// Pool thread.
telemetry::Result<RecordedNames> recordedNames(const store::Reader& reader);

// Usage error where a setting is of a check or a service that there is not, as when its name is
// misspelt: it would change nothing, and nobody would be told. Names those that there are.
telemetry::Result<void> checkNames(const Variant& variant, const RecordedNames& names);

} // namespace replay
