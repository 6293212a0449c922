// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"

namespace store {

// Source of the gaps that say what of a longer recording is not in a part of it, see slice.h.
inline constexpr const char* kCutSource = "cut";

// A gap of what was removed to keep a recording small, or was left out of a part of it: results
// that were counted are counted still.
inline bool isOfRetention(const Gap& gap)
{
    return gap.source == "retention" || gap.source == kCutSource;
}

} // namespace store
