// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace trace {

// Where a passage stands in a text, word for word.
struct PassageStretch
{
    std::size_t passage = 0; // index, as given
    std::size_t first = 0; // bytes of the text, half-open
    std::size_t last = 0;
};

// Finds retrieved passages in messages: they are retrieved, whatever message they were put into.
// Each is found once, in the first text that holds it. Passages outlive it.
class PassageFinder
{
public:
    explicit PassageFinder(const std::vector<const telemetry::Document*>& passages);

    // In order of the text, none overlapping another.
    std::vector<PassageStretch> findIn(std::string_view text);
    bool wasSeen(std::size_t passage) const;

private:
    // Knuth, Morris and Pratt's search is linear whatever the texts are; others can be made to take
    // the product of both lengths by whoever writes them.
    struct Passage
    {
        std::string_view content;
        std::vector<std::uint32_t> borders; // of the first bytes: longest prefix that ends there
        bool wasSeen = false;
    };
    static std::size_t extended(const Passage& passage, std::size_t matched, char character);
    static void findBorders(Passage& passage);
    static std::size_t endIn(Passage& passage, std::string_view text); // 0: not there

    std::vector<Passage> m_passages;
};

} // namespace trace
