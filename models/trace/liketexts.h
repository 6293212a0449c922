// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/minhash.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace trace {

// Sorts texts into those that say nearly the same: nine of ten pairs of neighbouring words are in
// both (estimated by MinHash), and all figures, names of code and negations are the same, in their
// order. Texts of less than eight words have to be equal in words. Each text is compared with at
// most eight kinds, so the cost grows with the texts and not with their pairs.
class LikeTexts
{
public:
    // The number of its kind, from 0; a new one where it is like none of those before.
    std::size_t kindOf(std::string_view text);
    std::size_t kinds() const { return m_count; }

private:
    struct Kind
    {
        std::uint64_t words = 0;
        std::uint64_t telling = 0; // figures, names of code, negations
        similarity::MinHash hash;
    };
    std::vector<Kind> m_kinds;
    std::size_t m_count = 0;
};

} // namespace trace
