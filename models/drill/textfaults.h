// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/drill/random.h"

#include <string>

namespace drill {

// With each figure replaced by another one, always the same for the same figure: 30 days become 45.
// Years, dates and identifiers stay as they are, and so does a text without figures.
std::string alteredFigures(const std::string& text);

// As a model falls apart: from somewhere in its first half on the text runs in a loop, or is the
// words of `others` in no order. Some hundred words, whole.
std::string fallenApart(Random& random, const std::string& text, const std::string& others);

} // namespace drill
