// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace commands {

// Who sits at this terminal, as the system knows them.
std::string operatorName();

} // namespace commands
