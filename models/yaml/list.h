// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/yaml/tree.h"

#include <string>
#include <string_view>
#include <vector>

namespace yaml {

enum class EmptyList
{
    Allowed,
    Refused,
};

// The entries of a file that is a map with one key, whose value is a list: "judges: [...]". What is
// wrong with that, or with the YAML, is added to `problems`, and there are no entries then.
std::vector<Node> listIn(const std::string& text, std::string_view key, EmptyList empty,
                         std::vector<Problem>& problems, const Limits& limits = {});

} // namespace yaml
