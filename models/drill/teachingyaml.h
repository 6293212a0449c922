// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/teaching.h"

#include <initializer_list>
#include <string_view>

namespace YAML {
class Node;
}

namespace drill {

// Parts of a scenario file. All throw YAML::RepresentationException, with the place, where
// something is missing, empty, out of its range or not known.
Briefing briefingOf(const YAML::Node& scenario);
Hints hintsOf(const YAML::Node& scenario);
Debriefing debriefingOf(const YAML::Node& scenario);
// Where a map has a key that is none of these. `what` names the map in the message.
void refuseUnknown(const YAML::Node& map, std::string_view what,
                   std::initializer_list<std::string_view> known);

} // namespace drill
