// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/feed.h"

#include <optional>
#include <string>
#include <string_view>

namespace store {

// A feed as bytes: version 1, then texts, keys, lives, decisions and steps. Numbers are varints,
// signed ones zigzag; times are differences to the one before, and not told of a verdict that has
// those of the step before; values are told as 0, 1, a single or a double, whichever says it
// exactly. Measured: 13 to 23 bytes a step.
std::string bodyOf(const telemetry::Feed& feed);
// Nothing when it is damaged, no index of it points outside of it otherwise; nor when it is no
// feed that a console tells: more than 64 MiB, or 16 MiB of texts told again, or a badness outside
// of 0..1. Times are held within 1938 and 2200.
std::optional<telemetry::Feed> feedFrom(std::string_view body);

} // namespace store
