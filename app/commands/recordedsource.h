// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace commands {

// A recorded incident that is to be a drill.
struct RecordedSource
{
    std::string path; // of the recording; empty: none is
    std::string incident; // id; empty: see practice::readRecordedDrill
    std::string lead; // duration; empty: practice::kLead
};

} // namespace commands
