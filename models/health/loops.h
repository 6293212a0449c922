// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/textunits.h"

#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace health {

// What of a text stands in it more than once. Counts are of units; places are bytes of the text.
struct Repetition
{
    std::size_t units = 0; // of the text
    // The longest stretch that equals what stands `period` units before it, all the way.
    std::size_t looped = 0; // with its first round
    std::size_t period = 0;
    std::size_t loopedWords = 0; // of one round
    std::size_t loopedNumbers = 0;
    std::size_t loopedCounters = 0; // that count on from round to round, not as a list's numbers do
    bool loopsByLines = false; // each round begins a line
    std::size_t loopStart = 0;
    std::size_t loopEnd = 0;
    // The longest passage that stands in the text twice without overlap.
    std::size_t longest = 0;
    std::size_t longestStart = 0; // of the second
    std::size_t longestEnd = 0;
    std::size_t longestGap = 0; // units between the two
    std::size_t gapStart = 0; // where it begins; bytes
    // Runs of four units that have been there before, as a share: of all, and of the worst stretch
    // of kStretch.
    double share = 0;
    // Of all, those that bring nothing new nor stand near anything new: rows of a list, verses and
    // questions of a quiz repeat words, but each round brings words or figures of its own.
    double staleShare = 0;
    double worstShare = 0;
    std::size_t worstStart = 0;
    std::size_t worstEnd = 0;

    static constexpr std::size_t kStretch = 64;
};

// Linear in the text.
Repetition repetitionOf(std::string_view text, const std::vector<Unit>& units);

// Sentences or lines in a row that say nearly what one of the two before them said: three of four
// units are the same, and what differs is not only figures and names, nor new words in the same
// place of each, as it is in lists.
struct AlikeSentences
{
    std::size_t count = 0; // of the longest row, without the first
    bool isByLines = false; // each is a line of its own
    std::size_t start = 0; // bytes
    std::size_t end = 0;
};
AlikeSentences alikeSentences(std::string_view text, const std::vector<Unit>& units);

// One character, or up to eight, over and over without a break, where no word or ruler does that:
// "0000000000", "hahahahaha". Bytes; the longest, of at least 120, of digits 300 (a googol has 101)
// or, where all of the number is one digit, 80.
struct CharacterLoop
{
    std::size_t start = 0;
    std::size_t end = 0;
};
std::optional<CharacterLoop> characterLoop(std::string_view text, const std::vector<Unit>& units);

} // namespace health
