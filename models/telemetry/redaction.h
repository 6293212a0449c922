// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace telemetry {

// What was taken out of the telemetry of one service before anything of it was kept.
struct Redaction
{
    std::string rule;
    std::string service; // "unknown_service" when it gives none
    std::uint64_t count = 0;
};

// In the place of what was taken out stands "[REDACTED:" rule "]".
inline constexpr std::string_view kRedactionMark = "[REDACTED:";

inline bool holdsRedaction(std::string_view text)
{
    return text.find(kRedactionMark) != std::string_view::npos;
}
// Nothing but a marker.
inline bool isRedaction(std::string_view text)
{
    return text.starts_with(kRedactionMark) && text.find(']') == text.size() - 1;
}

} // namespace telemetry
