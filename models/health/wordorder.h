// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/textunits.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace health {

// How well the kinds of words follow each other as those of English do: an article before a noun, a
// preposition before an article, a capital after a full stop. Mean over the worst stretch of
// kStretch units of ln(P(kind | kind before) / P(kind)): well above 0 for prose, around and below 0
// for words drawn at random. The table is learnt by training/wordorder.py, which says from what.
struct WordOrder
{
    double score = 0;
    double words = 0; // share of the stretch that is words
    std::size_t start = 0; // of the stretch; bytes
    std::size_t end = 0;

    static constexpr std::size_t kStretch = 60;
};

// Nothing when no stretch is long enough, or the text is hardly English: too few of its words are
// the commonest ones anywhere.
std::optional<WordOrder> wordOrderOf(std::string_view text, const std::vector<Unit>& units);

// One letter for each unit (and for each line that begins): what the table is about. For the
// training only.
std::string wordKinds(std::string_view text, const std::vector<Unit>& units);

} // namespace health
