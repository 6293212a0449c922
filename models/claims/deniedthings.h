// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/health/contextindex.h"
#include "models/health/denials.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

namespace claims {

// Something that a sentence says is not so: "no receipt required", "without a receipt", "you do not
// need a receipt", "there is no restocking fee". Whole clauses that are denied ("it cannot be
// resized") are left to health::deviationOf(): held against a passage by their words alone, ten of
// eleven of RAGTruth's questions were no contradiction, and of "does not mention" seven of seven.
struct DeniedThing
{
    health::Stretch words; // tokens, from the first word of it or its denial to the last
    std::vector<std::uint64_t> keys; // of its words of substance, each once, ascending
    bool isDemand = false; // what is denied is that it is demanded: required, needed, a must
};

// English. Left out is what holds a figure or two denials, all of a sentence with a condition, what
// is said in fewer words than tell it apart (one where a demand is denied, two of a fee, else
// three), and "without" where nothing is permitted or anything else is denied or refused: "no
// refund without a receipt" demands one. Linear.
std::vector<DeniedThing> deniedThingsOf(const health::TokenText& text,
                                        const health::Stretch& sentence);

enum class Stance
{
    None, // says nothing of it, or in some case only
    Affirms,
    Denies,
};
struct StanceFound
{
    Stance stance = Stance::None;
    health::Stretch words; // tokens of the passage that hold it; empty: None
};

// Whether a passage says what is denied: with all of its words, not far apart, within one clause.
// Where it says so only of something - "required for opened items", "late cancellations: a fee" -
// the words of that must stand in `asked`: ascending keys of the sentence that denies it
// and of the question. Costs the product of the lengths of passage and thing, both of which are
// short.
StanceFound stanceOf(const DeniedThing& denied, const health::TokenText& text,
                     const health::Stretch& passage, const std::vector<std::uint64_t>& asked);

// Whether a passage takes back in some cases what the one before it demands: "For members it is
// optional", "This is not needed for members". English.
bool waivesWhatWentBefore(const health::TokenText& text, const health::Stretch& passage);

} // namespace claims
