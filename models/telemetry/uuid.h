// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>

namespace telemetry {

// A random UUID (version 4, RFC 9562), in lower-case. For names, never for secrets.
std::string randomUuid();

} // namespace telemetry
