// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/store/query.h"

namespace store {

// A gap of what was removed to keep a recording small: results that were counted are counted still.
inline bool isOfRetention(const Gap& gap)
{
    return gap.source == "retention";
}

} // namespace store
