// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/redact/patternsyntax.h"

#include <algorithm>

namespace redact {

namespace {

constexpr std::size_t kNowhere = std::string_view::npos;

// Behind the first `mark` from `from` on, or the end.
std::size_t behind(std::string_view pattern, std::string_view mark, std::size_t from)
{
    const std::size_t found = pattern.find(mark, from);
    return found == kNowhere ? pattern.size() : found + mark.size();
}

// The end of the escape that begins at `at`: "\d", "\x{41}", "\p{^Greek}", "\Q...\E".
std::size_t escapeEnd(std::string_view pattern, std::size_t at)
{
    const std::string_view rest = pattern.substr(at);
    if (rest.starts_with("\\Q"))
        return behind(pattern, "\\E", at + 2);
    const bool isBraced =
        rest.size() > 2 && rest[2] == '{' && std::string_view("pPx").find(rest[1]) != kNowhere;
    return isBraced ? behind(pattern, "}", at) : std::min(at + 2, pattern.size());
}

// The end of the class "[...]" that begins at `at`; in first place a ']' is a character.
std::size_t classEnd(std::string_view pattern, std::size_t at)
{
    ++at;
    at += at < pattern.size() && pattern[at] == '^' ? 1 : 0;
    at += at < pattern.size() && pattern[at] == ']' ? 1 : 0;
    while (at < pattern.size() && pattern[at] != ']') {
        if (pattern[at] == '\\')
            at = escapeEnd(pattern, at);
        else if (pattern.substr(at).starts_with("[:"))
            at = behind(pattern, ":]", at);
        else
            ++at;
    }
    return std::min(at + 1, pattern.size());
}

} // namespace

std::string withoutAssertions(std::string_view pattern)
{
    constexpr std::string_view kNothing = "(?:)"; // may be repeated, as an assertion may
    std::string result;
    for (std::size_t at = 0; at < pattern.size();) {
        const char c = pattern[at];
        const bool isEscape = c == '\\' && at + 1 < pattern.size();
        const bool isAssertion = isEscape
            ? std::string_view("AzbB").find(pattern[at + 1]) != kNowhere
            : c == '^' || c == '$';
        const std::size_t end = isEscape ? escapeEnd(pattern, at)
            : c == '['                   ? classEnd(pattern, at)
                                         : at + 1;
        result += isAssertion ? kNothing : pattern.substr(at, end - at);
        at = end;
    }
    return result;
}

} // namespace redact
