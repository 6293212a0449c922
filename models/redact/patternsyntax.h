// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <string>
#include <string_view>

namespace redact {

// The pattern (RE2 syntax, valid) without what it says of its surroundings: ^ $ \A \z \b \B. What
// it matches in a text is then also found where that text is a part of something larger.
std::string withoutAssertions(std::string_view pattern);

} // namespace redact
