// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>

namespace bench {

// `bench contamination` as a whole: runs it, prints it (text, or one JSON document) and returns the
// exit status.
int runContamination(std::int64_t generations, int rounds, bool isJson);

} // namespace bench
