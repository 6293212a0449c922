// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <CLI/CLI.hpp>

namespace commands {

// `canary prove`, below `canary`.
void addProve(CLI::App& canary, int& status);

} // namespace commands
