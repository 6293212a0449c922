// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <string_view>

namespace health {

// The answer without the sentences that nothing can be said about, since a piece of them, or of
// what they rest on, was redacted: that hold a marker, or share at least two words with a sentence
// of the context that holds one, and no more with any other. Each code point of them is a blank, so
// that places in the text stay. `context` and `output` are UTF-8.
std::string withoutRedacted(std::string_view context, std::string_view output);

} // namespace health
