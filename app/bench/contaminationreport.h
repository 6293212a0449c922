// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string>

namespace bench {

// `bench contamination` as a whole: runs it, prints it (text, or one JSON document) and returns the
// exit status. `recording` as in ContaminationSettings.
int runContamination(std::int64_t generations, const std::string& recording, int rounds,
                     bool isJson);

} // namespace bench
