// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/random.h"

#include <cstdint>
#include <string>

namespace drill {

// With each figure replaced by another one, drawn from `stream`: the same one for the same figure
// and stream. Years, dates and identifiers stay as they are, and so does a text without figures.
std::string alteredFigures(const std::string& text, std::uint64_t stream);

// The first figure of `text` that alteredFigures() would replace, with what it counts: "30 days",
// "4.90 EUR", "5 business days". Empty: it has none.
std::string figureOf(const std::string& text);

// As a model falls apart: from somewhere in its first half on the text runs in a loop, or is the
// words of `others` in no order. Some hundred words, whole.
std::string fallenApart(Random& random, const std::string& text, const std::string& others);

} // namespace drill
