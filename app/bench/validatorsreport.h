// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace bench {

// Measures every labelled set in the folder and prints the figures, as text or as one JSON
// document. A folder that is not there is said and is no failure: the sets are no part of the
// project. Returns the exit status.
int runValidators(const std::string& folder, bool isJson);

} // namespace bench
