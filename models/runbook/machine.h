// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace runbook {

// The same text for two spellings of one base URL: case of scheme and host, a port that goes
// without saying, slashes at the end, the names of this machine.
std::string machineOf(const std::string& url);

} // namespace runbook
