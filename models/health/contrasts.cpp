// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/contrasts.h"

#include <algorithm>
#include <array>
#include <span>
#include <string_view>

namespace health {

namespace {

using Tokens = std::span<const Token>;

Tokens part(const std::vector<Token>& tokens, const Stretch& stretch)
{
    return Tokens(tokens).subspan(stretch.first, stretch.last - stretch.first);
}

bool isDenial(const Token& token)
{
    return token.isNegation;
}

bool isRestriction(const Token& token)
{
    static constexpr std::array<std::string_view, 12> words{
        "only",   "instead", "rather", "except",  "excluding", "exclude",
        "solely", "merely",  "unlike", "despite", "however",   "although"};
    static const auto keys = [] {
        std::array<std::uint64_t, words.size()> result{};
        std::ranges::transform(words, result.begin(), wordKey);
        std::ranges::sort(result);
        return result;
    }();
    return std::ranges::binary_search(keys, token.key);
}

// How many tokens of one kind the others do not hold.
std::size_t missing(Tokens tokens, Tokens others, bool (*isOfKind)(const Token&))
{
    return static_cast<std::size_t>(std::ranges::count_if(tokens, [&](const Token& token) {
        return isOfKind(token) && std::ranges::find(others, token.key, &Token::key) == others.end();
    }));
}

} // namespace

Contrasts& Contrasts::operator+=(const Contrasts& other)
{
    denials += other.denials;
    restrictions += other.restrictions;
    return *this;
}

Contrasts contrastsOf(const std::vector<Token>& output, const Stretch& sentence,
                      const std::vector<Token>& context, const Stretch& match)
{
    const Tokens ours = part(output, sentence);
    const Tokens theirs = part(context, match);
    const std::size_t denials = missing(ours, theirs, isDenial);
    // "not" there and "never" here may well be the same denial.
    const std::size_t paired = std::min(denials, missing(theirs, ours, isDenial));
    return {.denials = denials - paired, .restrictions = missing(ours, theirs, isRestriction)};
}

} // namespace health
