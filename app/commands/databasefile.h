// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace commands {

// Whether what is at `path` begins as every recording does.
bool isDatabase(const std::string& path);

} // namespace commands
