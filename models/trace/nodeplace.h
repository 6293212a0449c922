// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>

namespace trace {

// Nodes, spans and vertices are numbered by int, since kNone is below all of them.
inline std::size_t at(int index)
{
    return static_cast<std::size_t>(index);
}

} // namespace trace
