// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/mappingreport.h"

#include <cstdint>
#include <set>
#include <string>
#include <vector>

namespace store {

// What other sources of a service tell of it: a Collector may bring its logs by another way than
// its spans.
struct MappingElsewhere
{
    std::set<std::string> facts; // of generations
    std::int64_t generations = 0; // spans that are one
};

MappingElsewhere elsewhereOf(const SourceMapping& source, const std::vector<SourceMapping>& all);
// As cannotTell(source), without what is told elsewhere.
std::vector<Lack> cannotTell(const SourceMapping& source, const MappingElsewhere& elsewhere);

} // namespace store
