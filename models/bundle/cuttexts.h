// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timelineentry.h"

#include <string>
#include <string_view>
#include <vector>

namespace bundle {

// What stands where a text was that a list had cut off.
inline constexpr std::string_view kCutOff = "(cut off, taken out)";

// Takes out of an entry of kind `screen` each cell of what the window showed that was cut off, as a
// whole: no rule knows half an address, and no name matches its beginning. Of a text of an entry
// likewise. Cells that are long enough to have been cut without a sign count as cut. Entries of
// other kinds stay. How many it took out.
int takeCutCells(telemetry::TimelineEntry& entry);

// Takes out of a text what stands before "…" where it may be the beginning of one of the names
// (`names`: folded and sorted), or a long word or one with "@" or many figures, such as of an
// address or a key. The "…" stays.
void takeCutWords(const std::vector<std::string>& names, std::string& text);

} // namespace bundle
