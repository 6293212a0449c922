// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/reader.h"
#include "models/telemetry/result.h"
#include "models/telemetry/timerange.h"

#include <string>

namespace commands {

// Usage error when there is no time in the range. A range that is outside of the recording is noted
// on stderr: no rows would seem to say that nothing was there then.
telemetry::Result<void> checkRange(const store::Reader& reader, const telemetry::TimeRange& range);

struct Asked
{
    std::string what;
    std::string file;
    std::string service;
};

// Rows are for programs and stay as they are: that there are none, and why, goes to stderr.
void noteNothing(const store::Reader& reader, const Asked& asked);

} // namespace commands
