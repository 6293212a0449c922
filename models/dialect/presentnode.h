// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/dialect/valuetree.h"

namespace dialect {

// Whether a node is there and says something: null is as good as missing.
inline bool isPresent(const NodeRef& node)
{
    return !node.isMissing() && node.kind() != NodeKind::Null;
}

} // namespace dialect
