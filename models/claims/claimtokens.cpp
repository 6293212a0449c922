// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/claims/claimtokens.h"

#include "models/claims/asciicharacters.h"

#include <algorithm>

namespace claims {

std::vector<health::Token> claimTokens(std::string_view text, std::size_t limit)
{
    std::vector<health::Token> tokens = health::tokenise(text, limit);
    for (health::Token& token : tokens) {
        if (token.kind != health::TokenKind::Identifier)
            continue;
        const std::string_view name = text.substr(token.start, token.end - token.start);
        if (std::ranges::all_of(name, isLetter))
            token.key = health::wordKey(name);
    }
    return tokens;
}

} // namespace claims
