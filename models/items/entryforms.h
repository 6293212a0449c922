// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/timelineentry.h"

#include <optional>
#include <string>

namespace items {

// What an entry of the timeline says in one line, made anew in the window's language of what its
// payload holds beside the words. Nullopt: nothing of it is held there, or what is made of it is in
// English not what was recorded, which then stands. Any thread.
std::optional<std::string> entryFormWords(const telemetry::TimelineEntry& entry);

} // namespace items
