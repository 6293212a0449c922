// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/contextindex.h"
#include "models/health/tokens.h"

#include <cstddef>
#include <vector>

namespace health {

// Words by which a sentence says less than, or something else than, the stretch that it is held
// against: where that stretch has none of them, one of the two is mostly wrong.
struct Contrasts
{
    std::size_t denials = 0; // negations: not, never, unable ...
    std::size_t restrictions = 0; // only, instead, except, although ...

    Contrasts& operator+=(const Contrasts& other);
};

// Those of the stretch `sentence` of `output` that the stretch `match` of `context` does not hold.
Contrasts contrastsOf(const std::vector<Token>& output, const Stretch& sentence,
                      const std::vector<Token>& context, const Stretch& match);

} // namespace health
