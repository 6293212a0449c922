// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/telemetry/generation.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <unordered_map>
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
// Each is found once, in the first text that holds it. One pass over a text finds where passages
// may begin (Karp and Rabin); texts that are made to begin like one everywhere are searched after
// Knuth, Morris and Pratt, up to kMostWork in all: what is beyond that is not found. Passages
// outlive it.
class PassageFinder
{
public:
    explicit PassageFinder(const std::vector<const telemetry::Document*>& passages);

    // In order of the text, none overlapping another.
    std::vector<PassageStretch> findIn(std::string_view text);
    bool wasSeen(std::size_t passage) const;

private:
    static constexpr std::size_t kMostWork = std::size_t{1} << 28U; // bytes
    struct Passage
    {
        std::string_view content;
        std::vector<std::uint32_t> borders; // of the first bytes: longest prefix that ends there
        bool wasSeen = false;
        bool isHostile = false; // its beginning was in texts too often to be compared
        std::size_t compared = 0; // bytes, in vain
    };
    void compareAt(std::string_view text, std::size_t at, std::uint64_t hash,
                   std::vector<PassageStretch>& found);
    static std::size_t extended(const Passage& passage, std::size_t matched, char character);
    static void findBorders(Passage& passage);
    std::size_t endIn(Passage& passage, std::string_view text); // 0: not there

    std::vector<Passage> m_passages;
    std::unordered_multimap<std::uint64_t, std::size_t> m_beginnings; // by hash
    std::size_t m_work = 0;
};

} // namespace trace
