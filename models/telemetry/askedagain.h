// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string_view>

namespace telemetry {

// Answers to a question that somebody asked again are recorded under the service's name and this.
// Nobody was given them: they are no traffic of a service, are judged, and count for no health.
inline constexpr std::string_view kAskedAgainSuffix = " (re-ask)";

inline bool isAskedAgain(std::string_view service)
{
    return service.ends_with(kAskedAgainSuffix);
}

// Likewise answers to probes, under this.
inline constexpr std::string_view kCanarySuffix = " (canary)";

inline bool isCanary(std::string_view service)
{
    return service.ends_with(kCanarySuffix);
}

} // namespace telemetry
