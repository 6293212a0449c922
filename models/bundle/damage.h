// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"

#include <string>

namespace bundle {

// Why something of a bundle could not be read or written, which says nothing of it.
inline constexpr const char* kNoMemory = "there is not memory enough";

// A member as a person knows it: "the recording (recording.plumb)". A name that no bundle has is
// shown as it stands there, short and in ASCII.
std::string partText(const std::string& member);

// "PATH is broken: `what`." and what whoever has it can do: nothing of it is opened, whom to ask,
// what to compare. Unreadable.
tl::unexpected<telemetry::Error> damaged(const std::string& path, const std::string& what);

} // namespace bundle
