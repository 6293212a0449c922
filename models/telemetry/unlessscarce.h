// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/result.h"
#include "models/telemetry/scarcememory.h"

#include <new>
#include <type_traits>

namespace telemetry {

// Does `work`, which gives a Result; an error with `words` where there is not memory enough for it:
// for what is asked from outside and may fail.
template<class Work>
std::invoke_result_t<Work> unlessScarce(ErrorKind kind, const char* words, Work work)
{
    try {
        return work();
    } catch (const std::bad_alloc&) {
        return withPatience(
            [kind, words] { return std::invoke_result_t<Work>(failure(kind, words)); });
    }
}

} // namespace telemetry
