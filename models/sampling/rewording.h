// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/statements.h"

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace sampling {

// A statement without its order: what it holds that has to be held elsewhere too.
struct Wording
{
    struct Word
    {
        std::uint32_t hash = 0; // of the normalised word; see similarity::Token
        std::uint32_t stem =
            0; // without -s, -ed, -ing; figures, negations and names of code as they are
        std::uint8_t flags = 0;
        std::uint8_t sign = 0;
        bool isTelling = false; // no word like "the", "yes" or "please"
        std::uint32_t before = 0; // hash of the word that stands there; 0: none
        std::uint32_t after = 0;
        std::size_t clause = 0; // 0, 1 ...: what stands between commas and the like
    };
    std::vector<Word> words;
    std::vector<std::uint32_t> stems; // of telling words, ascending, each once
};

// "I" is none, wherever it stands.
bool isName(const similarity::Token& token);

Wording wordingOf(const similarity::Statement& statement);

// Whether `statement` stands in some of `others` (the statements of another text) with its clauses
// in another order, or some words more or less: all its figures, names, names of code and negations
// are there and none is denied; each figure has its unit and, of the words that stand once on
// either side, none that is another figure's; names keep their order; all telling words of the
// shorter lie in the longer, a third of its neighbours side by side and none the other way round.
// So it may well miss what says the same. Linear in `others`; not symmetrical.
bool isReworded(const Wording& statement, const std::vector<Wording>& others);

// Whether figures of a statement stand beside each other's words there: "10 EUR for the basic plan,
// 30 for the large one", and the other way round.
bool areFiguresExchanged(const Wording& statement, const std::vector<Wording>& others);

} // namespace sampling
